import type { Problem } from '../../../analysis/index.ts'
import type { StoredTheme } from '../../codebook/store.ts'
import type { ChoiceMade, Difference, Outcome, OutcomePassage } from '../rounds/differenceStore.ts'
import { checkSpan, locate } from '../span.ts'
import type { OutcomeForm } from './forms.ts'

type Read = { ok: true; outcome: Omit<Outcome, 'by' | 'at'> } | { ok: false; problems: Problem[] }

/** What a form comes to for a difference in these words, or what is wrong with it. */
export function outcomeFrom(
  form: OutcomeForm,
  difference: Difference,
  text: string,
  themes: StoredTheme[],
): Read {
  const { reason } = form
  const [choice, of] = form.choice.split(/:(.*)/s) as [ChoiceMade, string?]
  const isUsed = (theme: string) => themes.some(({ id, archived }) => id === theme && !archived)
  const settled = (passages: OutcomePassage[]): Read => ({
    ok: true,
    outcome: { choice, ...(choice === 'one' ? { of } : {}), reason, passages },
  })
  const refused = (place: string, message: string): Read => ({ ok: false, problems: [{ place, message }] })

  if (choice === 'none') return settled([notThere(difference)])
  if (choice === 'adjusted') {
    if (!isUsed(form.newTheme)) return refused('newTheme', 'Choose a theme that is in use')
    const found = locate(text, form.words, difference.start)
    const checked = found && checkSpan(text, found)
    if (!checked?.ok)
      return refused(
        'words',
        'These words do not stand so in the answer. Copy them from it, without leaving any out',
      )
    const passage = {
      ...checked.span,
      theme: form.newTheme,
      verdict: 'accepted',
      stance: form.stance,
    } as const
    return settled(form.newTheme === difference.theme ? [passage] : [passage, notThere(difference)])
  }
  const sides = difference.sides.filter(({ coder }) => choice === 'all' || coder === of)
  if (sides.length === 0) return refused('choice', 'Choose how it is settled')
  const passages = new Map<string, OutcomePassage>()
  for (const { start, end, stance } of sides.flatMap(({ codings }) => codings)) {
    // Two who coded the same words with different stances make one passage of two minds.
    const known = passages.get(`${start} ${end}`)
    passages.set(`${start} ${end}`, {
      ...{ start, end, theme: difference.theme, verdict: 'accepted' },
      stance: known && known.stance !== stance ? 'mixed' : stance,
    })
  }
  if (passages.size === 0) return settled([notThere(difference)])
  if (!isUsed(difference.theme))
    return refused(
      'choice',
      'This theme was archived since, so that nothing new is coded with it. Settle it as neither, or choose another theme below',
    )
  return settled([...passages.values()])
}

function notThere({ start, end, theme }: Difference): OutcomePassage {
  return { start, end, theme, verdict: 'rejected', stance: 'mentions' }
}
