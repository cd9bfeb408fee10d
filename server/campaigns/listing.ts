import type { Answer, Cluster } from '../../analysis/index.ts'

/** How campaigns stand in the list of responses, where each is one row. */
export type Listing = {
  /** Whom each campaign stands for, by its rank: a respondent stands with the largest campaign that they sent. */
  listed: ReadonlySet<string>[]
  /** Senders who wrote words of their own: beside a campaign's text, or in an answer that is no copy of any. */
  own: ReadonlySet<string>
  /** Those for whom the newest of their campaign stands in the list. */
  behind: string[]
}

/** @param sentOn when each respondent sent what they answered */
export function listingOf(clusters: Cluster[], answers: Answer[], sentOn: Map<string, Date>): Listing {
  const placed = new Set<string>()
  const listed = clusters.map(({ members }) => {
    const senders = members.map(({ response }) => response).filter(sender => !placed.has(sender))
    for (const sender of senders) placed.add(sender)
    return new Set(senders)
  })
  const members = clusters.flatMap(cluster => cluster.members)
  const copies = new Set(members.map(({ answer }) => answer))
  const own = new Set(members.filter(({ added }) => added.length > 0).map(({ response }) => response))
  for (const { id, respondent } of answers) if (placed.has(respondent) && !copies.has(id)) own.add(respondent)
  const time = (sender: string) => sentOn.get(sender)?.getTime() ?? 0
  const behind = listed.flatMap(senders =>
    [...senders].sort((a, b) => time(b) - time(a) || (a < b ? -1 : 1)).slice(1),
  )
  return { listed, own, behind }
}
