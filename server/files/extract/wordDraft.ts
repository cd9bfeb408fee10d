import { SaxesParser } from 'saxes'
import type { DraftBlock } from '../../../analysis/index.ts'
import { readEntry } from '../zip.ts'
import { Unreadable } from './unreadable.ts'

/** Paragraphs of a Word document in order, and how many changes it tracks: insertions are read, deletions are not. */
export type WordDraft = { blocks: DraftBlock[]; inserted: number; deleted: number }

/** Beyond so many characters it is no draft of a report. */
const longest = 2_000_000

/**
 * The paragraphs of a Word document whose ZIP has been checked: body, text boxes, footnotes and endnotes. It is read
 * as it would stand with all tracked changes accepted. Paragraphs of a style for quotations are block quotes.
 */
export async function readWordDraft(bytes: Buffer): Promise<WordDraft> {
  const document = await readEntry(bytes, 'word/document.xml')
  if (!document) throw new Unreadable('corrupt')
  const quoteStyles = quoteStylesOf((await readEntry(bytes, 'word/styles.xml'))?.toString('utf8') ?? '')
  const draft: WordDraft = { blocks: [], inserted: 0, deleted: 0 }
  new PartReader(draft, quoteStyles).read(document.toString('utf8'), '')
  for (const [part, name] of [
    ['word/footnotes.xml', 'footnote'],
    ['word/endnotes.xml', 'endnote'],
  ] as const) {
    const notes = await readEntry(bytes, part)
    if (notes) new PartReader(draft, quoteStyles).read(notes.toString('utf8'), name)
  }
  return draft
}

const quoteStyle = /quot|block ?text|zitat|citation/i

/** Ids of the paragraph styles that quotations are set in, by the names that people see. */
function quoteStylesOf(xml: string): Set<string> {
  const styles = new Set(['Quote', 'IntenseQuote', 'BlockText'])
  let id = ''
  parse(xml, {
    open: (name, attribute) => {
      if (name === 'w:style') id = attribute('w:type') === 'paragraph' ? attribute('w:styleId') : ''
      if (name === 'w:name' && id !== '' && quoteStyle.test(attribute('w:val'))) styles.add(id)
    },
  })
  return styles
}

/** Not in the document as it would be printed: what was struck out or moved away, field codes, a second drawing of the same box. */
const skipped = new Set([
  'w:del',
  'w:moveFrom',
  'w:instrText',
  'w:delText',
  'mc:Fallback',
  'w:rPrChange',
  'w:pPrChange',
])
const characters = new Map([
  ['w:tab', '\t'],
  ['w:br', '\n'],
  ['w:cr', '\n'],
  ['w:noBreakHyphen', '\u2011'],
  ['w:softHyphen', '\u00AD'],
])
const separators = new Set(['separator', 'continuationSeparator', 'continuationNotice'])

type Paragraph = { text: string; quote: boolean; heading: boolean; box: boolean }

class PartReader {
  readonly #draft: WordDraft
  readonly #quoteStyles: Set<string>
  readonly #open: Paragraph[] = []
  #hidden = 0
  #boxes = 0
  #boxesSeen = 0
  #isSeparator = false
  #inText = false
  #length = 0
  #note = ''
  #notes = 0
  #paragraphs = 0
  #heading = ''

  constructor(draft: WordDraft, quoteStyles: Set<string>) {
    this.#draft = draft
    this.#quoteStyles = quoteStyles
  }

  /** @param kind `footnote` or `endnote`, or empty for the document itself */
  read(xml: string, kind: '' | 'footnote' | 'endnote'): void {
    parse(xml, {
      open: (name, attribute) => this.#opens(name, attribute, kind),
      text: text => {
        if (this.#inText) this.#add(text)
      },
      close: name => this.#closes(name),
    })
  }

  #opens(name: string, attribute: (name: string) => string, kind: string): void {
    if (skipped.has(name)) this.#hidden++
    if (name === 'w:del' || name === 'w:moveFrom') this.#draft.deleted++
    if (name === 'w:ins' || name === 'w:moveTo') this.#draft.inserted++
    if (name === 'w:txbxContent') {
      this.#boxes++
      if (this.#hidden === 0) this.#boxesSeen++
    }
    if (kind !== '' && name === `w:${kind}`) {
      this.#isSeparator = separators.has(attribute('w:type'))
      if (!this.#isSeparator) this.#note = `${kind} ${++this.#notes}`
    }
    if (name === 'w:p') this.#open.push({ text: '', quote: false, heading: false, box: this.#boxes > 0 })
    const paragraph = this.#open.at(-1)
    if (name === 'w:pStyle' && paragraph && this.#hidden === 0) {
      paragraph.quote = this.#quoteStyles.has(attribute('w:val'))
      paragraph.heading = /^(?:heading|title|überschrift)/i.test(attribute('w:val'))
    }
    if (name === 'w:t') this.#inText = true
    else if (!this.#inText) this.#add(characters.get(name) ?? '')
  }

  #closes(name: string): void {
    if (skipped.has(name)) this.#hidden--
    if (name === 'w:txbxContent') this.#boxes--
    if (name === 'w:t') this.#inText = false
    if (name === 'w:p') this.#end()
  }

  #add(text: string): void {
    const paragraph = this.#open.at(-1)
    if (text === '' || this.#hidden > 0 || !paragraph) return
    this.#length += text.length
    if (this.#length > longest) throw new Unreadable('tooMuchText')
    paragraph.text += text
  }

  #end(): void {
    const paragraph = this.#open.pop()
    if (!paragraph || this.#hidden > 0 || this.#isSeparator || paragraph.text.trim() === '') return
    if (!paragraph.box) this.#paragraphs++
    const { text, quote, heading, box } = paragraph
    const last = this.#draft.blocks.at(-1)
    const place = this.#placeOf(box)
    if (heading && this.#note === '' && !box) this.#heading = text.trim().slice(0, 60)
    // A quotation of several paragraphs is one.
    if (quote && last?.quote && this.#open.length === 0) last.text += `\n\n${text}`
    else this.#draft.blocks.push({ text, quote, place })
  }

  #placeOf(box: boolean): string {
    if (this.#note !== '') return this.#note
    const under = this.#heading === '' ? '' : `, under “${this.#heading}”`
    return `${box ? `text box ${this.#boxesSeen}` : `paragraph ${this.#paragraphs}`}${under}`
  }
}

type Handlers = {
  open: (name: string, attribute: (name: string) => string) => void
  text?: (text: string) => void
  close?: (name: string) => void
}

/** Goes through XML once. It resolves no entity but XML's own five. @throws Unreadable where it is not well-formed */
function parse(xml: string, { open, text, close }: Handlers): void {
  if (xml === '') return
  const parser = new SaxesParser()
  parser.on('opentag', ({ name, attributes }) => open(name, attribute => attributes[attribute] ?? ''))
  if (text) parser.on('text', text)
  if (close) parser.on('closetag', ({ name }) => close(name))
  parser.on('error', () => {
    throw new Unreadable('corrupt')
  })
  parser.write(xml).close()
}
