/** So many passages of one respondent may stand in a draft, and so large a share of all, before it is told. */
const mostOfOne = 3
const mostShare = 0.2

/** What is said at the passage by which one respondent is quoted too often; empty where they are not. */
export function overUsed(respondent: string, nth: number, times: number, traced: number): string[] {
  if (nth !== mostOfOne + 1 || times <= traced * mostShare) return []
  return [
    `Response ${respondent} is quoted ${times} times, of ${traced} quotes in all. Choose other voices for some of them.`,
  ]
}
