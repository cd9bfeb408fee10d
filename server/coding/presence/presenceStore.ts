import { model, Schema } from 'mongoose'

/** That somebody has a response open, until it expires. It locks nothing. */
export type Presence = {
  /** `response|account` */
  _id: string
  consultation: string
  response: string
  account: string
  since: Date
  expiresAt: Date
}

const schema = new Schema<Presence>(
  {
    _id: { type: String, required: true },
    consultation: { type: String, required: true },
    response: { type: String, required: true },
    account: { type: String, required: true },
    since: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
  },
  { versionKey: false },
)
schema.index({ consultation: 1, response: 1, since: 1 })
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 })

const Presences = model('Presence', schema, 'presences')

/** The queries behind the pages, for the test that holds each to its index. */
export const hotPresences = {
  of: (consultation: string, responses: string[], now: Date) =>
    Presences.find({ consultation, response: { $in: responses }, expiresAt: { $gt: now } }).sort({
      since: 1,
    }),
}

/** Notes that somebody has a response open, for so many minutes from now; since when, stays while that has not expired. */
export async function notePresence(
  place: Pick<Presence, 'consultation' | 'response' | 'account'>,
  minutes: number,
  now: Date,
): Promise<void> {
  const _id = presenceId(place.response, place.account)
  const expiresAt = new Date(now.getTime() + minutes * 60_000)
  // The database removes what has expired in its own time.
  await Presences.deleteOne({ _id, expiresAt: { $lte: now } })
  await Presences.updateOne(
    { _id },
    { $set: { expiresAt }, $setOnInsert: { ...place, since: now } },
    { upsert: true },
  )
}

/** Somebody went on from a response. */
export async function endPresence(response: string, account: string): Promise<void> {
  await Presences.deleteOne({ _id: presenceId(response, account) })
}

/** Who has any of these responses open, who opened it first before others. */
export function presencesOf(consultation: string, responses: string[], now: Date): Promise<Presence[]> {
  return hotPresences.of(consultation, responses, now).lean<Presence[]>().exec()
}

function presenceId(response: string, account: string): string {
  return `${response}|${account}`
}
