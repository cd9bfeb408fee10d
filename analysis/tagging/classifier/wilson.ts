/** The lower and upper end of what a share may be, each 0 to 1. */
export type ShareInterval = { low: number; high: number }

/** The normal quantile of a 95 % interval. */
const z = 1.959963984540054

/**
 * The 95 % score interval of a share (Wilson, "Probable inference, the law of succession, and statistical
 * inference", JASA 22, 1927), which stays inside 0 and 1 and has a width where the share is 0 or 1.
 *
 * @param successes how many of `trials`; a whole number or not (an effective count)
 * @returns null where there are no trials
 * @throws Error where successes are below 0 or above the trials
 * @example wilson(81, 263) // { low: 0.2553, high: 0.3662 } (Newcombe 1998, table I)
 */
export function wilson(successes: number, trials: number): ShareInterval | null {
  if (!(successes >= 0 && successes <= trials && Number.isFinite(trials)))
    throw new Error(`wilson: ${successes} of ${trials} is no share`)
  if (trials === 0) return null
  const share = successes / trials
  const centre = share + (z * z) / (2 * trials)
  const reach = z * Math.sqrt((share * (1 - share)) / trials + (z * z) / (4 * trials * trials))
  const whole = 1 + (z * z) / trials
  return { low: Math.max(0, (centre - reach) / whole), high: Math.min(1, (centre + reach) / whole) }
}
