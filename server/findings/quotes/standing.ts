import type { Speaker } from '../../../analysis/index.ts'
import { attribute, editProblems, permits, quoteWords } from '../../../analysis/index.ts'
import { currentTexts } from '../../responses/currentTexts.ts'
import { isNarrower } from '../../responses/narrow.ts'
import { saysWithheld } from '../../responses/permissions/permission.ts'
import { saysAny } from '../../responses/permissions/withheld.ts'
import { notApproved } from '../approvals/approval.ts'
import type { QuoteSource } from './sources.ts'
import { quoteKey } from './store.ts'

/** How a quote stands now: as it would be printed, or why it may not be. */
export type Standing = { key: string } & (
  | {
      usable: true
      words: string
      speaker: Speaker
      who: string /** Its respondent allows less than when it was chosen. */
      narrowed: boolean
      /** What an author is told where its respondent asked to see its sentence first, and approved none. */
      unapproved: string | undefined
    }
  | { usable: false /** As it follows the quote's name: "comes from …". */; why: string }
)

/**
 * Whether a quote may be printed: its text is there, its answer still stands, its respondent has not withdrawn
 * and permits quotation of it, and of every word.
 */
export function standingOf(source: QuoteSource): Standing {
  const key = quoteKey(source.quote)
  const { quote, text, response, speaker, style } = source
  const refused = (why: string): Standing => ({ key, usable: false, why })
  if (!text || !response || !speaker) return refused('comes from an answer that is no longer kept')
  if (response.state === 'withdrawn') return refused('comes from someone who has withdrawn their answers')
  if (!permits(speaker)) return refused('comes from someone who does not allow their words to be quoted')
  if (saysWithheld(response, quote))
    return refused('holds words that their author marked as not for quotation')
  if (saysAny(text.held ?? [], quote)) return refused('holds words that are held back')
  if (!currentTexts(response).includes(text._id))
    return refused('comes from an answer that its author has replaced')
  const [problem] = editProblems(text.text, quote)
  if (problem) return refused(`cannot be printed (${problem.message})`)
  const narrowed = isNarrower(speaker.choice, quote.choice)
  const words = quoteWords(text.text, quote)
  return {
    key,
    usable: true,
    words,
    speaker,
    who: attribute(speaker, style).who,
    narrowed,
    unapproved: unapprovedIn(source, words),
  }
}

/** Every report asks for its own sentence; a finding, that some sentence was approved with these words. */
function unapprovedIn({ quote, approvals }: QuoteSource, words: string): string | undefined {
  if (!approvals) return undefined
  const ofThese = approvals.filter(({ quotes }) =>
    quotes.some(each => each.quote === quote._id && each.words === words),
  )
  if (ofThese.some(each => notApproved(each) === undefined)) return undefined
  return `${quoteKey(quote)} ${notApproved(ofThese.at(-1))}`
}

/** What an author is told of a quote that needs another look; undefined where it is as it was. */
export function lookAt(standing: Standing): string | undefined {
  if (!standing.usable) return `${standing.key} ${standing.why}. Take it out, or choose another passage.`
  if (!standing.narrowed) return undefined
  return `${standing.key} comes from someone who now allows less than when it was chosen, and is printed as “${standing.who}”. Look whether it still reads well, and save it.`
}
