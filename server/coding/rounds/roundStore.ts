import { model, Schema } from 'mongoose'
import type { WayToChoose } from '../assignments/assigningStore.ts'
import type { RoundResult } from './result.ts'

/** Some responses that several coders read and code each by themselves, without seeing what others or the machine made of them. */
export type Round = {
  _id: string
  consultation: string
  by: string
  at: Date
  coders: string[]
  responses: string[]
  /** How these were chosen, out of how many that stood and that none of the coders had coded; by what lot. */
  how: WayToChoose
  filter: string
  of: number
  seed: number
  /** `over`: each sees from now on what the others found. */
  state: 'open' | 'over'
  over?: { by: string; at: Date }
  /** What follows and is not done yet: giving the responses to the coders, or working out how far they agreed. */
  pending: RoundWork[]
  /** How far they agreed at the moment at which it was over; it never changes. */
  result?: RoundResult
}

export type RoundWork = 'assign' | 'result'

const schema = new Schema<Round>(
  {
    _id: { type: String, required: true },
    consultation: { type: String, required: true },
    by: { type: String, required: true },
    at: { type: Date, required: true },
    coders: { type: [String], required: true },
    responses: { type: [String], required: true },
    how: { type: String, required: true },
    filter: { type: String },
    of: { type: Number, required: true },
    seed: { type: Number, required: true },
    state: { type: String, enum: ['open', 'over'], required: true },
    over: { type: Schema.Types.Mixed },
    pending: { type: [String], required: true },
    result: { type: Schema.Types.Mixed },
  },
  { versionKey: false, minimize: false },
)
schema.index({ consultation: 1, at: -1 })
schema.index({ consultation: 1, state: 1, coders: 1 })
schema.index({ pending: 1 })

const Rounds = model('Round', schema, 'rounds')

/** The queries behind the pages, for the test that holds each to its index. */
export const hotRounds = {
  all: (consultation: string) => Rounds.find({ consultation }).sort({ at: -1 }),
  open: (consultation: string) => Rounds.find({ consultation, state: 'open' }),
  blindTo: (consultation: string, coder: string) =>
    Rounds.find({ consultation, state: 'open', coders: coder }),
  awaiting: (work: RoundWork) => Rounds.find({ pending: work }),
}

export async function addRound(round: Round): Promise<void> {
  await Rounds.create(round)
}

export function findRound(id: string): Promise<Round | null> {
  return Rounds.findById(id).lean<Round>().exec()
}

/** A consultation's rounds, the newest first. */
export function listRounds(consultation: string): Promise<Round[]> {
  return hotRounds.all(consultation).lean<Round[]>().exec()
}

/** Ids of the rounds that go on. */
export async function openRounds(consultation: string): Promise<Pick<Round, '_id' | 'responses'>[]> {
  return hotRounds
    .open(consultation)
    .select({ responses: 1 })
    .lean<Pick<Round, '_id' | 'responses'>[]>()
    .exec()
}

/** The responses of the rounds that go on and that somebody codes in. */
export async function responsesBlindTo(consultation: string, coder: string): Promise<string[]> {
  const rounds = await hotRounds
    .blindTo(consultation, coder)
    .select({ responses: 1 })
    .lean<Pick<Round, 'responses'>[]>()
    .exec()
  return rounds.flatMap(({ responses }) => responses)
}

/** Ends a round, once; false where it was over. */
export async function endRound(id: string, over: NonNullable<Round['over']>): Promise<boolean> {
  const result = await Rounds.updateOne(
    { _id: id, state: 'open' },
    { $set: { state: 'over', over }, $addToSet: { pending: 'result' } },
  )
  return result.matchedCount === 1
}

/** Keeps how far the coders agreed; a result that stands stays. */
export async function keepResult(id: string, result: RoundResult): Promise<void> {
  await Rounds.updateOne({ _id: id, result: { $exists: false } }, { $set: { result } })
}

export async function roundsAwaiting(work: RoundWork): Promise<string[]> {
  const found = await hotRounds.awaiting(work).select({ _id: 1 }).lean<Pick<Round, '_id'>[]>().exec()
  return found.map(({ _id }) => _id)
}

export async function doneForRound(id: string, work: RoundWork): Promise<void> {
  await Rounds.updateOne({ _id: id }, { $pull: { pending: work } })
}
