import mongoose from 'mongoose'
import { newestVersion } from './migrations.ts'

/** How the database stands for whoever asks whether this process can serve: all but what `failed` lets it. */
export type Probe = { database: Word; migrations: Word; writing: Word | 'slow' }
type Word = 'ok' | 'failed'

/** How long an answer is waited for, in milliseconds. */
const longestWait = 5_000
/** A small write that takes longer is slow: a disk in order takes some milliseconds. */
export const slowMs = 1_000

/**
 * Whether the database answers, has the version of what is stored that this release knows, and takes a write to its
 * disk. Never throws; takes five seconds at most.
 */
export async function probe(now: Date): Promise<Probe> {
  const versions = mongoose.connection.db?.collection<{ _id: string; version?: number }>('schema')
  const [version, writing] = await Promise.all([
    inTime(versions?.findOne({ _id: 'schema' }, { maxTimeMS: longestWait })),
    timeWrite(now),
  ])
  const word = (is: boolean): Word => (is ? 'ok' : 'failed')
  return {
    database: word(version !== undefined),
    migrations: word(version?.version === newestVersion),
    writing: writing !== undefined && writing > slowMs ? 'slow' : word(writing !== undefined),
  }
}

/** How long a small write takes to be on the disk, in milliseconds; undefined where it fails or takes five seconds. */
export async function timeWrite(now: Date): Promise<number | undefined> {
  const probes = mongoose.connection.db?.collection<{ _id: string; at: Date }>('probes')
  const began = performance.now()
  const done = await inTime(probes?.updateOne({ _id: 'ready' }, { $set: { at: now } }, { upsert: true }))
  return done && performance.now() - began
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
