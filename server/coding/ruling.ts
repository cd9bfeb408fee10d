import type { Span, Stance } from '../../analysis/index.ts'
import type { Ruling } from './decide.ts'
import type { DecisionForm, Deed } from './forms.ts'
import { adjust, adjustments, checkSpan, locate } from './span.ts'

/** A passage as it stands: a suggestion's, or a coding's. */
export type Standing = Span & { theme: string; verdict: Ruling['verdict']; stance: Stance }

const accepts: Partial<Record<Deed, Stance>> = {
  'accept-supports': 'supports',
  'accept-opposes': 'opposes',
  'accept-mixed': 'mixed',
  'accept-mentions': 'mentions',
}

/**
 * What a pressed button comes to for a passage of `text`, or what is wrong with what was entered.
 *
 * @param adjusted the span that the passage was adjusted to before it is accepted
 */
export function rulingFrom(
  form: DecisionForm,
  text: string,
  passage: Standing,
  adjusted?: Span,
): { ok: true; ruling: Ruling } | { ok: false; place: string; problem: string } {
  const { stance } = form
  const stanceNow = accepts[form.do]
  const within = adjusted && checkSpan(text, adjusted)
  if (within && !within.ok) return { ok: false, place: 'words', problem: within.problem }
  const span = within && { span: within.span }
  if (stanceNow) return { ok: true, ruling: { verdict: 'accepted', stance: stanceNow, ...span } }
  if (form.do === 'reject') return { ok: true, ruling: { verdict: 'rejected', stance: passage.stance } }
  if (form.do === 'theme') {
    if (form.newTheme === '') return { ok: false, place: 'theme', problem: 'Choose the theme that fits' }
    return { ok: true, ruling: { verdict: 'accepted', stance, theme: form.newTheme, ...span } }
  }
  const changed =
    form.do === 'words' ? locate(text, form.words, passage.start) : adjustedBy(form.do, text, passage)
  if (!changed)
    return {
      ok: false,
      place: 'words',
      problem: 'These words do not stand so in the answer. Copy them from it, without leaving any out',
    }
  const checked = checkSpan(text, changed)
  if (!checked.ok) return { ok: false, place: 'words', problem: checked.problem }
  return { ok: true, ruling: { verdict: 'accepted', stance, span: checked.span } }
}

function adjustedBy(deed: Deed, text: string, passage: Span): Span | undefined {
  const by = adjustments.find(adjustment => adjustment === deed)
  return by && adjust(text, passage, by)
}
