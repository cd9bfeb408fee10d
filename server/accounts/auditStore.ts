import { model, Schema, Types } from 'mongoose'

/** One thing that a person of the desk did, for those who must answer for it. */
export type AuditEvent = { at: Date; account: string; what: string; on: string }

/** An event as it is kept; `block` is the block of the chain that it is sealed in, and missing while it waits for one. */
export type KeptEvent = AuditEvent & { _id: Types.ObjectId; block?: number }

const schema = new Schema<AuditEvent & { block?: number }>(
  {
    at: { type: Date, required: true },
    account: { type: String, required: true },
    what: { type: String, required: true },
    on: { type: String, required: true },
    block: Number,
  },
  { versionKey: false },
)
schema.index({ at: -1, _id: -1 })
schema.index({ account: 1, at: -1, _id: -1 })
schema.index({ block: 1, at: 1, _id: 1 })
schema.index({ on: 1, at: 1, _id: 1 })
const Audit = model('AuditEvent', schema, 'audit')

/** Adds to the trail; nothing in it is ever changed. */
export async function record(account: string, what: string, on: string): Promise<void> {
  await Audit.create({ at: new Date(), account, what, on })
}

export function latestEvents(limit = 100): Promise<AuditEvent[]> {
  return Audit.find().sort({ at: -1, _id: -1 }).limit(limit).lean<AuditEvent[]>().exec()
}

/** Which events are listed: those of one account, those that one of these words begins, those before one event. */
export type Listed = {
  account?: string | undefined
  words?: readonly string[] | undefined
  before?: { at: Date; _id: string } | undefined
}

/** Queries that run again and again: a test holds that each is answered from an index. */
export const hotEvents = {
  /** The newest first. What words begin is looked for in that order: an index of words would be used by this alone. */
  listed: ({ account, words, before }: Listed) =>
    Audit.find({
      ...(account === undefined ? {} : { account }),
      ...(words === undefined ? {} : { what: new RegExp(`^(?:${words.join('|')})\\b`) }),
      ...(before === undefined
        ? {}
        : { at: { $lte: before.at }, $or: [{ at: { $lt: before.at } }, { _id: { $lt: before._id } }] }),
    })
      .sort({ at: -1, _id: -1 })
      .lean<KeptEvent[]>(),
  waiting: (limit: number) =>
    Audit.find({ block: null }).sort({ at: 1, _id: 1 }).limit(limit).lean<KeptEvent[]>(),
  on: (on: string) => Audit.find({ on }).sort({ at: 1, _id: 1 }).lean<KeptEvent[]>(),
  inBlock: (block: number) => Audit.find({ block }).sort({ at: 1, _id: 1 }).lean<KeptEvent[]>(),
}

/** A page of events, the newest first. */
export function listEvents(which: Listed, limit: number): Promise<KeptEvent[]> {
  return hotEvents.listed(which).limit(limit).exec()
}

/** All of them one after the other, the newest first. */
export function eachEvent(which: Listed): AsyncIterable<KeptEvent> {
  return hotEvents.listed(which).cursor({ batchSize: 500 }) as AsyncIterable<KeptEvent>
}

/** Some of those that are not sealed, the oldest first. */
export function waitingEvents(limit: number): Promise<KeptEvent[]> {
  return hotEvents.waiting(limit).exec()
}

export function countWaiting(): Promise<number> {
  return Audit.countDocuments({ block: null }).exec()
}

/** Those that are marked as sealed in a block. */
export function eventsInBlock(block: number): Promise<KeptEvent[]> {
  return hotEvents.inBlock(block).exec()
}

/** Those of these ids that are there; one that is no id of an event is of none. */
export function findEvents(ids: string[]): Promise<KeptEvent[]> {
  const known = ids.filter(id => Types.ObjectId.isValid(id))
  return Audit.find({ _id: { $in: known } })
    .lean<KeptEvent[]>()
    .exec()
}

/** Marks events as sealed in a block; one that is marked already stays as it is. */
export async function markSealed(ids: string[], block: number): Promise<void> {
  await Audit.updateMany({ _id: { $in: ids }, block: null }, { $set: { block } })
}

/** How many events are marked with each block, and (under null) how many with none. */
export async function countByBlock(): Promise<Map<unknown, number>> {
  const counts = await Audit.aggregate<{ _id: unknown; events: number }>([
    { $group: { _id: '$block', events: { $sum: 1 } } },
  ])
  return new Map(counts.map(({ _id, events }) => [_id ?? null, events]))
}

/** What was done on one thing, such as the response of a reference, the oldest first. */
export function eventsOn(on: string): Promise<AuditEvent[]> {
  return hotEvents.on(on).exec()
}
