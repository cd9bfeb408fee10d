/** How numbers are spread: the least, the lower quarter's end, the middle, the upper quarter's beginning, the greatest. */
export type Spread = { least: number; lower: number; median: number; upper: number; most: number }

/**
 * Between two numbers a quantile lies in proportion, as R's type 7 has it (Hyndman and Fan, “Sample quantiles in
 * statistical packages”, The American Statistician 50, 1996).
 *
 * @returns undefined of no numbers
 */
export function spreadOf(numbers: readonly number[]): Spread | undefined {
  const sorted = Float64Array.from(numbers).sort()
  if (sorted.length === 0) return undefined
  const at = (share: number) => {
    const place = (sorted.length - 1) * share
    const [below, above] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0]
    return below + (above - below) * (place - Math.floor(place))
  }
  return { least: at(0), lower: at(0.25), median: at(0.5), upper: at(0.75), most: at(1) }
}
