import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { Aggregator } from 'mingo'
import { type Collection, MongoClient } from 'mongodb'
import { sourceArguments, sourceExtension } from '../../../server/sources.ts'
import { median } from '../median.ts'
import { serverFlags } from '../serverFlags.ts'
import { benchEntry, type Entry } from './entry.ts'

const sizes = { small: 10_000, middle: 100_000, large: 1_000_000 }
const rounds = 5
const seconds = 1
const batch = 5000

const pipeline = [
  { $match: { theme: { $lt: 50 } } },
  { $group: { _id: '$theme', count: { $sum: 1 }, words: { $sum: '$words' }, most: { $max: '$words' } } },
  { $sort: { _id: 1 } },
]

/**
 * Measures reads on an embedded server in a process of its own: by `_id` and by an index beside a server that parses
 * and replies with a fixed document, by an index over 1,000,000 documents beside 10,000, an aggregation of 100,000
 * beside mingo over the same in memory, and the memory that the server's process takes after all of it.
 */
export async function benchDatabase(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'soundings-bench-'))
  const { child, uri } = await startServer(path.join(folder, 'data'))
  const replying = await startReplying(path.join(folder, 'replies.sock'))
  const [client, fixed] = await Promise.all([MongoClient.connect(uri), MongoClient.connect(replying.uri)])
  try {
    const entries = client.db().collection<Entry>('entries')
    const all = Object.fromEntries(
      await Promise.all(
        Object.entries(sizes).map(
          async ([name, size]) => [name, await filled(client.db().collection(name), size)] as const,
        ),
      ),
    ) as Record<keyof typeof sizes, Collection<Entry>>
    const replies = fixed.db().collection<Entry>('entries')
    await filled(entries, sizes.small)
    const rates = await inTurns({
      'by _id': n => entries.findOne({ _id: n % sizes.small }),
      'fixed reply': n => replies.findOne({ _id: n }),
      'by index, 10,000': n => all.small.find({ respondent: n % (sizes.small / 10) }).toArray(),
      'by index, 1,000,000': n => all.large.find({ respondent: (n * 7919) % (sizes.large / 10) }).toArray(),
    })
    for (const [name, rate] of Object.entries(rates)) console.log(`${name}: ${Math.round(rate)} a second`)
    const ratio = (a: string, b: string) => ((rates[a] ?? 0) / (rates[b] ?? 1)).toFixed(2)
    console.log(`by _id is ${ratio('by _id', 'fixed reply')} of a fixed reply (aim: .70)`)
    console.log(
      `by index over 1,000,000 is ${ratio('by index, 1,000,000', 'by index, 10,000')} of over 10,000 (aim: .33)`,
    )
    await compareAggregation(all.middle)
    const { mem } = await client.db().admin().serverStatus()
    console.log(`the server's process has ${mem.resident} MB after it (aim: below 300 MB)`)
  } finally {
    await Promise.all([client.close(), fixed.close()])
    await replying.thread.terminate()
    child.kill()
    await once(child, 'exit')
    rmSync(folder, { recursive: true, force: true })
  }
}

async function filled(collection: Collection<Entry>, size: number): Promise<Collection<Entry>> {
  await collection.createIndexes([{ key: { respondent: 1 } }, { key: { theme: 1 } }])
  for (let start = 0; start < size; start += batch) {
    await collection.insertMany(
      Array.from({ length: Math.min(batch, size - start) }, (_, at) => benchEntry(start + at)),
    )
  }
  return collection
}

/** How many of each way a second, from eight readers at once, measured in turns since a machine's speed drifts. */
async function inTurns(
  ways: Record<string, (n: number) => Promise<unknown>>,
): Promise<Record<string, number>> {
  const measured: Record<string, number[]> = {}
  for (let round = 0; round <= rounds; round++) {
    for (const [name, way] of Object.entries(ways)) {
      const rate = await rateOf(way)
      // The first round warms.
      if (round > 0) measured[name] = [...(measured[name] ?? []), rate]
    }
  }
  return Object.fromEntries(Object.entries(measured).map(([name, rates]) => [name, median(rates)]))
}

async function rateOf(read: (n: number) => Promise<unknown>): Promise<number> {
  const start = performance.now()
  const end = start + seconds * 1000
  let done = 0
  const reader = async () => {
    while (performance.now() < end) {
      done += 1
      await read(done)
    }
  }
  await Promise.all(Array.from({ length: 8 }, reader))
  return (done * 1000) / (performance.now() - start)
}

async function compareAggregation(entries: Collection<Entry>): Promise<void> {
  const inMemory = Array.from({ length: sizes.middle }, (_, _id) => benchEntry(_id))
  const times = { server: [] as number[], mingo: [] as number[] }
  for (let round = 0; round <= rounds; round++) {
    const server = await timed(() => entries.aggregate(pipeline).toArray())
    const mingo = await timed(async () => new Aggregator(pipeline).run(inMemory))
    if (JSON.stringify(server.result) !== JSON.stringify(mingo.result)) {
      throw new Error('benchDatabase: the server and mingo differ in what they answer')
    }
    if (round === 0) continue
    times.server.push(server.ms)
    times.mingo.push(mingo.ms)
  }
  const [server, mingo] = [median(times.server), median(times.mingo)]
  console.log(
    `$match and $group of ${sizes.middle}: ${Math.round(server)} ms, mingo in memory ${Math.round(mingo)} ms`,
  )
  console.log(`that is ${(mingo / server).toFixed(2)} as fast (aim: .50)`)
}

async function timed<T>(run: () => Promise<T>): Promise<{ result: T; ms: number }> {
  const start = performance.now()
  const result = await run()
  return { result, ms: performance.now() - start }
}

async function startServer(folder: string): Promise<{ child: ChildProcess; uri: string }> {
  const file = fileURLToPath(new URL(`./serverProcess${sourceExtension}`, import.meta.url))
  const child = spawn(process.execPath, [...serverFlags, ...sourceArguments, file, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [bytes] = await once(child.stdout as NodeJS.ReadableStream, 'data')
  return { child, uri: String(bytes).trim() }
}

async function startReplying(socket: string): Promise<{ uri: string; thread: Worker }> {
  const file = new URL(`../replyingServer${sourceExtension}`, import.meta.url)
  const thread = new Worker(file, { workerData: socket, execArgv: sourceArguments })
  await once(thread, 'message')
  return { uri: `mongodb://${encodeURIComponent(socket)}/`, thread }
}
