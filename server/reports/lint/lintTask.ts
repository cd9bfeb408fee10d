import type { HouseStyle } from '../../../analysis/application.ts'
import {
  type Answer,
  type AttributionChoice,
  buildCorpusIndex,
  type Excerpt,
  type LintDraft,
  type LintResult,
  lintDraft,
  type Quote,
  type Span,
  type Speaker,
} from '../../../analysis/index.ts'
import { saysAny } from '../../responses/permissions/withheld.ts'
import { type Approvals, approvedIn } from './approved.ts'

/** An answer that may be quoted less widely than its respondent's others, or passages of it not at all. */
export type Narrower = {
  text: string
  question: string
  respondent: string
  choice: AttributionChoice
  withheld: Span[]
}

/** A draft, what of the corpus it can quote, and who wrote that. A respondent is called by their reference. */
export type LintTask = {
  draft: LintDraft
  answers: Answer[]
  speakers: Speaker[]
  /** References of those who have withdrawn. */
  withdrawn: string[]
  /** What of single answers may be quoted less widely than the rest. */
  narrower: Narrower[]
  /** Of those who asked to see each sentence first. */
  approvals: Approvals[]
  evidence: Excerpt[]
  style: HouseStyle
  /** Whether the scale of words applies. */
  isScaled: boolean
}

/** Runs in a worker thread, so that no page waits for a long draft. */
export default function lintTask({
  draft,
  answers,
  speakers,
  withdrawn,
  narrower,
  approvals,
  evidence,
  style,
  isScaled,
}: LintTask): LintResult {
  const known = new Map(speakers.map(speaker => [speaker.respondent, speaker]))
  const gone = new Set(withdrawn)
  const approved = new Map(approvals.map(each => [each.respondent, approvedIn(draft.plain.text, each)]))
  const ofText = new Map(narrower.map(each => [each.text, each]))
  const answerRefusal = ({ text, start, end, edits }: Quote) => {
    const own = ofText.get(text)
    if (own?.choice === 'none') return 'its respondent does not allow this answer to be quoted'
    return own && saysAny(own.withheld, { start, end, edits })
      ? 'its respondent marked these words as not for quotation'
      : undefined
  }
  const speakerOf = (reference: string, question?: string) => {
    const speaker = known.get(reference)
    const own = narrower.find(each => each.respondent === reference && each.question === question)
    return speaker && own ? { ...speaker, choice: own.choice } : speaker
  }
  const refusal = (reference: string) => {
    if (gone.has(reference)) return 'its respondent has withdrawn'
    const choice = known.get(reference)?.choice ?? 'none'
    return choice === 'none' ? 'its respondent does not allow their words to be quoted' : undefined
  }
  return lintDraft(draft, buildCorpusIndex(answers), {
    evidence,
    style,
    isScaled,
    speaker: speakerOf,
    permission: (reference, at, found) => {
      const reason = refusal(reference) ?? (found && answerRefusal(found)) ?? approved.get(reference)?.(at)
      return reason === undefined ? { permitted: true } : { permitted: false, reason }
    },
  })
}
