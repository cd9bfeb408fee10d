/** The middle of some measured figures. @throws RangeError where there is none */
export function median(figures: readonly number[]): number {
  const middle = [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)]
  if (middle === undefined) throw new RangeError('median: no figure was given')
  return middle
}
