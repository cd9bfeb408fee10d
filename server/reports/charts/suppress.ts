/** A number of respondents below this, of people with one attribute, could tell who somebody is. */
export const fewestShown = 5

/**
 * Hides numbers of respondents that could tell who somebody is: those below {@link fewestShown}, and, since the sum of
 * all is known, the smallest others until at least two are hidden that come to {@link fewestShown} together.
 *
 * @param cells whole numbers whose sum a reader may know
 * @returns the same, with null for each that is hidden
 */
export function suppressSmall(cells: readonly number[]): (number | null)[] {
  const hidden = new Set(cells.flatMap((cell, i) => (cell < fewestShown ? [i] : [])))
  if (hidden.size === 0) return [...cells]
  const others = cells.map((_, i) => i).filter(i => !hidden.has(i))
  others.sort((a, b) => (cells[a] ?? 0) - (cells[b] ?? 0))
  const sum = () => [...hidden].reduce((total, i) => total + (cells[i] ?? 0), 0)
  while (hidden.size < 2 || sum() < fewestShown) {
    const next = others.shift()
    if (next === undefined) break
    hidden.add(next)
  }
  return cells.map((cell, i) => (hidden.has(i) ? null : cell))
}
