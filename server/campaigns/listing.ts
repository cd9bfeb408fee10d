import type { Answer, Cluster } from '../../analysis/index.ts'

/** How campaigns stand in the list of responses, where each is one row. */
export type Listing = {
  /** Whom each campaign stands for, by its rank: a respondent stands with the largest that they sent, of equals the longest. */
  listed: ReadonlySet<string>[]
  /** Senders who wrote words of their own: beside a campaign's text, or in an answer that is no copy of any. */
  own: ReadonlySet<string>
  /** Those for whom the newest of their campaign stands in the list. */
  behind: string[]
}

/** @param sentOn when each respondent sent what they answered */
export function listingOf(clusters: Cluster[], answers: Answer[], sentOn: Map<string, Date>): Listing {
  const placed = new Set<string>()
  const listed = clusters.map(() => new Set<string>())
  const ranks = clusters.map((_, rank) => rank)
  const size = (rank: number) => clusters[rank]?.size ?? 0
  const length = (rank: number) => clusters[rank]?.template.length ?? 0
  for (const rank of ranks.sort((a, b) => size(b) - size(a) || length(b) - length(a)))
    for (const { response } of clusters[rank]?.members ?? []) {
      if (!placed.has(response)) listed[rank]?.add(response)
      placed.add(response)
    }
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
