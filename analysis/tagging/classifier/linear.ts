import { seededRandom, shuffle } from '../../random.ts'
import type { SparseMatrix } from './sparse.ts'

export type LinearOptions = {
  /** How much an error costs against the size of the weights; above 0. */
  cost: number
  /** How far the pulls of a pass may lie apart where learning stops. Default 0.3: going on to 0.1 changes F1 by less than 0.001. */
  tolerance?: number
  mostPasses?: number
  seed?: number
  /** How many times as long each column is than the matrix says. Default 1 each. */
  factors?: Float64Array
}

/**
 * Learns weights that tell rows that are true from the others: an L2-regularised linear support vector machine
 * with squared hinge loss, min ½|w|² + cost Σ max(0, 1 − yᵢ w·xᵢ)², solved by dual coordinate descent with
 * shrinking. The constant term is a feature that is always 1, and is regularised with the rest.
 *
 * Hsieh, Chang, Lin, Keerthi, Sundararajan, "A dual coordinate descent method for large-scale linear SVM"
 * (ICML 2008), algorithm 3.
 *
 * @param isTrue 1 or 0 for each row
 * @param width how many columns there are
 * @returns a weight for each column as the matrix has it, its factor included, and the constant term last
 * @throws Error where the cost is not above 0
 */
export function learnLinear(
  { rows, starts, columns, values }: SparseMatrix,
  isTrue: Uint8Array,
  width: number,
  {
    cost,
    tolerance = 0.3,
    mostPasses = 60,
    seed = 1,
    factors = new Float64Array(width).fill(1),
  }: LinearOptions,
): Float64Array {
  if (!(cost > 0)) throw new Error(`learnLinear: the cost must be above 0, not ${cost}`)
  const random = seededRandom(seed)
  // A weight is kept times its factor: what a step changes is then times the factor twice, and scores need no factor.
  const squares = factors.map(factor => factor * factor)
  const weights = new Float64Array(width + 1)
  const multipliers = new Float64Array(rows)
  const slack = 0.5 / cost
  const curvature = new Float64Array(rows)
  const order = new Int32Array(rows)
  for (let row = 0; row < rows; row++) {
    order[row] = row
    let sum = 1 + slack
    const end = starts[row + 1] ?? 0
    for (let at = starts[row] ?? 0; at < end; at++)
      sum += (squares[columns[at] ?? 0] ?? 0) * (values[at] ?? 0) ** 2
    curvature[row] = sum
  }
  // Rows beyond `active` stand where the last pass left no doubt that they pull at nothing.
  let active = rows
  let bound = Number.POSITIVE_INFINITY
  for (let pass = 0; pass < mostPasses; pass++) {
    let highest = Number.NEGATIVE_INFINITY
    let lowest = Number.POSITIVE_INFINITY
    shuffle(order, active, random)
    for (let place = 0; place < active; place++) {
      const row = order[place] ?? 0
      const sign = isTrue[row] === 1 ? 1 : -1
      const start = starts[row] ?? 0
      const end = starts[row + 1] ?? 0
      let score = weights[width] ?? 0
      for (let at = start; at < end; at++) score += (weights[columns[at] ?? 0] ?? 0) * (values[at] ?? 0)
      const multiplier = multipliers[row] ?? 0
      const gradient = sign * score - 1 + slack * multiplier
      if (multiplier === 0 && gradient > bound) {
        active--
        order[place] = order[active] ?? 0
        order[active] = row
        place--
        continue
      }
      const pull = multiplier === 0 ? Math.min(0, gradient) : gradient
      highest = Math.max(highest, pull)
      lowest = Math.min(lowest, pull)
      if (pull === 0) continue
      const next = Math.max(0, multiplier - gradient / (curvature[row] ?? 1))
      multipliers[row] = next
      const step = (next - multiplier) * sign
      for (let at = start; at < end; at++) {
        const column = columns[at] ?? 0
        weights[column] = (weights[column] ?? 0) + step * (squares[column] ?? 0) * (values[at] ?? 0)
      }
      weights[width] = (weights[width] ?? 0) + step
    }
    if (active === 0 || highest - lowest <= tolerance) {
      if (active === rows) break
      active = rows
      bound = Number.POSITIVE_INFINITY
    } else bound = highest > 0 ? highest : Number.POSITIVE_INFINITY
  }
  return weights
}
