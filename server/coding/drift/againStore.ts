import { model, Schema } from 'mongoose'
import { addMissing } from '../../database/addMissing.ts'

/** One answer of it: the themes that its coder had found in it, and those that they find now. */
export type AnswerAgain = { text: string; before: string[]; now?: string[] }

/**
 * A response that somebody is given to code a second time, without seeing what they had coded. It is no coding: nothing
 * is counted by it but how far they agree with themselves.
 */
export type Again = {
  /** `response|coder`: nobody is given a response a third time. */
  _id: string
  consultation: string
  coder: string
  response: string
  /** When it was drawn, and where it stands among those that were drawn with it. */
  drawn: Date
  place: number
  answers: AnswerAgain[]
  /** Whether it is yet to be coded. */
  open: boolean
  /** When it was coded again; absent too where it was skipped or could be shown no more. */
  done?: Date
}

const schema = new Schema<Again>(
  {
    _id: { type: String, required: true },
    consultation: { type: String, required: true },
    coder: { type: String, required: true },
    response: { type: String, required: true },
    drawn: { type: Date, required: true },
    place: { type: Number, required: true },
    answers: [{ _id: false, text: String, before: [String], now: { type: [String], default: undefined } }],
    open: { type: Boolean, required: true },
    done: { type: Date },
  },
  { versionKey: false },
)
schema.index({ consultation: 1, coder: 1, open: 1, place: 1 })

const Agains = model('Again', schema, 'agains')

/** The queries behind the pages, for the test that holds each to its index. */
export const hotAgains = {
  of: (consultation: string, coder: string) => Agains.find({ consultation, coder }),
  open: (consultation: string, coder: string) =>
    Agains.find({ consultation, coder, open: true }).sort({ place: 1 }),
}

export function againId(response: string, coder: string): string {
  return `${response}|${coder}`
}

export async function addAgains(agains: Again[]): Promise<void> {
  await addMissing(Agains.collection, agains)
}

/** All that somebody was ever given to code again. */
export function agains(consultation: string, coder: string): Promise<Again[]> {
  return hotAgains.of(consultation, coder).lean<Again[]>().exec()
}

/** What they have yet to code again, in its order. */
export function openAgains(consultation: string, coder: string): Promise<Again[]> {
  return hotAgains.open(consultation, coder).lean<Again[]>().exec()
}

/** Keeps what was found now, or that it was passed over; false where that was done before. */
export async function closeAgain(
  { _id, coder }: Pick<Again, '_id' | 'coder'>,
  found?: { answers: AnswerAgain[]; done: Date },
): Promise<boolean> {
  const result = await Agains.updateOne(
    { _id, coder, open: true },
    { $set: { open: false, ...(found ?? {}) } },
  )
  return result.matchedCount === 1
}

/** Takes back what was found; it is to be coded again. */
export async function reopenAgain({ _id, coder, answers }: Again): Promise<void> {
  await Agains.updateOne(
    { _id, coder },
    {
      $set: { open: true, answers: answers.map(({ text, before }) => ({ text, before })) },
      $unset: { done: 1 },
    },
  )
}
