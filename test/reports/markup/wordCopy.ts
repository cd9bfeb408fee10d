import { readEntry } from '../../../server/files/zip.ts'
import { zip } from '../../files/made/zip.ts'
import type { Agent } from '../../site.ts'

const parts = [
  '[Content_Types].xml',
  'word/document.xml',
  'word/footnotes.xml',
  'word/comments.xml',
  'word/settings.xml',
  'docProps/custom.xml',
] as const
type PartName = (typeof parts)[number]

/** A Word copy of a report, whose parts a test edits as Word would. */
export type Copy = Map<PartName, string>

/** Downloads the copy of a report that is to be marked up. */
export async function copyOf(agent: Agent, report: string): Promise<Copy> {
  const { body } = await agent
    .get(`${report}/markups/copy`)
    .buffer(true)
    .parse((res, done) => {
      const chunks: Buffer[] = []
      res.on('data', (chunk: Buffer) => chunks.push(chunk))
      res.on('end', () => done(null, Buffer.concat(chunks)))
    })
    .expect(200)
  const copy: Copy = new Map()
  for (const name of parts) copy.set(name, (await readEntry(body as Buffer, name))?.toString('utf8') ?? '')
  return copy
}

export function packed(copy: Map<string, string>): Buffer {
  return zip([...copy].map(([name, content]) => ({ name, content })))
}

/** Changes one part; throws where nothing of it changes, so that no test edits beside its aim. */
export function edit(
  copy: Copy,
  change: (xml: string) => string,
  part: PartName = 'word/document.xml',
): Copy {
  const before = copy.get(part) ?? ''
  const after = change(before)
  if (after === before) throw new Error(`edit: nothing of ${part} was changed`)
  return copy.set(part, after)
}

const by = (author: string) => `w:id="900" w:author="${author}" w:date="2026-11-20T10:00:00Z"`
export const run = (text: string) => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`
export const ins = (text: string, author = 'Bo Editor') => `<w:ins ${by(author)}>${run(text)}</w:ins>`
export const del = (text: string, author = 'Bo Editor') =>
  `<w:del ${by(author)}><w:r><w:delText xml:space="preserve">${text}</w:delText></w:r></w:del>`
/** The mark of a paragraph whose end was put in (`ins`) or taken out (`del`). */
export const mark = (kind: 'ins' | 'del', author = 'Bo Editor') =>
  `<w:pPr><w:rPr><w:${kind} ${by(author)}/></w:rPr></w:pPr>`

/** Puts XML in the place of some words inside the run that holds them, which is cut in two. */
export function instead(xml: string, words: string, put: string): string {
  const found = new RegExp(
    `<w:r>((?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?)<w:t xml:space="preserve">([^<]*?)${words}([^<]*)</w:t></w:r>`,
  )
  return xml.replace(found, (_, look: string, before: string, after: string) => {
    const piece = (text: string) =>
      text === '' ? '' : `<w:r>${look}<w:t xml:space="preserve">${text}</w:t></w:r>`
    return piece(before) + put + piece(after)
  })
}
