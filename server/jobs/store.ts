import { model, Schema } from 'mongoose'

export const jobStates = ['waiting', 'running', 'done', 'failed'] as const

/** Long work that outlives a request and a restart. Its id is `kind:key`, so asking twice starts it once. */
export type Job = {
  _id: string
  kind: string
  key: string
  state: (typeof jobStates)[number]
  /** How far it has come, in the units of its kind; `of` is 0 until known. */
  done: number
  of: number
  /** What went wrong, for a person to read. */
  problem?: string
  attempts: number
  /** Until when the process that runs it holds it. */
  leaseUntil?: Date
  askedAt: Date
}

const schema = new Schema<Job>(
  {
    _id: { type: String, required: true },
    kind: { type: String, required: true },
    key: { type: String, required: true },
    state: { type: String, enum: jobStates, required: true },
    done: { type: Number, required: true },
    of: { type: Number, required: true },
    problem: String,
    attempts: { type: Number, required: true },
    leaseUntil: Date,
    askedAt: { type: Date, required: true },
  },
  { versionKey: false },
)
schema.index({ state: 1, kind: 1, askedAt: 1 })

const Jobs = model('Job', schema, 'jobs')

const lease = 60_000
const mostAttempts = 5

/** Asks for a piece of work; a finished or failed one of the same kind and key starts anew. */
export async function askFor(kind: string, key: string): Promise<void> {
  await Jobs.updateOne(
    { _id: `${kind}:${key}` },
    {
      $set: { kind, key, state: 'waiting', done: 0, of: 0, attempts: 0, askedAt: new Date() },
      $unset: { problem: 1, leaseUntil: 1 },
    },
    { upsert: true },
  )
}

/** How many jobs are in each state. */
export async function countJobs(): Promise<Record<Job['state'], number>> {
  const counts = await Promise.all(jobStates.map(state => Jobs.countDocuments({ state })))
  const [waiting = 0, running = 0, done = 0, failed = 0] = counts
  return { waiting, running, done, failed }
}

export function findJob(kind: string, key: string): Promise<Job | null> {
  return Jobs.findById(`${kind}:${key}`).lean<Job>().exec()
}

/**
 * Takes the oldest job of these kinds that waits, or whose process died while it ran. A lease that ends later than any
 * was taken by a clock that was wrong, and is over.
 */
export function claim(kinds: string[]): Promise<Job | null> {
  const now = new Date()
  const wrong = new Date(now.getTime() + 2 * lease)
  return Jobs.findOneAndUpdate(
    {
      kind: { $in: kinds },
      attempts: { $lt: mostAttempts },
      $or: [
        { state: 'waiting' },
        { state: 'running', leaseUntil: { $lt: now } },
        { state: 'running', leaseUntil: { $gt: wrong } },
      ],
    },
    { $set: { state: 'running', leaseUntil: new Date(now.getTime() + lease) }, $inc: { attempts: 1 } },
    { sort: { askedAt: 1 }, returnDocument: 'after' },
  )
    .lean<Job>()
    .exec()
}

/** Says how far a job has come, and keeps its lease. */
export async function report(id: string, done: number, of: number): Promise<void> {
  await Jobs.updateOne({ _id: id }, { $set: { done, of, leaseUntil: new Date(Date.now() + lease) } })
}

/** Ends a job unless it was asked for again while it ran. */
export async function finish(job: Job): Promise<void> {
  await Jobs.updateOne({ _id: job._id, state: 'running', askedAt: job.askedAt }, { $set: { state: 'done' } })
}

/** Puts a job back after an error, or gives it up after the last attempt. */
export async function fail(job: Job, problem: string): Promise<void> {
  const state = job.attempts >= mostAttempts ? 'failed' : 'waiting'
  await Jobs.updateOne({ _id: job._id, state: 'running', askedAt: job.askedAt }, { $set: { state, problem } })
}

/** Puts a job back that was stopped: no attempt of its own failed. */
export async function release(job: Pick<Job, '_id'>): Promise<void> {
  await putBack({ _id: job._id })
}

/** Puts back what killed processes were running. Only for a process that knows itself to be the only one. */
export async function releaseAll(): Promise<void> {
  await putBack({})
}

async function putBack(which: { _id?: string }): Promise<void> {
  await Jobs.updateMany(
    { ...which, state: 'running' },
    { $set: { state: 'waiting' }, $unset: { leaseUntil: 1 }, $inc: { attempts: -1 } },
  )
}
