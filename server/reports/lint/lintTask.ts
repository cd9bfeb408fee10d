import type { HouseStyle } from '../../../analysis/application.ts'
import {
  type Answer,
  buildCorpusIndex,
  type Excerpt,
  type LintDraft,
  type LintResult,
  lintDraft,
  type Speaker,
} from '../../../analysis/index.ts'
import { type Approvals, approvedIn } from './approved.ts'

/** A draft, what of the corpus it can quote, and who wrote that. A respondent is called by their reference. */
export type LintTask = {
  draft: LintDraft
  answers: Answer[]
  speakers: Speaker[]
  /** References of those who have withdrawn. */
  withdrawn: string[]
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
  approvals,
  evidence,
  style,
  isScaled,
}: LintTask): LintResult {
  const known = new Map(speakers.map(speaker => [speaker.respondent, speaker]))
  const gone = new Set(withdrawn)
  const approved = new Map(approvals.map(each => [each.respondent, approvedIn(draft.plain.text, each)]))
  const refusal = (reference: string) => {
    if (gone.has(reference)) return 'its respondent has withdrawn'
    const choice = known.get(reference)?.choice ?? 'none'
    return choice === 'none' ? 'its respondent does not allow their words to be quoted' : undefined
  }
  return lintDraft(draft, buildCorpusIndex(answers), {
    evidence,
    style,
    isScaled,
    speaker: reference => known.get(reference),
    permission: (reference, at) => {
      const reason = refusal(reference) ?? approved.get(reference)?.(at)
      return reason === undefined ? { permitted: true } : { permitted: false, reason }
    },
  })
}
