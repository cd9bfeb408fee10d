import { SaxesParser } from 'saxes'
import { readEntry } from '../zip.ts'
import { Unreadable } from './unreadable.ts'

const mediaType = 'application/vnd.oasis.opendocument.text'

/** Said of a checked ZIP: its entry `mimetype` tells (OpenDocument 1.3, part 2, 3.3). */
export async function isOpenDocumentText(bytes: Buffer): Promise<boolean> {
  const declared = await readEntry(bytes, 'mimetype')
  return declared?.toString('latin1').trim().startsWith(mediaType) ?? false
}

/** The text of an OpenDocument text whose ZIP has been checked; a blank line between paragraphs. */
export async function odtText(bytes: Buffer): Promise<string> {
  const manifest = await readEntry(bytes, 'META-INF/manifest.xml')
  if (manifest?.includes('encryption-data')) throw new Unreadable('encrypted')
  const content = await readEntry(bytes, 'content.xml')
  if (!content) throw new Unreadable('corrupt')
  return contentText(content.toString('utf8'))
}

/** Not the author's text as it stands: remarks, what was struck out, and the text of outlines. */
const skipped = new Set([
  'office:annotation',
  'text:tracked-changes',
  'text:note-citation',
  'svg:desc',
  'svg:title',
])
const paragraphs = new Set(['text:p', 'text:h'])

/** The paragraphs of a content.xml, by OpenDocument 1.3, part 3, 6.1: white space collapses, and has elements. */
function contentText(xml: string): string {
  const parser = new SaxesParser()
  const done: string[] = []
  const open: string[] = []
  let hidden = 0
  const add = (text: string) => {
    if (hidden === 0 && open.length > 0) open.push(`${open.pop() ?? ''}${text}`)
  }
  parser.on('opentag', ({ name, attributes }) => {
    if (skipped.has(name)) hidden++
    if (paragraphs.has(name)) open.push('')
    if (name === 'text:s') add('\u0001'.repeat(Math.min(Number(attributes['text:c'] ?? 1) || 1, 1000)))
    if (name === 'text:tab') add('\t')
    if (name === 'text:line-break') add('\n')
  })
  parser.on('text', text => add(text.replace(/[ \t\r\n]+/g, ' ')))
  parser.on('closetag', ({ name }) => {
    if (skipped.has(name)) hidden--
    if (paragraphs.has(name)) done.push(tidy(open.pop() ?? ''))
  })
  parser.on('error', () => {
    throw new Unreadable('corrupt')
  })
  parser.write(xml).close()
  return done.filter(paragraph => paragraph !== '').join('\n\n')
}

/** Collapses what XML's white space left; \u0001 stands for a space that was asked for. */
function tidy(paragraph: string): string {
  return paragraph.replace(/ {2,}/g, ' ').trim().replaceAll('\u0001', ' ')
}
