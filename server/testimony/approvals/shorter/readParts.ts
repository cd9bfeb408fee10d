import { type Problem, quoteWords } from '../../../../analysis/index.ts'
import type { QuotePart } from '../../../findings/approvals/approval.ts'
import { prose } from '../../../http/fields.ts'
import { phrase, say } from '../../../http/languages/say.ts'
import type { SentenceToApprove } from '../../../reports/approvals/sentences.ts'
import { shortened } from './printedShorter.ts'

/** The box with the words of one quote, of which a respondent leaves what may stand. */
export type PartBox = { id: string; quote: string; key: string; words: string }

/** A box for each quote of theirs in a sentence, in its order. */
export function partBoxes({ quotes }: Pick<SentenceToApprove, 'quotes'>): PartBox[] {
  const byKey = new Map(
    quotes.map(({ key, words, source }) => [key, { id: `part-${key}`, quote: source.quote._id, key, words }]),
  )
  return [...byKey.values()]
}

const words = prose(phrase('your words'), 5_000)

/**
 * Reads what a respondent left in the boxes of a sentence: of each quote they may leave a run of its words. A quote of
 * which they left all, or whose box was not sent, is no part.
 *
 * @returns the parts in the words of the quotes, and what of the boxes cannot be printed
 */
export function readParts(
  sentence: Pick<SentenceToApprove, 'quotes'>,
  body: Record<string, unknown>,
): { parts: QuotePart[]; problems: Problem[] } {
  const parts: QuotePart[] = []
  const problems: Problem[] = []
  for (const { id, quote, key } of partBoxes(sentence)) {
    const source = sentence.quotes.find(each => each.key === key)?.source
    if (body[id] === undefined || !source?.text) continue
    const entered = words.safeParse(body[id])
    const { text } = source.text
    if (!entered.success) {
      problems.push({ place: id, message: entered.error.issues[0]?.message ?? advice('') })
      continue
    }
    const change = shortened(text, source.quote, entered.data)
    if (!change) problems.push({ place: id, message: advice(entered.data) })
    else if (change.start !== source.quote.start || change.end !== source.quote.end)
      parts.push({ quote, key, words: quoteWords(text, { ...source.quote, ...change }) })
  }
  return { parts, problems }
}

function advice(left: string): string {
  return left.trim() === ''
    ? say('Leave the words that may be printed. If none may, choose that the sentence is not published')
    : say(
        'These words do not stand together like this in what is quoted. Take words off the beginning or the end only. For anything else, leave the box as it was, and say it in the comment',
      )
}
