import type { ThemeCodings } from '../../analysis/index.ts'
import type { CodingWithHistory } from './codingQueryStore.ts'
import { codingsWithHistory } from './codingStore.ts'
import { firstDecision, undoable } from './history.ts'
import { type Reading, readingsOf } from './readingStore.ts'

/** What coders found in each text by themselves, before anybody could have talked them out of it. */
export async function firstCodings(consultation: string): Promise<ThemeCodings> {
  const [codings, readings] = await Promise.all([codingsWithHistory(consultation), readingsOf(consultation)])
  return foundUnaided(codings, readings)
}

/** What one coder did with one text: themes that they coded unaided, and when they first decided on a suggestion. */
type Work = { found: { theme: string; at: Date }[]; led: number; read: boolean }

/**
 * The themes that each coder gave a text unaided, as they were first coded and before that coder decided on any
 * suggestion of the machine there. What was changed or removed later counts as it was; what was undone, was put in
 * the place of another coding, settles a difference, or was asked for by lot without the rest of the text, does not. Whoever says that they
 * read the text, and decided on no suggestion before, and coded nothing, found nothing.
 */
export function foundUnaided(
  codings: CodingWithHistory[],
  readings: Pick<Reading, 'by' | 'at' | 'texts'>[],
): ThemeCodings {
  const work = new Map<string, Map<string, Work>>()
  const workOn = (text: string, coder: string) => {
    const coders = work.get(text) ?? new Map<string, Work>()
    const own = coders.get(coder) ?? { found: [], led: Infinity, read: false }
    work.set(text, coders.set(coder, own))
    return own
  }
  for (const coding of codings) {
    const first = firstDecision(coding)
    if (first.audit !== undefined || first.replaces !== undefined || !undoable(coding)) continue
    if (first.adjudicates !== undefined) continue
    const at = coding.history[0]?.at ?? coding.at
    const own = workOn(coding.text, coding.coder)
    if (first.origin !== 'unaided') own.led = Math.min(own.led, at.getTime())
    else if (first.verdict === 'accepted') own.found.push({ theme: coding.theme, at })
  }
  for (const { by, at, texts } of readings)
    for (const text of texts) {
      const own = workOn(text, by)
      own.read = own.led > at.getTime()
    }
  const found = new Map<string, Map<string, Set<string>>>()
  for (const [text, coders] of work)
    for (const [coder, { found: all, led, read }] of coders) {
      const own = all.filter(({ at }) => at.getTime() < led).map(({ theme }) => theme)
      if (own.length > 0 || read)
        found.set(text, (found.get(text) ?? new Map<string, Set<string>>()).set(coder, new Set(own)))
    }
  return found
}
