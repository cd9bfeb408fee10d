/** What stands for a count of none, which has no logarithm: half of the least that could be seen. */
const insteadOfNone = 0.5

/**
 * How many times as common something is in one group as in another, in doublings: 1 is twice, 2 four times, −1 half.
 * Where a count is 0, 0.5 stands for it, as in CQPweb, so that the ratio is finite.
 *
 * Source: A. Hardie, "Log Ratio: an informal introduction", ESRC Centre for Corpus Approaches to Social Science,
 * Lancaster, 2014.
 *
 * @param found,size how many of the group show it, and how many it has
 * @param foundAgainst,sizeAgainst the same of the group that it is held against
 * @returns doublings; 0 where a group is empty, or where neither shows it
 * @throws RangeError where a count is negative or not finite
 * @example logRatio(20, 100, 5, 100) // 2
 */
export function logRatio(found: number, size: number, foundAgainst: number, sizeAgainst: number): number {
  const counts = [found, size, foundAgainst, sizeAgainst]
  const wrong = counts.find(count => !(count >= 0 && Number.isFinite(count)))
  if (wrong !== undefined) throw new RangeError(`logRatio: ${wrong} is no count`)
  if (size === 0 || sizeAgainst === 0 || found + foundAgainst === 0) return 0
  return Math.log2((found || insteadOfNone) / size / ((foundAgainst || insteadOfNone) / sizeAgainst))
}
