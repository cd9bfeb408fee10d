import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Libsql from 'libsql'
import { MongoClient } from 'mongodb'
import mongoose from 'mongoose'
import { startEmbedded } from '../../server/database/embedded/start.ts'

const writers = 50
const warmSeconds = 1
const seconds = 3

/** Durable inserts a second, one document each. */
export type InsertRates = { libsql: number; driver: number; mongoose: number }

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

/**
 * Measures durable inserts with 50 writers on the embedded server, through Mongoose and through the driver, beside
 * plain libsql inserts with a commit each, and prints them as ratios. Each is warmed first.
 */
export async function benchInserts(): Promise<InsertRates> {
  const folder = mkdtempSync(path.join(tmpdir(), 'soundings-bench-'))
  const server = await startEmbedded({ folder })
  try {
    const rates: InsertRates = {
      libsql: await plainInserts(path.join(folder, 'plain.sqlite')),
      driver: await driverInserts(server.uri),
      mongoose: await mongooseInserts(server.uri),
    }
    print(rates)
    return rates
  } finally {
    await server.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Runs `insert` from 50 writers at once, each waiting for its last before the next, and counts what was acknowledged. */
async function rate(insert: (number: number) => Promise<unknown>): Promise<number> {
  let number = 0
  const run = async (forSeconds: number): Promise<number> => {
    const start = performance.now()
    const end = start + forSeconds * 1000
    let done = 0
    const writer = async () => {
      while (performance.now() < end) {
        await insert(++number)
        done += 1
      }
    }
    await Promise.all(Array.from({ length: writers }, writer))
    return (done * 1000) / (performance.now() - start)
  }
  await run(warmSeconds)
  return run(seconds)
}

async function plainInserts(file: string): Promise<number> {
  const database = new Libsql(file)
  database.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE entries (id INTEGER PRIMARY KEY, doc)',
  )
  const statement = database.prepare('INSERT INTO entries (doc) VALUES (?)')
  const inserted = await rate(async number => statement.run([JSON.stringify(entry(number))]))
  database.close()
  return inserted
}

async function driverInserts(uri: string): Promise<number> {
  const client = await MongoClient.connect(uri, { maxPoolSize: writers })
  const entries = client.db().collection<Entry>('driver')
  const inserted = await rate(number => entries.insertOne(entry(number)))
  await client.close()
  return inserted
}

async function mongooseInserts(uri: string): Promise<number> {
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
  const inserted = await rate(number => Entries.create(entry(number)))
  await connection.close()
  return inserted
}

function print(rates: InsertRates): void {
  console.log(`Durable inserts a second, ${writers} writers:`)
  for (const [name, value] of Object.entries(rates)) {
    const ratio = (value / rates.libsql).toFixed(2)
    console.log(
      `  ${name.padEnd(10)} ${Math.round(value).toLocaleString('en').padStart(8)}  ${ratio} × plain libsql`,
    )
  }
}
