import type { Span } from '../../../analysis/index.ts'
import type { CodingAsStands } from '../../coding/codingQueryStore.ts'
import { standingCodings } from '../../coding/codingStore.ts'
import { overlap } from '../../coding/span.ts'
import { isForMachine } from '../../responses/response.ts'
import type { Text } from '../../responses/textStore.ts'
import type { Hit, ReadySearch } from '../find.ts'
import { walk } from '../walk.ts'

/** A passage that is to be coded. */
export type ToCode = { text: Text; span: Span; evidence: Span[] }

/** What one step of a search comes to for a coder and a theme. */
export type StepToCode = {
  passages: ToCode[]
  /** Passages on which the coder had decided already; on which others had rejected the theme. */
  decided: number
  rejected: number
  /** Whole answers, and passages of respondents who want people alone to sort what they wrote: neither is coded. */
  whole: number
  byHand: number
}

/**
 * Goes through what a search finds, and tells what of it a person would code with a theme: what they decided on
 * already stays as it is, whichever way they decided.
 * @param batch what this batch coded counts as yet to be coded, so that it comes to the same when it is done again
 */
export async function* toCode(
  consultation: string,
  search: ReadySearch,
  { coder, theme, batch }: { coder: string; theme: string; batch?: string },
): AsyncGenerator<StepToCode> {
  for await (const { hits } of walk(consultation, search)) {
    const respondents = [...new Set(hits.map(({ response }) => response._id))]
    const codings = (await standingCodings(consultation, respondents)).filter(
      coding => coding.theme === theme && (search.sees?.(coding) ?? true),
    )
    const step: StepToCode = { passages: [], decided: 0, rejected: 0, whole: 0, byHand: 0 }
    for (const hit of hits) sort(hit, codings, coder, batch, step)
    yield step
  }
}

function sort(
  { response, text, passages, whole }: Hit,
  codings: CodingAsStands[],
  coder: string,
  batch: string | undefined,
  step: StepToCode,
): void {
  if (whole) step.whole++
  else if (!isForMachine(response)) step.byHand += passages.length
  else
    for (const { start, end, evidence } of passages) {
      const here = codings.filter(coding => coding.text === text._id && overlap(coding, { start, end }))
      const own = here.filter(coding => coding.coder === coder)
      if (own.some(coding => batch === undefined || coding.batch !== batch)) step.decided++
      else {
        step.passages.push({ text, span: { start, end }, evidence })
        if (here.some(({ verdict }) => verdict === 'rejected')) step.rejected++
      }
    }
}
