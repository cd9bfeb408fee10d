import type { Span } from '../../model.ts'

/** Words of a member that are not in the shared text: their span in the answer as written, and the words. */
export type Addition = Span & { text: string }

/** A response in a cluster. A response with several answers there is in it once, by the answer most like the source. */
export type Member = {
  response: string
  question: string
  /** The id of the answer that `added` counts in. */
  answer: string
  /** Jaccard likeness of its three-word shingles with those of the source, 0 to 1; 1: the same words. */
  similarity: number
  /** How much of the shared text it holds, 0 to 1. Near 1 for a copy with long additions, however low its similarity. */
  holds: number
  added: Addition[]
}

export type Cluster = {
  /** From the words of the source alone: the same in any order of the file, and when others are added. */
  id: string
  /** How many responses. */
  size: number
  /** The shared text as the source has it, pieces in order with " […] " between them. */
  template: string
  /** The answer that the shared text is cut from, and where its pieces stand in it. */
  source: { response: string; question: string; answer: string; spans: Span[] }
  /** The most similar first. */
  members: Member[]
}

/** Two responses of one cluster that are alike. */
export type AlikePair = { a: string; b: string; jaccard: number }

export type Duplicates = {
  /** The largest first. */
  clusters: Cluster[]
  /**
   * Every two alike responses of a cluster of up to `pairedInFull` responses; of a larger one, each response with
   * the source, so that five thousand copies make five thousand pairs and not twelve million.
   */
  pairs: AlikePair[]
  /** How many answers were compared, and how many were too short to be. */
  compared: number
  tooShort: number
}
