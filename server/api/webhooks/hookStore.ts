import { model, Schema } from 'mongoose'
import type { Opening } from '../../consultations/store.ts'
import { type HookEvent, hookEvents } from './events.ts'

/** An address that is told what happens in a consultation. */
export type Hook = {
  _id: string
  consultation: string
  url: string
  events: HookEvent[]
  /** The secret that signs what it is told, sealed. */
  sealed: string
  by: string
  createdAt: Date
  /** Whether the consultation took answers when its hours were looked at last. */
  opening: Opening
  /** Present once it could not be told for so long that nothing more is tried. */
  stopped?: { at: Date; problem: string }
}

const schema = new Schema<Hook>(
  {
    _id: { type: String, required: true },
    consultation: { type: String, required: true },
    url: { type: String, required: true },
    events: [{ type: String, enum: hookEvents }],
    sealed: { type: String, required: true },
    by: { type: String, required: true },
    createdAt: { type: Date, required: true },
    opening: { type: String, enum: ['draft', 'before', 'open', 'closed'], required: true },
    stopped: { type: new Schema({ at: Date, problem: String }, { _id: false }) },
  },
  { versionKey: false },
)
schema.index({ consultation: 1, createdAt: 1 })
schema.index({ events: 1 })

const Hooks = model('Webhook', schema, 'webhooks')

/** The queries behind the pages and the telling, for the test that holds each to its index. */
export const hotHooks = {
  ofConsultations: (consultations: string[]) =>
    Hooks.find({ consultation: { $in: consultations } }).sort({ createdAt: 1 }),
  ofHours: () => Hooks.find({ events: { $in: ['consultation.opened', 'consultation.closed'] } }),
}

export async function addHook(hook: Hook): Promise<void> {
  await Hooks.create(hook)
}

export function findHook(consultation: string, id: string): Promise<Hook | null> {
  return Hooks.findOne({ _id: id, consultation }).lean<Hook>().exec()
}

export function findHooks(ids: string[]): Promise<Hook[]> {
  return Hooks.find({ _id: { $in: ids } })
    .lean<Hook[]>()
    .exec()
}

/** The webhooks of some consultations, the oldest first. */
export function hooksOf(consultations: string[]): Promise<Hook[]> {
  return hotHooks.ofConsultations(consultations).lean<Hook[]>().exec()
}

/** Those that are told when their consultation opens or closes. */
export function hooksOfHours(): Promise<Hook[]> {
  return hotHooks.ofHours().lean<Hook[]>().exec()
}

/** Notes how the hours stood when they were looked at. */
export async function noteOpening(id: string, opening: Opening): Promise<void> {
  await Hooks.updateOne({ _id: id }, { $set: { opening } })
}

export async function stopHook(id: string, at: Date, problem: string): Promise<void> {
  await Hooks.updateOne({ _id: id }, { $set: { stopped: { at, problem } } })
}

/** Has a webhook be told again. @returns false where there is no such one here */
export async function resumeHook(consultation: string, id: string): Promise<boolean> {
  const result = await Hooks.updateOne({ _id: id, consultation }, { $unset: { stopped: 1 } })
  return result.matchedCount === 1
}

/** @returns whether there was one */
export async function removeHook(consultation: string, id: string): Promise<boolean> {
  return (await Hooks.deleteOne({ _id: id, consultation })).deletedCount === 1
}
