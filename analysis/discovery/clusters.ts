import { centreOf, closeness, type SentenceVectors } from './sentenceVectors.ts'

/** Sentences that are close to one centre, with how close each is, closest first. */
export type Cluster = { members: { sentence: number; closeness: number }[]; centre: Float64Array }

/** After so many rounds the clusters hardly change any more. */
const rounds = 8

/**
 * Groups sentences around centres (spherical k-means: Dhillon and Modha, "Concept decompositions for large sparse
 * text data using clustering", Machine Learning 42, 2001). A sentence that is close to no centre is in no cluster.
 * It begins from given groups and draws no lots, so the same sentences give the same clusters.
 *
 * @param seeds for each cluster, the sentences to begin with
 * @param closest how close a member is to its centre at least, 0 to 1
 * @param size how many families there are
 */
export function clusters(
  vectors: SentenceVectors,
  seeds: readonly (readonly number[])[],
  closest: number,
  size: number,
): Cluster[] {
  let centres = seeds.map(seed => centreOf(vectors, seed, size))
  let members: Cluster['members'][] = []
  for (let round = 0; round < rounds; round++) {
    members = centres.map(() => [])
    for (let sentence = 0; sentence < vectors.firsts.length - 1; sentence++) {
      let best = -1
      let most = closest
      for (const [cluster, centre] of centres.entries()) {
        const near = closeness(vectors, sentence, centre)
        if (near > most) {
          best = cluster
          most = near
        }
      }
      members[best]?.push({ sentence, closeness: most })
    }
    if (round < rounds - 1)
      centres = members.map(own =>
        centreOf(
          vectors,
          own.map(({ sentence }) => sentence),
          size,
        ),
      )
  }
  return members.map((own, cluster) => ({
    members: own.sort((a, b) => b.closeness - a.closeness || a.sentence - b.sentence),
    centre: centres[cluster] ?? new Float64Array(size),
  }))
}
