import { model, Schema } from 'mongoose'
import type { Span } from '../../analysis/index.ts'
import { together } from '../database/together.ts'
import { addClaimable, sweepUnclaimed } from '../database/unclaimed.ts'
import { blanked, type Hold, heldSpans } from './care/hold.ts'

/** One answer or attachment as written. Immutable: spans, tags and codings anchor here. */
export type Text = {
  _id: string
  consultation: string
  respondent: string
  question: string
  kind: 'answer' | 'attachment'
  /** NFC with LF line ends, and otherwise as typed. */
  text: string
  words: number
  /** Its language, where a person said it ("cy"); the words never change, but what is known of them may. */
  language?: string
  /** "no comment", "n/a" and the like: read, but counted in no denominator. */
  nonAnswer: boolean
  /** Where words of it are held back: `text` has a sign there, unless it was read as it was written. */
  held?: Span[]
}

/** A text as it is stored: its words as written, whatever is held of them. */
export type WrittenText = Text & { holds?: Hold[] }

const schema = new Schema<WrittenText>(
  {
    _id: { type: String, required: true },
    consultation: { type: String, required: true },
    respondent: { type: String, required: true },
    question: { type: String, required: true },
    kind: { type: String, enum: ['answer', 'attachment'], required: true },
    // Not `required`: Mongoose takes an empty string for a missing one.
    text: { type: String },
    words: { type: Number, required: true },
    language: String,
    nonAnswer: { type: Boolean, required: true },
    holds: { type: [Schema.Types.Mixed], default: undefined },
  },
  { versionKey: false },
)
schema.index(
  { consultation: 1, 'holds.state': 1, _id: 1 },
  { partialFilterExpression: { 'holds.state': { $exists: true } } },
)

/** How many ids one query names. */
const idsAtOnce = 1000

/** For the stores of this room. */
export const Texts = model('Text', schema, 'texts')

const addAll = together(async (batch: WrittenText[][]) => {
  await addClaimable(Texts.collection, batch.flat())
  return batch
})

/** Writes texts; one that is there already stays as it is. */
export async function addTexts(texts: WrittenText[]): Promise<void> {
  if (texts.length > 0) await addAll(texts)
}

/** Removes texts that no response came to name, a day after that was seen first. See {@link sweepUnclaimed}. */
export function sweepTexts(
  named: (ids: string[]) => Promise<Set<string>>,
  now: Date,
  step: () => Promise<void>,
): Promise<number> {
  return sweepUnclaimed(Texts.collection, named, now, step)
}

/** The respondents of some texts. */
export function respondentsOf(ids: string[]): Promise<Pick<Text, '_id' | 'respondent'>[]> {
  return Texts.find({ _id: { $in: ids } }, { respondent: 1 })
    .lean<Pick<Text, '_id' | 'respondent'>[]>()
    .exec()
}

/** Removes texts that no response names. */
export async function removeTexts(ids: string[]): Promise<void> {
  await Texts.deleteMany({ _id: { $in: ids } })
}

/** A text as people and the machine read it: see {@link findTexts}. */
export async function findText(consultation: string, id: string): Promise<Text | null> {
  const found = await Texts.findOne({ _id: id, consultation }).lean<WrittenText>().exec()
  return found && readable(found)
}

/**
 * Texts as people and the machine read them: a sign of the same length stands in the place of words that are held back.
 * All that is shown, searched, tagged and exported is read by this.
 */
export async function findTexts(ids: string[]): Promise<Text[]> {
  return (await findWritten(ids)).map(readable)
}

/** Texts with every word, for their own respondents and for comparing: what this finds is shown to nobody else. */
export function findWritten(ids: string[]): Promise<WrittenText[]> {
  return Texts.find({ _id: { $in: ids } })
    .lean<WrittenText[]>()
    .exec()
}

function readable({ holds, ...text }: WrittenText): Text {
  const held = heldSpans(holds ?? [])
  return held.length === 0 ? text : { ...text, text: blanked(text.text, held), held }
}

/** Says in what language a text is; with none, that it is told by its words again. */
export async function giveLanguage(consultation: string, id: string, language: string): Promise<void> {
  const change = language === '' ? { $unset: { language: 1 } } : { $set: { language } }
  await Texts.updateOne({ _id: id, consultation }, change)
}

/** What counting needs to know of a text, without its words. */
export type AnswerFacts = Pick<Text, '_id' | 'respondent' | 'question' | 'nonAnswer'>

/** Who answered which question with each of these texts. */
export async function answerFacts(ids: string[]): Promise<AnswerFacts[]> {
  const found: AnswerFacts[] = []
  for (let from = 0; from < ids.length; from += idsAtOnce)
    found.push(
      ...(await Texts.find(
        { _id: { $in: ids.slice(from, from + idsAtOnce) } },
        { respondent: 1, question: 1, nonAnswer: 1 },
      )
        .lean<AnswerFacts[]>()
        .exec()),
    )
  return found
}

/** How many words each of these texts has, and to which question. */
export async function wordCounts(ids: string[]): Promise<Pick<Text, 'question' | 'words'>[]> {
  const found: Pick<Text, 'question' | 'words'>[] = []
  for (let from = 0; from < ids.length; from += idsAtOnce)
    found.push(
      ...(await Texts.find(
        { _id: { $in: ids.slice(from, from + idsAtOnce) } },
        { _id: 0, question: 1, words: 1 },
      )
        .lean<Pick<Text, 'question' | 'words'>[]>()
        .exec()),
    )
  return found
}
