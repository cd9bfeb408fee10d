/**
 * The threshold that a theme of few examples shares with all others: how many examples the common threshold
 * weighs as much as.
 */
export const shrinkage = 200

/** One theme's probabilities on examples that were kept from the model, and which of them are true. */
export type HeldOut = { probabilities: Float64Array; isTrue: Uint8Array }

/**
 * From which probability on a theme is given. Where probabilities are calibrated, F1 is greatest at half of
 * its greatest value (Lipton, Elkan & Naryanaswamy, "Optimal thresholding of classifiers to maximize F1
 * measure", ECML PKDD 2014, theorem 1): that is steadier than the threshold that did best by chance. A theme's own
 * threshold is shrunk toward the common one, that of all themes together: (n × own + s × common) / (n + s),
 * where n is the number of its examples and s the shrinkage.
 *
 * @param strength the shrinkage, in examples: 0 or more
 * @returns thresholds in (0, 0.5], in the order of the themes
 */
export function chooseThresholds(
  themes: readonly HeldOut[],
  strength = shrinkage,
): { common: number; thresholds: number[] } {
  if (!(strength >= 0)) throw new Error(`chooseThresholds: the shrinkage must be 0 or more, not ${strength}`)
  const common = halfOfBest(
    Float64Array.from(themes.flatMap(({ probabilities }) => [...probabilities])),
    Uint8Array.from(themes.flatMap(({ isTrue }) => [...isTrue])),
  )
  const fallback = common ?? 0.5
  const thresholds = themes.map(({ probabilities, isTrue }) => {
    const examples = isTrue.reduce((sum, value) => sum + value, 0)
    const own = halfOfBest(probabilities, isTrue) ?? fallback
    return examples + strength === 0
      ? fallback
      : (examples * own + strength * fallback) / (examples + strength)
  })
  return { common: fallback, thresholds }
}

/** Half of the greatest F1 that any threshold gives; null where nothing is true. */
function halfOfBest(probabilities: Float64Array, isTrue: Uint8Array): number | null {
  const order = Int32Array.from(probabilities.keys()).sort(
    (a, b) => (probabilities[b] ?? 0) - (probabilities[a] ?? 0),
  )
  const examples = isTrue.reduce((sum, value) => sum + value, 0)
  if (examples === 0) return null
  let best = 0
  let found = 0
  for (let given = 1; given <= order.length; given++) {
    const last = order[given - 1] ?? 0
    found += isTrue[last] ?? 0
    // Equal probabilities are given together or not at all.
    const next = order[given]
    if (next !== undefined && probabilities[next] === probabilities[last]) continue
    best = Math.max(best, (2 * found) / (given + examples))
  }
  return best / 2
}
