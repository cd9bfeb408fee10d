import { phrase, say } from '../../http/languages/say.ts'
import type { Block, Inline } from '../../reports/export/document/model.ts'
import { charactersLacking } from '../../reports/export/pdf/fonts.ts'
import { documentPdf } from '../../reports/export/pdf/pdfFile.ts'
import type { SentCopy } from './sentCopy.ts'

/** Characters of answers beyond which no PDF is made: it would hold up everybody else. */
export const longestPdf = 150_000
/** So many characters that a PDF lacks are named before it is made. */
const mostTold = 10

const htmlInstead = phrase('The copy as a web page holds them as they were typed.')

/** A copy as a tagged PDF that can be read aloud and printed. */
export function copyPdf(copy: SentCopy): Promise<Buffer> {
  return documentPdf(copyTitle(copy), { blocks: blocksOf(copy), notes: [] }, say(htmlInstead))
}

export function copyTitle({ reference }: SentCopy): string {
  return say('What you sent: {{reference}}', { reference })
}

/** What stands in the way of a PDF, or is told before it is made; both undefined where there is nothing to say. */
export function aboutPdf(copy: SentCopy): { refused?: string; lacking?: string } {
  const words = copy.sections.flatMap(({ answers }) => answers.map(({ answer = '' }) => answer)).join('\n')
  if (words.length > longestPdf)
    return {
      refused: say('It is too long for a PDF to be made of it here. Take the web page, and print that.'),
    }
  const lacking = charactersLacking(words)
  if (lacking.length === 0) return {}
  const told = say(
    'The PDF has no sign for {{signs}}{{#if more}} and {{more}} more{{/if}}, and shows � in their place.',
    { signs: lacking.slice(0, mostTold).join(' '), more: Math.max(0, lacking.length - mostTold) },
  )
  return { lacking: `${told} ${say(htmlInstead)}` }
}

function blocksOf(copy: SentCopy): Block[] {
  const { consultation, asker, reference, at, first, newest, allowed, line } = copy
  return [
    { kind: 'kicker', inlines: words(consultation) },
    { kind: 'heading', level: 1, inlines: words(copyTitle(copy)) },
    paragraph(
      say('{{#if first}}Sent{{else}}Changed{{/if}} on {{day at}}, to {{asker}}. Reference: {{reference}}.', {
        first,
        at,
        asker,
        reference,
      }),
    ),
    ...(newest
      ? [
          paragraph(say('You allow: {{allowed}}.', { allowed })),
          ...(line === undefined ? [] : [paragraph(say('A quote would be printed so: {{line}}', { line }))]),
        ]
      : [paragraph(say('You have changed this since. It is neither counted nor quoted as it stands here.'))]),
    ...copy.sections.flatMap(({ title, answers }): Block[] => [
      { kind: 'heading', level: 3, inlines: words(title) },
      ...answers.flatMap(({ question, answer }): Block[] => [
        { kind: 'heading', level: 4, inlines: words(question) },
        ...(answer === undefined ? [paragraph(say('Not answered.'))] : asWritten(answer)),
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
