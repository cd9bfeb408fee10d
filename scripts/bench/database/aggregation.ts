import { Aggregator } from 'mingo'
import type { Collection } from 'mongodb'
import { median } from '../median.ts'
import { benchEntry, type Entry } from './entry.ts'
import { type Measured, ownProcessor } from './measured.ts'

const warmRounds = 3
const rounds = 15

const pipeline = [
  { $match: { theme: { $lt: 50 } } },
  { $group: { _id: '$theme', count: { $sum: 1 }, words: { $sum: '$words' }, most: { $max: '$words' } } },
  { $sort: { _id: 1 } },
]

/**
 * Prints what the server takes to group what an index finds in `size` documents, beside mingo alone over the same in
 * memory: each in turn, by processor time.
 */
export async function compareAggregation(
  server: Measured,
  entries: Collection<Entry>,
  size: number,
): Promise<void> {
  const inMemory = Array.from({ length: size }, (_, _id) => benchEntry(_id))
  const times = { server: [] as number[], mingo: [] as number[] }
  for (let round = -warmRounds; round < rounds; round++) {
    const before = ownProcessor() + (await server.taken()).processor
    const ours = await entries.aggregate(pipeline).toArray()
    const between = ownProcessor() + (await server.taken()).processor
    const theirs = new Aggregator(pipeline).run(inMemory)
    const after = ownProcessor() + (await server.taken()).processor
    if (JSON.stringify(ours) !== JSON.stringify(theirs)) {
      throw new Error('benchDatabase: the server and mingo differ in what they answer')
    }
    if (round < 0) continue
    times.server.push(between - before)
    times.mingo.push(after - between)
  }
  const ratio = median(times.server.map((time, round) => (times.mingo[round] ?? Number.NaN) / time))
  console.log(
    `$match and $group of ${size.toLocaleString('en')}: ${Math.round(median(times.server))} ms of processor time, ` +
      `mingo in memory ${Math.round(median(times.mingo))} ms; ${ratio.toFixed(2)} as fast (aim: .50)`,
  )
}
