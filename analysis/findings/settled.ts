import type { Span } from '../model.ts'

/** That a coding settles a difference between coders, and over which stretch of the text it does. */
export type Settles = Span & { difference: string }

/**
 * The codings that count: any coder’s, until coders have settled a difference; from then on, in the stretch that it is
 * about, of that theme, its outcome alone.
 *
 * @param codings those that stand, of any texts and themes; what `adjudicates` is an outcome
 */
export function settledCodings<T extends Span & { text: string; theme: string; adjudicates?: Settles }>(
  codings: readonly T[],
): T[] {
  const settled = new Map<string, Settles[]>()
  for (const { text, theme, adjudicates } of codings)
    if (adjudicates) {
      const key = `${text}\n${theme}`
      settled.set(key, [...(settled.get(key) ?? []), adjudicates])
    }
  if (settled.size === 0) return [...codings]
  return codings.filter(coding => {
    if (coding.adjudicates) return true
    const stretches = settled.get(`${coding.text}\n${coding.theme}`) ?? []
    return !stretches.some(({ start, end }) => coding.start < end && start < coding.end)
  })
}
