import type { Campaign, Corpus } from './campaigns.ts'
import { isAlike, likeness } from './likeness.ts'
import type { AlikePair, Cluster } from './result.ts'

/** A cluster of no more responses is paired in full: at most 1,225 pairs. */
export const pairedInFull = 50

/** The alike pairs of a cluster: all of a small one, those with the source of a larger one. */
export function pairsOf(
  { texts, sets, threshold }: Corpus,
  campaign: Campaign,
  cluster: Cluster,
): AlikePair[] {
  const textOf = new Map(
    campaign.texts.flatMap(text => (texts[text]?.answers ?? []).map(({ id }) => [id, text] as const)),
  )
  const members = cluster.members.map(({ response, answer }) => ({ response, text: textOf.get(answer) ?? 0 }))
  const firsts = cluster.size > pairedInFull ? members.slice(0, 1) : members
  return firsts.flatMap((first, at) =>
    members.slice(at + 1).flatMap(second => {
      const [one, other] = [sets.of(first.text), sets.of(second.text)]
      if (!isAlike(one, other, threshold)) return []
      return [{ a: first.response, b: second.response, jaccard: likeness(one, other).jaccard }]
    }),
  )
}
