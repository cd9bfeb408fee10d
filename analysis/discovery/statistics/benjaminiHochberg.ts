/**
 * Adjusts p-values of many tests made at once, so that keeping those up to q leaves at most the share q of what is
 * kept to chance (the false discovery rate).
 *
 * Equivalent in R: `p.adjust(p, method = "BH")`.
 *
 * Source: Y. Benjamini and Y. Hochberg, "Controlling the false discovery rate", Journal of the Royal Statistical
 * Society B 57(1), 1995, pages 289–300.
 *
 * @param pValues 0 to 1 each, in any order
 * @returns q-values, 0 to 1, each at the place of its p-value; never below it, and in the same order of size
 * @throws RangeError for a value that is no probability
 * @example benjaminiHochberg([0.01, 0.04, 0.03]) // [0.03, 0.04, 0.04]
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  const wrong = pValues.find(p => !(p >= 0 && p <= 1))
  if (wrong !== undefined) throw new RangeError(`benjaminiHochberg: ${wrong} is no probability`)
  const largestFirst = [...pValues.entries()].sort(([, a], [, b]) => b - a)
  const adjusted = new Array<number>(pValues.length)
  let least = 1
  for (const [passed, [at, p]] of largestFirst.entries()) {
    least = Math.min(least, p * (pValues.length / (pValues.length - passed)))
    adjusted[at] = least
  }
  return adjusted
}
