/** Below this the series is exact and quick; above it the continued fraction is. */
const far = 3

/**
 * How often chance alone gives a chi-squared as large as this, with one degree of freedom: the p-value of a G².
 *
 * Equivalent in R: `pchisq(x, df = 1, lower.tail = FALSE)`. It is erfc(√(x/2)); computed by the series 7.1.6 and the
 * continued fraction 7.1.14 of Abramowitz and Stegun, "Handbook of Mathematical Functions", 1964.
 *
 * @param chiSquared 0 or more
 * @returns 0 to 1; beyond some 1,400 it is 0, the nearest number that there is
 * @throws RangeError for a negative number or NaN
 * @example chiSquaredTail(3.841459) // 0.05
 */
export function chiSquaredTail(chiSquared: number): number {
  if (!(chiSquared >= 0)) throw new RangeError(`chiSquaredTail: ${chiSquared} is no chi-squared`)
  const z = Math.sqrt(chiSquared / 2)
  if (z > 27) return 0
  const density = (Math.exp(-z * z) * 2) / Math.sqrt(Math.PI)
  return z < far ? Math.max(0, 1 - density * series(z)) : (density / 2) * fraction(z)
}

/** z + (2/3) z³ + (4/15) z⁵ + … */
function series(z: number): number {
  let term = z
  let sum = z
  for (let n = 1; term > sum * Number.EPSILON; n++) {
    term *= (2 * z * z) / (2 * n + 1)
    sum += term
  }
  return sum
}

/** 1 / (z + (1/2) / (z + 1 / (z + (3/2) / (z + …)))), from the inside out. */
function fraction(z: number): number {
  let below = z
  for (let n = 60; n > 0; n--) below = z + n / 2 / below
  return 1 / below
}
