import { model, Schema } from 'mongoose'
import { addMissing } from '../../database/addMissing.ts'
import type { Told } from './events.ts'

export const deliveryStates = ['waiting', 'sending', 'delivered', 'failed'] as const

/** One thing that one webhook is told. Its id stays the same however often it is sent. */
export type Delivery = {
  _id: string
  hook: string
  consultation: string
  told: Told
  at: Date
  state: (typeof deliveryStates)[number]
  /** How often it was tried since it was asked for, or asked for again. */
  attempts: number
  notBefore: Date
  /** Until when the process that sends it has it. */
  leaseUntil?: Date
  /** What the last try came to. */
  outcome?: string
  triedAt?: Date
  /** When it is removed, so that the moment of a response is kept no longer than that. */
  until: Date
}

const schema = new Schema<Delivery>(
  {
    _id: { type: String, required: true },
    hook: { type: String, required: true },
    consultation: { type: String, required: true },
    told: { type: Schema.Types.Mixed, required: true },
    at: { type: Date, required: true },
    state: { type: String, enum: deliveryStates, required: true },
    attempts: { type: Number, required: true },
    notBefore: { type: Date, required: true },
    leaseUntil: Date,
    outcome: String,
    triedAt: Date,
    until: { type: Date, required: true },
  },
  { versionKey: false },
)
schema.index({ state: 1, notBefore: 1 })
schema.index({ state: 1, leaseUntil: 1 })
schema.index({ hook: 1, at: -1 })
schema.index({ hook: 1, state: 1 })
schema.index({ until: 1 }, { expireAfterSeconds: 0 })

const Deliveries = model('Delivery', schema, 'webhookDeliveries')

/** Longer than one try takes at most, in milliseconds: after it, whoever had it is taken for dead. */
const leaseMs = 60_000
const shown = 50

/** The queries behind the pages and the sending, for the test that holds each to its index. */
export const hotDeliveries = {
  ready: (now: Date) =>
    Deliveries.find({ state: 'waiting', notBefore: { $lte: now } }, { hook: 1 })
      .sort({ notBefore: 1 })
      .limit(100),
  abandoned: (now: Date) => Deliveries.find({ state: 'sending', leaseUntil: { $lt: now } }),
  heldTooLong: (now: Date) =>
    Deliveries.find({ state: 'sending', leaseUntil: { $gt: new Date(now.getTime() + 2 * leaseMs) } }),
  late: (after: Date) => Deliveries.find({ state: 'waiting', notBefore: { $gt: after } }),
  latest: (hook: string) => Deliveries.find({ hook }).sort({ at: -1 }).limit(shown),
  inState: (hook: string, state: Delivery['state']) => Deliveries.find({ hook, state }),
}

/** Adds what is to be told; what was asked for before stays as it is. */
export async function addDeliveries(deliveries: Delivery[]): Promise<void> {
  await addMissing(Deliveries.collection, deliveries as unknown as Record<string, unknown>[])
}

/** Some whose turn has come, those that wait longest first. */
export function readyDeliveries(now: Date): Promise<Pick<Delivery, '_id' | 'hook'>[]> {
  return hotDeliveries.ready(now).lean<Pick<Delivery, '_id' | 'hook'>[]>().exec()
}

/** Takes one to send it; null where another process has it, or its turn has not come. */
export function claimDelivery(id: string, now: Date): Promise<Delivery | null> {
  return Deliveries.findOneAndUpdate(
    { _id: id, state: 'waiting', notBefore: { $lte: now } },
    {
      $set: { state: 'sending', leaseUntil: new Date(now.getTime() + leaseMs), triedAt: now },
      $inc: { attempts: 1 },
    },
    { returnDocument: 'after' },
  )
    .lean<Delivery>()
    .exec()
}

/** Says what became of one that was claimed, unless another process has it since. */
export async function settleDelivery(
  { _id, attempts }: Delivery,
  change: Pick<Delivery, 'state' | 'outcome'> & Partial<Pick<Delivery, 'notBefore'>>,
): Promise<void> {
  await Deliveries.updateOne({ _id, attempts, state: 'sending' }, { $set: change, $unset: { leaseUntil: 1 } })
}

/** Has all that waits for a webhook wait until then: it could not be reached. */
export async function putOffAll(hook: string, notBefore: Date): Promise<void> {
  await Deliveries.updateMany(
    { ...hotDeliveries.inState(hook, 'waiting').getFilter(), notBefore: { $lt: notBefore } },
    { $set: { notBefore } },
  )
}

/** Gives up what waits for a webhook. */
export async function failAll(hook: string, outcome: string): Promise<void> {
  await Deliveries.updateMany(hotDeliveries.inState(hook, 'waiting').getFilter(), {
    $set: { state: 'failed', outcome },
  })
}

/** Has all that was given up of a webhook be sent again. */
export async function sendFailedAgain(hook: string, now: Date): Promise<void> {
  await Deliveries.updateMany(hotDeliveries.inState(hook, 'failed').getFilter(), {
    $set: { state: 'waiting', attempts: 0, notBefore: now },
  })
}

/** Has one be sent again that was delivered or given up. @returns false where it is neither, or not of this webhook */
export async function sendAgain(hook: string, id: string, now: Date): Promise<boolean> {
  const result = await Deliveries.updateOne(
    { _id: id, hook, state: { $in: ['delivered', 'failed'] } },
    { $set: { state: 'waiting', attempts: 0, notBefore: now } },
  )
  return result.matchedCount === 1
}

/**
 * Puts back what a process had that is taken for dead: the receiver knows by the id what it had already. So is one that
 * has it for longer than any, by a clock that was wrong.
 */
export async function takeUpAbandoned(now: Date): Promise<void> {
  for (const left of [hotDeliveries.abandoned(now), hotDeliveries.heldTooLong(now)])
    await Deliveries.updateMany(left.getFilter(), {
      $set: { state: 'waiting' },
      $unset: { leaseUntil: 1 },
    })
}

/** Has be sent now what waits longer than anything does: a clock that was wrong said when. */
export async function takeUpLate(now: Date, longestMs: number): Promise<void> {
  const late = hotDeliveries.late(new Date(now.getTime() + longestMs))
  await Deliveries.updateMany(late.getFilter(), { $set: { notBefore: now } })
}

export function latestDeliveries(hook: string): Promise<Delivery[]> {
  return hotDeliveries.latest(hook).lean<Delivery[]>().exec()
}

export async function removeDeliveries(hook: string): Promise<void> {
  await Deliveries.deleteMany({ hook })
}
