import { detailLabels, redactionMark, takesWords } from '../../../analysis/application.ts'
import {
  type Problem,
  personalDetails,
  type Quote,
  redactionEdits,
  type Speaker,
} from '../../../analysis/index.ts'
import { overtaken } from './overtaken.ts'
import { sourcesOf } from './sources.ts'
import { type ChosenQuote, changeQuote } from './store.ts'

/** Something in a quote that could tell who somebody is: its span of the answer, its words, and what would stand for it. */
export type Redactable = { start: number; end: number; words: string; mark: string }

/** What of a quote could be taken out at once, since it may tell who wrote it or whom it speaks of. */
export function redactionsOf(text: string, quote: Quote, speaker: Speaker): Redactable[] {
  return detailsIn(text, quote, speaker).map(({ start, end, kind }) => ({
    start,
    end,
    words: text.slice(start, end),
    mark: redactionMark(detailLabels[kind]),
  }))
}

/**
 * Takes a detail out of a quote that its page offered.
 *
 * @returns what stands in the way; empty when it is done
 */
export async function redactQuote(
  quote: ChosenQuote,
  asked: { start: number; version: number },
): Promise<Problem[]> {
  const [source] = await sourcesOf([quote])
  if (!source?.text || !source.speaker)
    return [
      { place: 'words', message: 'The answer that this comes from is no longer kept. Take the quote out.' },
    ]
  const { text } = source.text
  const detail = detailsIn(text, quote, source.speaker).find(({ start }) => start === asked.start)
  if (!detail) return [overtaken]
  const { start, end, side, translation } = quote
  const edits = redactionEdits(text, quote, [detail])
  const change = { start, end, edits, side, translation, choice: source.speaker.choice }
  return (await changeQuote({ ...quote, version: asked.version }, change)) ? [] : [overtaken]
}

/** Personal details among the words that a quote still says. One who is quoted by name is named beside it anyway. */
function detailsIn(text: string, quote: Quote, speaker: Speaker) {
  const gone = quote.edits.filter(takesWords)
  const own = speaker.choice === 'named' ? undefined : speaker
  return personalDetails(text.slice(quote.start, quote.end), own)
    .map(detail => ({ ...detail, start: quote.start + detail.start, end: quote.start + detail.end }))
    .filter(({ start, end }) => !gone.some(edit => edit.start < end && start < edit.end))
}
