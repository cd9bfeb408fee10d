/** A document of the reads that are measured: ten of one respondent, a hundred themes. */
export type Entry = { _id: number; respondent: number; theme: number; words: number; text: string }

export function benchEntry(_id: number): Entry {
  return {
    _id,
    respondent: Math.floor(_id / 10),
    theme: _id % 100,
    words: (_id * 7919) % 400,
    text: 'Every decision waits for someone who was not in the room.',
  }
}
