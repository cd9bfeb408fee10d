/** The places of a part that two lists have in common: `[in the first, in the second]`. */
export type Pair = readonly [number, number]

/**
 * Pairs of places that hold the same part, in order, as many as there can be (Myers 1986, "An O(ND) difference
 * algorithm and its variations"). Time and memory grow with the square of the number of parts that differ; beyond
 * `mostChanges` of them, only what both lists begin and end with is held to be common.
 */
export function commonParts(a: readonly string[], b: readonly string[], mostChanges = 1500): Pair[] {
  let head = 0
  while (head < a.length && head < b.length && a[head] === b[head]) head++
  let tail = 0
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++
  const inner = shortest(a.slice(head, a.length - tail), b.slice(head, b.length - tail), mostChanges)
  return [
    ...run(0, 0, head),
    ...inner.map(([i, j]): Pair => [i + head, j + head]),
    ...run(a.length - tail, b.length - tail, tail),
  ]
}

function run(from: number, to: number, length: number): Pair[] {
  return Array.from({ length }, (_, n): Pair => [from + n, to + n])
}

function shortest(a: readonly string[], b: readonly string[], mostChanges: number): Pair[] {
  if (a.length === 0 || b.length === 0) return []
  const most = Math.min(a.length + b.length, mostChanges)
  /** For each number of changes, how far along `a` each diagonal came; a diagonal is `i - j`. */
  const reached: Int32Array[] = []
  let before = new Int32Array(3)
  for (let changes = 0; changes <= most; changes++) {
    const now = new Int32Array(2 * changes + 3)
    for (let diagonal = -changes; diagonal <= changes; diagonal += 2) {
      let i = startOf(before, changes, diagonal)
      while (i < a.length && i - diagonal < b.length && a[i] === b[i - diagonal]) i++
      now[diagonal + changes + 1] = i
      if (i >= a.length && i - diagonal >= b.length) return traced(reached, a.length, b.length)
    }
    reached.push(now)
    before = now
  }
  return []
}

/** Where a diagonal begins after one change more: down from the one above it, or across from the one below. */
function startOf(before: Int32Array, changes: number, diagonal: number): number {
  if (changes === 0) return 0
  const below = before[diagonal - 1 + changes] ?? 0
  const above = before[diagonal + 1 + changes] ?? 0
  if (diagonal === -changes || (diagonal !== changes && below < above)) return above
  return below + 1
}

function traced(reached: Int32Array[], endA: number, endB: number): Pair[] {
  const pairs: Pair[] = []
  let [i, j] = [endA, endB]
  for (let changes = reached.length; changes >= 0; changes--) {
    const before = reached[changes - 1]
    const start = before ? startOf(before, changes, i - j) : 0
    const diagonal = i - j
    while (i > start) pairs.push([--i, --j])
    if (!before) break
    const below = before[diagonal - 1 + changes] ?? 0
    const above = before[diagonal + 1 + changes] ?? 0
    if (diagonal === -changes || (diagonal !== changes && below < above)) j--
    else i--
  }
  return pairs.reverse()
}
