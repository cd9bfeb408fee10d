import { model, Schema } from 'mongoose'
import type { Origin, Span, Stance } from '../../../analysis/index.ts'

/**
 * One decision on words that a letter has all of its senders say, made once and put into every copy. Its id is also that
 * of the action in the history of each coding, and their `batch`.
 */
export type LetterBatch = {
  _id: string
  consultation: string
  by: string
  at: Date
  /** The copy that was read when it was decided, whose words are looked for in the others. */
  respondent: string
  text: string
  /** What was decided: with which theme, of which words of that copy. */
  verdict: 'accepted' | 'rejected'
  stance: Stance
  theme: string
  span: Span
  origin: Origin
  /** The suggestion that was decided on; absent where the words were coded unaided. */
  suggested?: Span & { theme: string; rule: string }
  /** What was undone is done again, and then coded in the copies that it was undone before. */
  state: 'coding' | 'applied' | 'undoing' | 'undone' | 'redoing'
  /** How many copies are coded, and how many are not, for each reason. */
  coded: number
  left: Left
  /** What is to be asked of the background work, and was not yet. */
  pending: 'ask'[]
}

/**
 * Copies that are left as they are: the words do not stand so in them, or nothing suggests there what was rejected;
 * whoever decides had decided on them before, or codes them blind; their respondents want people alone to sort what they
 * wrote.
 */
export type Left = Record<'missing' | 'decided' | 'blind' | 'byHand', number>

export const noneLeft: Left = { missing: 0, decided: 0, blind: 0, byHand: 0 }

const schema = new Schema<LetterBatch>(
  {
    _id: { type: String, required: true },
    consultation: { type: String, required: true },
    by: { type: String, required: true },
    at: { type: Date, required: true },
    respondent: { type: String, required: true },
    text: { type: String, required: true },
    verdict: { type: String, enum: ['accepted', 'rejected'], required: true },
    stance: { type: String, required: true },
    theme: { type: String, required: true },
    span: { type: Schema.Types.Mixed, required: true },
    origin: { type: String, required: true },
    suggested: { type: Schema.Types.Mixed },
    state: { type: String, enum: ['coding', 'applied', 'undoing', 'undone', 'redoing'], required: true },
    coded: { type: Number, required: true },
    left: { type: Schema.Types.Mixed, required: true },
    pending: { type: [String], required: true },
  },
  { versionKey: false, minimize: false },
)
schema.index({ consultation: 1, at: -1 })
schema.index({ pending: 1 })

const Batches = model('LetterBatch', schema, 'letterBatches')

/** The queries behind the pages and the jobs, for the test that holds each to its index. */
export const hotLetterBatches = {
  all: (consultation: string) => Batches.find({ consultation }).sort({ at: -1 }),
  awaiting: () => Batches.find({ pending: 'ask' }, { _id: 1 }),
}

/** Adds a batch; one that is there already stays as it is. */
export async function addLetterBatch(batch: LetterBatch): Promise<void> {
  try {
    await Batches.create(batch)
  } catch (error) {
    if ((error as { code?: unknown }).code !== 11000) throw error
  }
}

export function findLetterBatch(id: string): Promise<LetterBatch | null> {
  return Batches.findById(id).lean<LetterBatch>().exec()
}

/** Every decision on letters of a consultation, the newest first. */
export function letterBatches(consultation: string): Promise<LetterBatch[]> {
  return hotLetterBatches.all(consultation).lean<LetterBatch[]>().exec()
}

/** Whose copy was read when each batch of a consultation was decided, by the batch. */
export async function readersCopies(consultation: string): Promise<Map<string, string>> {
  return new Map((await letterBatches(consultation)).map(({ _id, respondent }) => [_id, respondent]))
}

/** Has a batch taken back by whoever made it, even while it is being coded. @returns whether there was one */
export async function askToUndoLetter(consultation: string, id: string, by: string): Promise<boolean> {
  const asked = await Batches.updateOne(
    { _id: id, consultation, by, state: { $in: ['coding', 'applied', 'redoing'] } },
    { $set: { state: 'undoing', pending: ['ask'] } },
  )
  return asked.matchedCount === 1
}

/** Has a batch that was taken back done again by whoever made it. @returns whether there was one */
export async function askToRedoLetter(consultation: string, id: string, by: string): Promise<boolean> {
  const asked = await Batches.updateOne(
    { _id: id, consultation, by, state: 'undone' },
    { $set: { state: 'redoing', pending: ['ask'] } },
  )
  return asked.matchedCount === 1
}

/** What was taken back stands again: now the copies are coded that were not when it was taken back. @returns as above */
export async function goOnWithLetter(id: string): Promise<boolean> {
  const goes = await Batches.updateOne(
    { _id: id, state: 'redoing' },
    { $set: { state: 'coding', pending: ['ask'] } },
  )
  return goes.matchedCount === 1
}

/** Says that what was under way is done. @returns false where something else is under way meanwhile */
export async function finishLetterBatch(
  id: string,
  state: 'applied' | 'undone',
  done: Partial<Pick<LetterBatch, 'coded' | 'left'>>,
): Promise<boolean> {
  const from = state === 'applied' ? 'coding' : 'undoing'
  const finished = await Batches.updateOne({ _id: id, state: from }, { $set: { state, ...done } })
  return finished.matchedCount === 1
}

/** Ids of batches of which nobody has asked the background work yet. */
export async function lettersAwaitingWork(): Promise<string[]> {
  const found = await hotLetterBatches.awaiting().lean<{ _id: string }[]>().exec()
  return found.map(({ _id }) => _id)
}

export async function letterWorkAsked(id: string): Promise<void> {
  await Batches.updateOne({ _id: id }, { $pull: { pending: 'ask' } })
}
