import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import Libsql from 'libsql'
import { MongoClient } from 'mongodb'
import mongoose from 'mongoose'
import { startEmbedded } from '../../server/database/embedded/start.ts'
import { sourceArguments, sourceExtension } from '../../server/sources.ts'
import { median } from './median.ts'

const writers = 50
const warmSeconds = 3
const seconds = 2
const rounds = 3

/** Durable inserts a second, one document each; and what the driver reaches where nothing is stored. */
export type InsertRates = { libsql: number; driver: number; mongoose: number; replies: number }

type Entry = { respondent: string; question: string; text: string; words: number; at: Date }

function entry(number: number): Entry {
  return {
    respondent: `respondent-${number}`,
    question: 'hierarchy',
    text: 'Every decision waits for someone who was not in the room. '.repeat(3),
    words: 33,
    at: new Date(),
  }
}

/** One way to insert, and how to end it. */
type Way = { insert: (number: number) => Promise<unknown>; close: () => unknown }

/**
 * Measures durable inserts with 50 writers on the embedded server, through Mongoose and through the driver, beside
 * plain libsql inserts with a commit each, and prints the medians as ratios. `replies` is the driver's own limit on this
 * machine: the same inserts into a server that stores nothing. Each is warmed first, and then measured in
 * turns, since a machine's speed drifts.
 */
export async function benchInserts(): Promise<InsertRates> {
  const folder = mkdtempSync(path.join(tmpdir(), 'soundings-bench-'))
  const server = await startEmbedded({ folder })
  const replying = await startReplying(path.join(folder, 'replies.sock'))
  try {
    const ways: Record<keyof InsertRates, Way> = {
      libsql: plain(path.join(folder, 'plain.sqlite')),
      driver: await throughDriver(server.uri),
      mongoose: await throughMongoose(server.uri),
      replies: await throughDriver(replying.uri),
    }
    const rates = await inTurns(ways)
    for (const { close } of Object.values(ways)) await close()
    print(rates)
    return rates
  } finally {
    await server.close()
    await replying.thread.terminate()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function inTurns(ways: Record<keyof InsertRates, Way>): Promise<InsertRates> {
  const measured: Record<keyof InsertRates, number[]> = { libsql: [], driver: [], mongoose: [], replies: [] }
  const names = Object.keys(ways) as (keyof InsertRates)[]
  for (const name of names) await rate(ways[name].insert, warmSeconds)
  for (let round = 0; round < rounds; round++)
    for (const name of names) measured[name].push(await rate(ways[name].insert, seconds))
  return {
    libsql: median(measured.libsql),
    driver: median(measured.driver),
    mongoose: median(measured.mongoose),
    replies: median(measured.replies),
  }
}

async function startReplying(socket: string): Promise<{ uri: string; thread: Worker }> {
  const file = new URL(`./replyingServer${sourceExtension}`, import.meta.url)
  const thread = new Worker(file, { workerData: socket, execArgv: sourceArguments })
  await once(thread, 'message')
  return { uri: `mongodb://${encodeURIComponent(socket)}/`, thread }
}

let last = 0

/** Runs `insert` from 50 writers at once, each waiting for its last before the next, and counts what was acknowledged. */
async function rate(insert: Way['insert'], forSeconds: number): Promise<number> {
  const start = performance.now()
  const end = start + forSeconds * 1000
  let done = 0
  const writer = async () => {
    while (performance.now() < end) {
      await insert(++last)
      done += 1
    }
  }
  await Promise.all(Array.from({ length: writers }, writer))
  return (done * 1000) / (performance.now() - start)
}

function plain(file: string): Way {
  const database = new Libsql(file)
  database.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE entries (id INTEGER PRIMARY KEY, doc)',
  )
  const statement = database.prepare('INSERT INTO entries (doc) VALUES (?)')
  return {
    insert: async number => statement.run([JSON.stringify(entry(number))]),
    close: () => database.close(),
  }
}

async function throughDriver(uri: string): Promise<Way> {
  const client = await MongoClient.connect(uri, { maxPoolSize: writers })
  const entries = client.db().collection<Entry>('driver')
  return { insert: number => entries.insertOne(entry(number)), close: () => client.close() }
}

async function throughMongoose(uri: string): Promise<Way> {
  const connection = await mongoose.createConnection(uri, { maxPoolSize: writers }).asPromise()
  const schema = new mongoose.Schema<Entry>({
    respondent: String,
    question: String,
    text: String,
    words: Number,
    at: Date,
  })
  const Entries = connection.model('Entry', schema)
  await Entries.init()
  return { insert: number => Entries.create(entry(number)), close: () => connection.close() }
}

const told: Record<keyof InsertRates, string> = {
  libsql: 'plain, with a commit each',
  driver: '(aim: 2)',
  mongoose: '(aim: 1)',
  replies: 'the driver with a server that stores nothing: no more can be had here',
}

function print(rates: InsertRates): void {
  console.log(`Durable inserts a second, ${writers} writers, as multiples of plain libsql:`)
  for (const name of Object.keys(told) as (keyof InsertRates)[]) {
    const ratio = (rates[name] / rates.libsql).toFixed(2)
    const value = Math.round(rates[name]).toLocaleString('en').padStart(8)
    console.log(`  ${name.padEnd(10)} ${value}  ${ratio}  ${told[name]}`)
  }
}
