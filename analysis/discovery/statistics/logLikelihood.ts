/**
 * How far two groups differ in how many of each show something, as a signed log-likelihood ratio G².
 *
 * The form is that of a 2×2 table with all **four cells** (Dunning 1993): those with and those without, in either
 * group. The two-cell form (Rayson and Garside 2000) leaves out those without; it comes to the same where what is
 * counted is rare, as a word is among all words, but not where a third of the respondents use a word.
 *
 * Equivalent in R: `2 * sum(O * log(O / E))`, or `DescTools::GTest(table)`.
 *
 * Source: T. Dunning, "Accurate methods for the statistics of surprise and coincidence", Computational Linguistics
 * 19(1), 1993, pages 61–74.
 *
 * @param found how many of the group show it, from 0 to `size`
 * @param size how many the group has
 * @param foundAgainst,sizeAgainst the same of the group that it is held against
 * @returns G², positive where the share in the first group is higher, negative where it is lower; 0 where the shares
 *   are equal or a group is empty. Beyond ±3.84 chance alone goes once in twenty (see `chiSquaredTail`)
 * @throws RangeError where a count is negative, not finite, or larger than its group
 * @example logLikelihood(52, 50_000, 57, 75_000) // 2.65…, more in the first
 */
export function logLikelihood(
  found: number,
  size: number,
  foundAgainst: number,
  sizeAgainst: number,
): number {
  for (const [count, of] of [
    [found, size],
    [foundAgainst, sizeAgainst],
  ] as const) {
    if (!(count >= 0 && count <= of && Number.isFinite(of))) {
      throw new RangeError(`logLikelihood: ${count} of ${of} is no count of a part of a group`)
    }
  }
  if (size === 0 || sizeAgainst === 0) return 0
  const share = (found + foundAgainst) / (size + sizeAgainst)
  const distance =
    2 *
    (cell(found, size * share) +
      cell(foundAgainst, sizeAgainst * share) +
      cell(size - found, size * (1 - share)) +
      cell(sizeAgainst - foundAgainst, sizeAgainst * (1 - share)))
  // Rounding may leave a hair below nothing.
  const g2 = Math.max(0, distance)
  return found * sizeAgainst >= foundAgainst * size ? g2 : -g2
}

/** An empty cell adds nothing: x log x goes to 0 with x. */
function cell(observed: number, expected: number): number {
  return observed > 0 ? observed * Math.log(observed / expected) : 0
}
