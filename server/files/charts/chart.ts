/** A bar of a chart and a row of its table. A cell is null where it is not shown, since it could tell who somebody is. */
export type ChartRow = {
  label: string
  respondents: number | null /** Out of how many, where rows differ in it. */
  of?: number | null
  /** So few that they could be known by it: its number has a sign behind it. */
  isSmall?: boolean
}

/** Respondents counted by something: what a chart and the table after it are made of. */
export type Chart = {
  title: string
  /** What the rows are: “Theme”. */
  by: string
  /** What is counted: “Raised it”. */
  counted: string
  rows: ChartRow[]
}

/** A cell in words. */
export function cellWords(cell: number | null): string {
  return cell === null ? 'not shown' : cell.toLocaleString('en-GB')
}

/** What stands at the end of a bar. */
export function barWords({ respondents, of, isSmall }: ChartRow): string {
  if (isSmall) return `${cellWords(respondents)}*`
  if (respondents === null || of === undefined || of === null) return cellWords(respondents)
  return `${cellWords(respondents)} of ${cellWords(of)}`
}
