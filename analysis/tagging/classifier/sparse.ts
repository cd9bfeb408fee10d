/** A matrix by rows that holds only what is not zero: row i is `[starts[i], starts[i + 1])` of columns and values. */
export type SparseMatrix = {
  rows: number
  starts: Int32Array
  columns: Int32Array
  values: Float32Array
}

/** What each row, times the weights, sums to; `weights` holds the constant term last. */
export function scoresOf(
  { rows, starts, columns, values }: SparseMatrix,
  weights: Float64Array,
): Float64Array {
  const constant = weights[weights.length - 1] ?? 0
  const scores = new Float64Array(rows).fill(constant)
  for (let row = 0; row < rows; row++) {
    let sum = constant
    const end = starts[row + 1] ?? 0
    for (let at = starts[row] ?? 0; at < end; at++)
      sum += (weights[columns[at] ?? 0] ?? 0) * (values[at] ?? 0)
    scores[row] = sum
  }
  return scores
}
