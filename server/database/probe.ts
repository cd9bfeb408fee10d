import mongoose from 'mongoose'
import { newestVersion } from './migrations.ts'

/** How the database stands for whoever asks whether this process can serve. */
export type Probe = { database: Word; migrations: Word; writing: Word }
type Word = 'ok' | 'failed'

/** How long an answer is waited for, in milliseconds. */
const longestWait = 2_000

/**
 * Whether the database answers, has the version of what is stored that this release knows, and takes a write to its
 * disk. Never throws; takes two seconds at most.
 */
export async function probe(now: Date): Promise<Probe> {
  const { db } = mongoose.connection
  const versions = db?.collection<{ _id: string; version?: number }>('schema')
  const probes = db?.collection<{ _id: string; at: Date }>('probes')
  const [version, writing] = await Promise.all([
    inTime(versions?.findOne({ _id: 'schema' }, { maxTimeMS: longestWait })),
    inTime(probes?.updateOne({ _id: 'ready' }, { $set: { at: now } }, { upsert: true })),
  ])
  const word = (is: boolean): Word => (is ? 'ok' : 'failed')
  return {
    database: word(version !== undefined),
    migrations: word(version?.version === newestVersion),
    writing: word(writing !== undefined),
  }
}

async function inTime<T>(asked: Promise<T> | undefined): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>(resolve => {
    timer = setTimeout(() => resolve(undefined), longestWait)
  })
  try {
    return await Promise.race([asked, late])
  } catch {
    return undefined
  } finally {
    clearTimeout(timer)
  }
}
