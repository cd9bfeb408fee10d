import { model, Schema } from 'mongoose'
import type { Span, Stance, Verdict } from '../../../analysis/index.ts'
import { addMissing } from '../../database/addMissing.ts'
import type { Passage } from './differ.ts'

/** How a difference was settled. */
export const choicesMade = ['one', 'all', 'none', 'adjusted'] as const
export type ChoiceMade = (typeof choicesMade)[number]

/** One passage of an outcome; a rejected one says that the theme is not there. */
export type OutcomePassage = Span & { theme: string; verdict: Verdict; stance: Stance }

export type Outcome = {
  by: string
  at: Date
  choice: ChoiceMade
  /** Of `one`: whose coding. */
  of?: string
  reason: string
  passages: OutcomePassage[]
}

/** A passage that the coders of a round coded differently, as it was when the round was over. It holds none of its words. */
export type Difference = Passage & {
  _id: string
  round: string
  consultation: string
  outcome?: Outcome
  /** What it was settled by before, oldest first, and who took that back or settled it anew. */
  history: { outcome: Outcome; by: string; at: Date }[]
  /** Counts the changes, so that two people who settle it at once are noticed. */
  revision: number
  /** What follows: the codings of its outcome. */
  pending: 'codings'[]
}

const schema = new Schema<Difference>(
  {
    _id: { type: String, required: true },
    round: { type: String, required: true },
    consultation: { type: String, required: true },
    respondent: { type: String, required: true },
    question: { type: String, required: true },
    text: { type: String, required: true },
    theme: { type: String, required: true },
    start: { type: Number, required: true },
    end: { type: Number, required: true },
    sides: { type: Schema.Types.Mixed, required: true },
    outcome: { type: Schema.Types.Mixed },
    history: { type: Schema.Types.Mixed, required: true },
    revision: { type: Number, required: true },
    pending: { type: [String], required: true },
  },
  { versionKey: false, minimize: false },
)
schema.index({ round: 1, theme: 1, _id: 1 })
schema.index({ consultation: 1 })
schema.index({ pending: 1 })

const Differences = model('Difference', schema, 'differences')

/** How many one write adds: other writes get their turn in between. */
const atOnce = 500

/** The queries behind the pages, for the test that holds each to its index. */
export const hotDifferences = {
  ofRound: (round: string, theme?: string) =>
    Differences.find({ round, ...(theme ? { theme } : {}) }).sort({ theme: 1, _id: 1 }),
  ofConsultation: (consultation: string) => Differences.find({ consultation }),
  awaiting: () => Differences.find({ pending: 'codings' }).limit(100),
}

/** Adds the differences of a round; those that are there stay as they are. */
export async function addDifferences(differences: Difference[]): Promise<void> {
  for (let from = 0; from < differences.length; from += atOnce)
    await addMissing(Differences.collection, differences.slice(from, from + atOnce))
}

/** The differences of a round, of one theme or of all, theme by theme. */
export function differencesOf(round: string, theme?: string): Promise<Difference[]> {
  return hotDifferences.ofRound(round, theme).lean<Difference[]>().exec()
}

export function differencesIn(consultation: string): Promise<Difference[]> {
  return hotDifferences.ofConsultation(consultation).lean<Difference[]>().exec()
}

/** How many differences between the coders of a consultation are settled. */
export function countSettled(consultation: string): Promise<number> {
  return hotDifferences.ofConsultation(consultation).where('outcome').exists(true).countDocuments().exec()
}

export function findDifference(id: string): Promise<Difference | null> {
  return Differences.findById(id).lean<Difference>().exec()
}

/** Settles a difference, or takes its outcome back, after the revision that somebody saw; false where it was changed since. */
export async function keepOutcome(
  { _id, outcome: stood, revision }: Difference,
  outcome: Outcome | undefined,
  { by, at }: { by: string; at: Date },
): Promise<boolean> {
  const result = await Differences.updateOne(
    { _id, revision },
    {
      ...(outcome
        ? { $set: { outcome, pending: ['codings'] } }
        : { $unset: { outcome: 1 }, $set: { pending: ['codings'] } }),
      ...(stood ? { $push: { history: { outcome: stood, by, at } } } : {}),
      $inc: { revision: 1 },
    },
  )
  return result.matchedCount === 1
}

export async function differencesAwaiting(): Promise<string[]> {
  const found = await hotDifferences.awaiting().select({ _id: 1 }).lean<Pick<Difference, '_id'>[]>().exec()
  return found.map(({ _id }) => _id)
}

/** The codings of an outcome stand; one that was settled anew since is still to be done. */
export async function doneForDifference({ _id, revision }: Difference): Promise<void> {
  await Differences.updateOne({ _id, revision }, { $set: { pending: [] } })
}
