import { model, Schema } from 'mongoose'

/**
 * Which mails a consultation's invitations are to have. Rounds are counted from 1, the invitations themselves; each
 * round of reminders is one more. A round is begun by one write here, and done by the runner some at a time.
 */
export type Mailing = {
  /** The consultation's. */
  _id: string
  round: number
  /** Whether those who were not invited yet are to be, and whether the last round of reminders goes on. */
  inviting: boolean
  reminding: boolean
  /** When the last reminders were asked for. */
  remindedAt?: Date
  /** Raised whenever something is asked for, so that what ends meanwhile ends nothing newer. */
  asked: number
}

const schema = new Schema<Mailing>(
  {
    _id: { type: String, required: true },
    round: { type: Number, required: true },
    inviting: { type: Boolean, required: true },
    reminding: { type: Boolean, required: true },
    remindedAt: Date,
    asked: { type: Number, required: true },
  },
  { versionKey: false },
)
schema.index({ inviting: 1 })
schema.index({ reminding: 1 })

const Mailings = model('Mailing', schema, 'mailings')

export async function mailingOf(consultation: string): Promise<Mailing> {
  const found = await Mailings.findById(consultation).lean<Mailing>().exec()
  return found ?? { _id: consultation, round: 1, inviting: false, reminding: false, asked: 0 }
}

/** Those under way. */
export function activeMailings(): Promise<Mailing[]> {
  return Mailings.find({ $or: [{ inviting: true }, { reminding: true }] })
    .lean<Mailing[]>()
    .exec()
}

/** Has everybody on the list invited who was not yet. Wake the runner afterwards. */
export async function askToInvite(consultation: string): Promise<void> {
  await Mailings.updateOne(
    { _id: consultation },
    { $set: { inviting: true }, $inc: { asked: 1 }, $setOnInsert: { round: 1, reminding: false } },
    { upsert: true },
  )
}

/**
 * Begins a round of reminders. Wake the runner afterwards.
 *
 * @param seen the round that whoever asks saw last: false where another began one since
 */
export async function askToRemind(consultation: string, seen: number, now: Date): Promise<boolean> {
  const result = await Mailings.updateOne(
    { _id: consultation, round: seen },
    { $set: { reminding: true, remindedAt: now }, $inc: { round: 1, asked: 1 } },
  )
  return result.matchedCount === 1
}

/** Has no more invitations and reminders written than are already. */
export async function stopMailing(consultation: string): Promise<void> {
  await Mailings.updateOne(
    { _id: consultation },
    { $set: { inviting: false, reminding: false }, $inc: { asked: 1 } },
  )
}

/** Ends what nobody is left for, unless something was asked for since. */
export async function endMailing({ _id, asked }: Pick<Mailing, '_id' | 'asked'>): Promise<void> {
  await Mailings.updateOne({ _id, asked }, { $set: { inviting: false, reminding: false } })
}
