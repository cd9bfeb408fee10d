import { wilson } from '../tagging/classifier/wilson.ts'

/** In how many of so many units something was found. */
export type Share = { found: number; of: number }

/**
 * By how much a share changed from one group of units to another, −1 to 1, with its 95 % interval: the two Wilson
 * intervals put together by squares. It holds with few units and with shares of 0 and 1, where a difference of means
 * with its standard error does not.
 *
 * Newcombe, "Interval estimation for the difference between independent proportions: comparison of eleven methods",
 * Statistics in Medicine 17 (1998), method 10.
 *
 * @returns null where one of both has no units
 * @throws Error where more was found than there are units
 * @example shareChange({ found: 48, of: 80 }, { found: 56, of: 70 }) // { value: 0.2, low: 0.0524, high: 0.3339 }
 */
export function shareChange(from: Share, to: Share): { value: number; low: number; high: number } | null {
  const [before, after] = [wilson(from.found, from.of), wilson(to.found, to.of)]
  if (!before || !after) return null
  const [was, is] = [from.found / from.of, to.found / to.of]
  return {
    value: is - was,
    low: is - was - Math.hypot(is - after.low, before.high - was),
    high: is - was + Math.hypot(after.high - is, was - before.low),
  }
}
