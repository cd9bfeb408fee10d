import type { SparseMatrix } from './sparse.ts'

/** How far a feature's weight follows its log ratio; the rest is the mean of all, so that none is lost. */
const following = 0.75

/**
 * How much each feature tells the true rows from the others: the size of the log ratio of how common it is in
 * each, with one more row of every feature on either side. Features that tell much are made longer, so that
 * the learner needs less weight for them.
 *
 * Wang & Manning, "Baselines and bigrams: simple, good sentiment and topic classification" (ACL 2012), whose
 * interpolation is here between the sizes of the ratios.
 *
 * @returns a factor above 0 for each column
 */
export function logRatios(
  { rows, starts, columns }: SparseMatrix,
  isTrue: Uint8Array,
  width: number,
): Float64Array {
  const inTrue = new Float64Array(width).fill(1)
  const inOthers = new Float64Array(width).fill(1)
  let truths = 1
  for (let row = 0; row < rows; row++) {
    const counts = isTrue[row] === 1 ? inTrue : inOthers
    truths += isTrue[row] ?? 0
    const end = starts[row + 1] ?? 0
    for (let at = starts[row] ?? 0; at < end; at++) {
      const column = columns[at] ?? 0
      counts[column] = (counts[column] ?? 0) + 1
    }
  }
  const odds = (rows + 2 - truths) / truths
  const sizes = inTrue.map((count, column) => Math.abs(Math.log((count / (inOthers[column] ?? 1)) * odds)))
  const mean = sizes.reduce((sum, size) => sum + size, 0) / Math.max(1, width)
  // Where no feature tells anything, all are as long as they were.
  return sizes.map(size => (mean === 0 ? 1 : (1 - following) * mean + following * size))
}
