import { model, Schema } from 'mongoose'
import type { QuestionType } from '../../consultations/questions.ts'
import type { Draft } from '../draftStore.ts'

/**
 * Test answers of somebody of the desk to questions that are being built. They are in a collection of their own,
 * never in `drafts`, so that nothing that counts or sends what respondents wrote can come upon them.
 */
export type Trial = Pick<Draft, 'values' | 'files' | 'refused' | 'declaration' | 'visited'> & {
  /** Consultation and account. */
  _id: string
  /** The type of each question at the time of its answer: answers to what is of another type now are left out. */
  types: Record<string, QuestionType>
  at: Date
}

const thirtyDays = 30 * 24 * 60 * 60

const schema = new Schema<Trial>(
  {
    _id: { type: String, required: true },
    values: { type: Schema.Types.Mixed, required: true },
    files: { type: Schema.Types.Mixed, required: true },
    refused: { type: Schema.Types.Mixed, required: true },
    declaration: { type: Schema.Types.Mixed, required: true },
    visited: { type: [String], required: true },
    types: { type: Schema.Types.Mixed, required: true },
    at: { type: Date, required: true },
  },
  { versionKey: false, minimize: false },
)
schema.index({ at: 1 }, { expireAfterSeconds: thirtyDays })
const Trials = model('Trial', schema, 'trials')

export function trialId(consultation: string, account: string): string {
  return `${consultation} ${account}`
}

/** The test answers so far; none before the first. */
export async function trialOf(id: string): Promise<Trial> {
  const found = await Trials.findById(id).lean<Trial>().exec()
  const empty = { values: {}, files: {}, refused: {}, declaration: {}, visited: [], types: {} }
  return found ?? { _id: id, ...empty, at: new Date() }
}

/** Puts what was entered in place of what was there. One person tries at a time, so the last one stays. */
export async function keepTrial(trial: Trial): Promise<void> {
  const { _id, ...rest } = trial
  await Trials.replaceOne({ _id }, { ...rest, at: new Date() }, { upsert: true })
}

export async function removeTrial(id: string): Promise<void> {
  await Trials.deleteOne({ _id: id })
}
