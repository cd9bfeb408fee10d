import type { Codebook } from '../../codebook/store.ts'
import { codingId } from '../coding.ts'
import type { RejectedRule } from '../rejectedRule.ts'
import { overlap } from '../span.ts'
import type { LetterBatch } from './letterStore.ts'

/** The rule whose suggestion a decision on a letter rejects, where it is in the codebook still; mended by the copy that was read. */
export function ruleRejectedBy(
  batch: LetterBatch,
  { themes }: Pick<Codebook, 'themes'>,
): RejectedRule | undefined {
  const rejected = batch.state === 'undoing' || batch.state === 'undone' ? undefined : rejectedBy(batch)
  const theme = themes.find(({ id }) => id === rejected?.theme)
  const rule = theme?.rules.find(({ id }) => id === batch.suggested?.rule)
  if (!rejected || !theme || !rule) return undefined
  const { consultation, respondent, by, text } = batch
  const coding = codingId(by, text, rejected, theme.id)
  const href = `/desk/${consultation}/responses/${respondent}/codings/${coding}/mend`
  return { rule: rule.source, theme: theme.name, href }
}

/** Another theme, or words elsewhere, rejects what was suggested too. */
function rejectedBy({ verdict, theme, span, suggested }: LetterBatch) {
  if (!suggested) return undefined
  if (verdict === 'rejected') return { ...span, theme }
  return theme !== suggested.theme || !overlap(span, suggested) ? suggested : undefined
}
