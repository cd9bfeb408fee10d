/** One step from one of a table's sums to another, by changing a number that is left out by one. */
type Step = { to: number; row: number; column: number }

/**
 * Whether a number that is left out has only one value which agrees with all that is printed. Each row adds up to its
 * total, which is its last number and may be left out as well; each column adds up to a total that is known.
 *
 * To change the number by one, others that are left out must change with it, round a circle of rows and columns in
 * which no number falls below nought. Such a circle is looked for in either direction.
 *
 * @param full the true table, the total of each row as its last number
 * @param hidden which of these are left out
 */
export function canBeWorkedOut(
  full: readonly (readonly number[])[],
  hidden: readonly (readonly boolean[])[],
  { row, column }: { row: number; column: number },
): boolean {
  return !([1, -1] as const).some(by => canChange(full, hidden, { row, column, by }))
}

/** Whether some table that agrees has this number larger (`by` 1) or smaller (−1). */
function canChange(
  full: readonly (readonly number[])[],
  hidden: readonly (readonly boolean[])[],
  { row, column, by }: { row: number; column: number; by: 1 | -1 },
): boolean {
  const columns = (full[0]?.length ?? 1) - 1
  const rows = full.length
  /** Rows are numbered first, then columns; all rows' totals meet in one more, whose sum is the known total. */
  const nodeOf = (at: number) => rows + at
  // A row's total is written on the other side of the row's sum: it grows where the row is short by one.
  const signAt = (at: number) => (at === columns ? -1 : 1)
  const steps = (node: number, wanted: 1 | -1): Step[] => {
    const places =
      node < rows
        ? (full[node] ?? []).map((_, at) => ({ row: node, column: at, to: nodeOf(at) }))
        : full.map((_, at) => ({ row: at, column: node - rows, to: at }))
    return places.filter(place => {
      if (!hidden[place.row]?.[place.column]) return false
      if (place.row === row && place.column === column) return false
      const change = wanted * signIn(node, place.column)
      return change > 0 || (full[place.row]?.[place.column] ?? 0) > 0
    })
  }
  const signIn = (node: number, at: number) => (node < rows ? signAt(at) : 1)
  if (by < 0 && (full[row]?.[column] ?? 0) === 0) return false
  // After the change, the number's column is out by `by`, and its row by that with its sign: each must be made good.
  const goal = row
  const start = nodeOf(column)
  const seen = new Set<string>()
  const queue: { node: number; out: 1 | -1 }[] = [{ node: start, out: by }]
  for (let at = 0; at < queue.length; at++) {
    const here = queue[at]
    if (!here) break
    const wanted = here.out > 0 ? -1 : 1
    for (const step of steps(here.node, wanted)) {
      const change = (wanted * signIn(here.node, step.column)) as 1 | -1
      const out = (change * signIn(step.to, step.column)) as 1 | -1
      if (step.to === goal && out === -by * signAt(column)) return true
      const key = `${step.to} ${out}`
      if (seen.has(key)) continue
      seen.add(key)
      queue.push({ node: step.to, out })
    }
  }
  return false
}
