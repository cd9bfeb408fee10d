import type { Problem, Quote } from '../../../analysis/index.ts'
import { newId } from '../../database/ids.ts'
import { findText } from '../../responses/textStore.ts'
import type { Finding } from '../store.ts'
import { sourcesOf } from './sources.ts'
import { standingOf } from './standing.ts'
import { addQuote, type ChosenQuote, quoteKey, type Side } from './store.ts'

/** A passage as chosen: its span of a text, its edits, and whether it speaks for the claim. */
export type Choice = Quote & { side: Side }

/**
 * Chooses a passage as a quote for a finding, when its respondent permits it now.
 * @returns the quote's name, such as `Q12`, or what is wrong
 */
export async function chooseQuote(
  finding: Pick<Finding, '_id' | 'consultation'>,
  choice: Choice,
): Promise<{ key: string } | { problem: Problem }> {
  const { consultation, _id } = finding
  const text = await findText(consultation, choice.text)
  if (!text)
    return { problem: { place: 'quotes', message: 'That passage is not here any more. Choose another one.' } }
  const { respondent, question } = text
  const quote: ChosenQuote = {
    _id: newId(),
    consultation,
    finding: _id,
    ...choice,
    respondent,
    question,
    choice: 'none',
    version: 1,
    number: 0,
    removed: false,
  }
  const [source] = await sourcesOf([quote])
  const standing = source && standingOf(source)
  if (!source?.speaker || !standing) throw new Error(`chooseQuote: text ${choice.text} has no response`)
  if (!standing.usable)
    return { problem: { place: 'quotes', message: `The passage ${standing.why}. Choose another one.` } }
  const number = await addQuote({ ...quote, choice: source.speaker.choice })
  return { key: quoteKey({ number }) }
}
