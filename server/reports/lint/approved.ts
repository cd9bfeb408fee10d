import type { Span } from '../../../analysis/index.ts'
import { type Approval, type ApprovalAnswer, lastAnswer } from '../../findings/approvals/approval.ts'

/** What one respondent, who asked to see each sentence first, said of sentences that quote them. */
export type Approvals = {
  respondent: string
  /** As a reader sees them. */
  approved: string[]
  /** Those that are not approved, and why. */
  others: { sentence: string; reason: string }[]
}

const reasons: Record<Exclude<ApprovalAnswer['answer'], 'approved'>, string> = {
  less: 'its respondent wants less said of them than this sentence says',
  shorter: 'its respondent wants fewer of their words printed than this sentence has',
  refused: 'its respondent refused this sentence',
}
const silent = 'its respondent was asked to approve this sentence, and has not answered'

/** @param approvals all that the respondent was asked, of any report */
export function approvalsOf(respondent: string, approvals: Approval[]): Approvals {
  const said = approvals.map(approval => ({ ...approval, answer: lastAnswer(approval)?.answer }))
  return {
    respondent,
    approved: said.flatMap(({ sentence, answer }) => (answer === 'approved' ? [sentence] : [])),
    others: said.flatMap(({ sentence, answer }) =>
      answer === 'approved' ? [] : [{ sentence, reason: answer ? reasons[answer] : silent }],
    ),
  }
}

/**
 * Tells of a place in a draft whether it stands in a sentence that its respondent approved, word for word as they saw
 * it: a changed sentence is another, and was approved by nobody. Marks, dashes, white space and notes make no
 * difference.
 *
 * @param draft as a reader sees it
 * @returns why not, as it follows "the words are in response R1, but"; undefined where it is
 */
export function approvedIn(
  draft: string,
  { approved, others }: Approvals,
): (at: number) => string | undefined {
  const places = approved.flatMap(sentence => placesOf(draft, sentence))
  const known = others.map(({ sentence, reason }) => ({ places: placesOf(draft, sentence), reason }))
  return at => {
    if (places.some(place => holds(place, at))) return undefined
    const asked = known.find(each => each.places.some(place => holds(place, at)))
    return asked
      ? asked.reason
      : 'its respondent asked to approve each sentence first, and has approved none that stands here in these words'
  }
}

function holds({ start, end }: Span, at: number): boolean {
  return start <= at && at < end
}

const note = '\\[\\^\\d+\\]'

function placesOf(draft: string, sentence: string): Span[] {
  const words = sentence.trim().split(/\s+/).map(wordPattern)
  const pattern = new RegExp(words.join(`(?:${note}|\\d{1,3})?(?:\\s|${note})+`), 'gu')
  return Array.from(draft.matchAll(pattern), match => ({
    start: match.index,
    end: match.index + match[0].length,
  }))
}

function wordPattern(word: string): string {
  return word
    .replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
    .replace(/['‘’"“”«»]/g, '[\'‘’"“”«»]')
    .replace(/[-–—]/g, '[-–—]')
}
