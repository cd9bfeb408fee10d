/** Brings a score to a probability: 1 / (1 + e^(slope × score + offset)). */
export type Calibration = { slope: number; offset: number }

/**
 * Fits a sigmoid to scores (Platt's scaling), by Newton's method with a line search.
 *
 * Lin, Lin & Weng, "A note on Platt's probabilistic outputs for support vector machines" (Machine Learning 68,
 * 2007), algorithm 1. The targets are its smoothed ones, (n₊ + 1) / (n₊ + 2) and 1 / (n₋ + 2), so that few
 * examples never make a certainty.
 *
 * @param scores of examples that the model has not learned from
 * @param isTrue 1 or 0 for each
 * @returns the slope, which is never above 0 (a higher score is never less probable), and the offset
 */
export function calibrate(scores: Float64Array, isTrue: Uint8Array): Calibration {
  const positives = isTrue.reduce((sum, value) => sum + value, 0)
  const negatives = isTrue.length - positives
  const targets = [1 / (negatives + 2), (positives + 1) / (positives + 2)]
  let slope = 0
  let offset = Math.log((negatives + 1) / (positives + 1))
  let loss = lossOf(scores, isTrue, targets, slope, offset)
  for (let round = 0; round < 100; round++) {
    // The Hessian, with a little on its diagonal so that it can be inverted, and the gradient.
    let [h11, h22, h21, g1, g2] = [1e-12, 1e-12, 0, 0, 0]
    for (let at = 0; at < scores.length; at++) {
      const score = scores[at] ?? 0
      const p = sigmoid(slope * score + offset)
      const spread = p * (1 - p)
      const error = (targets[isTrue[at] ?? 0] ?? 0) - p
      h11 += score * score * spread
      h22 += spread
      h21 += score * spread
      g1 += score * error
      g2 += error
    }
    if (Math.abs(g1) < 1e-5 && Math.abs(g2) < 1e-5) break
    const determinant = h11 * h22 - h21 * h21
    const towardSlope = -(h22 * g1 - h21 * g2) / determinant
    const towardOffset = -(h11 * g2 - h21 * g1) / determinant
    const descent = g1 * towardSlope + g2 * towardOffset
    let step = 1
    for (; step > 1e-10; step /= 2) {
      const next = lossOf(scores, isTrue, targets, slope + step * towardSlope, offset + step * towardOffset)
      if (next < loss + 1e-4 * step * descent) {
        slope += step * towardSlope
        offset += step * towardOffset
        loss = next
        break
      }
    }
    if (step <= 1e-10) break
  }
  // Scores that tell nothing, or the wrong way round, leave what is known without them: how common the theme is.
  return slope <= 0 ? { slope, offset } : { slope: 0, offset: Math.log((negatives + 1) / (positives + 1)) }
}

/** The probability that a score stands for. */
export function probabilityOf({ slope, offset }: Calibration, score: number): number {
  return sigmoid(slope * score + offset)
}

/** 1 / (1 + e^x), without overflow. */
function sigmoid(x: number): number {
  const e = Math.exp(-Math.abs(x))
  return x >= 0 ? e / (1 + e) : 1 / (1 + e)
}

function lossOf(
  scores: Float64Array,
  isTrue: Uint8Array,
  targets: readonly number[],
  slope: number,
  offset: number,
): number {
  let loss = 0
  for (let at = 0; at < scores.length; at++) {
    const x = slope * (scores[at] ?? 0) + offset
    const target = targets[isTrue[at] ?? 0] ?? 0
    loss += (x >= 0 ? target : target - 1) * x + Math.log1p(Math.exp(-Math.abs(x)))
  }
  return loss
}
