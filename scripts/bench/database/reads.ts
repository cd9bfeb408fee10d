import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Collection, MongoClient } from 'mongodb'
import { compareAggregation } from './aggregation.ts'
import { benchEntry, type Entry } from './entry.ts'
import { startMeasured } from './measured.ts'
import { inTurns, type Turns } from './turns.ts'

const sizes = { small: 10_000, middle: 100_000, large: 1_000_000 }
const batch = 5000

/**
 * Measures reads on an embedded server in a process of its own: by `_id` and by an index beside a server that parses
 * and replies with the same always, by an index over 1,000,000 documents beside 10,000, an aggregation of 100,000
 * beside mingo over the same in memory, and the most memory that the server's process held in all of it.
 */
export async function benchDatabase(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'soundings-bench-'))
  const server = await startMeasured('serverProcess', path.join(folder, 'data'))
  const fixed = await startMeasured('replyingProcess', path.join(folder, 'replies.sock'))
  const [client, replies] = await Promise.all([
    MongoClient.connect(server.uri),
    MongoClient.connect(fixed.uri),
  ])
  try {
    const [small, middle, large] = [
      await filled(client.db().collection('small'), sizes.small),
      await filled(client.db().collection('middle'), sizes.middle),
      await filled(client.db().collection('large'), sizes.large),
    ]
    const same = replies.db().collection<Entry>('entries')
    printReads(
      await inTurns({
        'by _id': { server, read: n => small.findOne({ _id: n % sizes.small }) },
        'one fixed': { server: fixed, read: n => same.findOne({ _id: n }) },
        'by index, 10,000': { server, read: n => ofRespondent(small, n % (sizes.small / 10)) },
        'ten fixed': { server: fixed, read: n => ofRespondent(same, n) },
        'by index, 1,000,000': { server, read: n => ofRespondent(large, (n * 7919) % (sizes.large / 10)) },
      }),
    )
    await compareAggregation(server, middle, sizes.middle)
    const { mostMemory } = await server.taken()
    console.log(`the server's process never held more than ${Math.round(mostMemory)} MB (aim: below 300 MB)`)
  } finally {
    await Promise.all([client.close(), replies.close()])
    await Promise.all([server.stop(), fixed.stop()])
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Ten documents. */
function ofRespondent(entries: Collection<Entry>, respondent: number): Promise<Entry[]> {
  return entries.find({ respondent }).toArray() as Promise<Entry[]>
}

async function filled(collection: Collection<Entry>, size: number): Promise<Collection<Entry>> {
  const start = performance.now()
  await collection.createIndexes([{ key: { respondent: 1 } }, { key: { theme: 1 } }])
  for (let from = 0; from < size; from += batch) {
    await collection.insertMany(
      Array.from({ length: Math.min(batch, size - from) }, (_, at) => benchEntry(from + at)),
    )
  }
  const seconds = (performance.now() - start) / 1000
  console.log(`${size.toLocaleString('en')} documents with two indexes inserted in ${seconds.toFixed(1)} s`)
  return collection
}

function printReads(turns: Turns): void {
  const line = (name: string, other: string, aim: string) => {
    const { clock, processor } = turns.beside(name, other)
    const rate = Math.round(turns.rate(name)).toLocaleString('en').padStart(7)
    console.log(
      `  ${name.padEnd(20)} ${rate} a second; of ${other}: ${clock} by the clock, ${processor} by processor time (aim: ${aim})`,
    )
  }
  console.log('Reads by eight readers at once, processor time being that of reader and server together:')
  line('by _id', 'one fixed', 'at least .70')
  line('by index, 10,000', 'ten fixed', 'at least .70')
  line('by index, 1,000,000', 'by index, 10,000', 'at least .33')
}
