import type { Block, Inline } from '../../reports/export/document/model.ts'
import { charactersLacking } from '../../reports/export/pdf/fonts.ts'
import { documentPdf } from '../../reports/export/pdf/pdfFile.ts'
import type { SentCopy } from './sentCopy.ts'

/** Characters of answers beyond which no PDF is made: it would hold up everybody else. */
export const longestPdf = 150_000
/** So many characters that a PDF lacks are named before it is made. */
const mostTold = 10

const days = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'Europe/London' })
const htmlInstead = 'The copy as a web page holds them as they were typed.'

/** A copy as a tagged PDF that can be read aloud and printed. */
export function copyPdf(copy: SentCopy): Promise<Buffer> {
  return documentPdf(copyTitle(copy), { blocks: blocksOf(copy), notes: [] }, htmlInstead)
}

export function copyTitle({ reference }: SentCopy): string {
  return `What you sent: ${reference}`
}

/** What stands in the way of a PDF, or is told before it is made; both undefined where there is nothing to say. */
export function aboutPdf(copy: SentCopy): { refused?: string; lacking?: string } {
  const words = copy.sections.flatMap(({ answers }) => answers.map(({ answer = '' }) => answer)).join('\n')
  if (words.length > longestPdf)
    return { refused: 'It is too long for a PDF to be made of it here. Take the web page, and print that.' }
  const lacking = charactersLacking(words)
  if (lacking.length === 0) return {}
  const more = lacking.length > mostTold ? ` and ${lacking.length - mostTold} more` : ''
  return {
    lacking: `The PDF has no sign for ${lacking.slice(0, mostTold).join(' ')}${more}, and shows � in their place. ${htmlInstead}`,
  }
}

function blocksOf(copy: SentCopy): Block[] {
  const { consultation, asker, reference, at, first, newest, allowed, line } = copy
  return [
    { kind: 'kicker', inlines: words(consultation) },
    { kind: 'heading', level: 1, inlines: words(copyTitle(copy)) },
    paragraph(`${first ? 'Sent' : 'Changed'} on ${days.format(at)}, to ${asker}. Reference: ${reference}.`),
    ...(newest
      ? [
          paragraph(`You allow: ${allowed}.`),
          ...(line === undefined ? [] : [paragraph(`A quote would be printed so: ${line}`)]),
        ]
      : [paragraph('You have changed this since. It is neither counted nor quoted as it stands here.')]),
    ...copy.sections.flatMap(({ title, answers }): Block[] => [
      { kind: 'heading', level: 3, inlines: words(title) },
      ...answers.flatMap(({ question, answer }): Block[] => [
        { kind: 'heading', level: 4, inlines: words(question) },
        ...(answer === undefined ? [paragraph('Not answered.')] : asWritten(answer)),
      ]),
    ]),
  ]
}

/** Words with their paragraphs and line ends; of other white space a page shows none. */
function asWritten(answer: string): Block[] {
  return answer
    .split(/\n{2,}/)
    .filter(part => part.trim() !== '')
    .map(part => ({
      kind: 'paragraph',
      inlines: part
        .split('\n')
        .flatMap((text, index): Inline[] => [
          ...(index === 0 ? [] : [{ kind: 'break' } as const]),
          ...words(text),
        ]),
    }))
}

function paragraph(text: string): Block {
  return { kind: 'paragraph', inlines: words(text) }
}

function words(text: string): Inline[] {
  const manner = { bold: false, italic: false, struck: false, code: false }
  return [{ kind: 'text', text: text.replace(/\p{Cc}+/gu, ' '), manner }]
}
