import { model, Schema } from 'mongoose'
import { together } from '../database/together.ts'
import { addClaimable, sweepUnclaimed } from '../database/unclaimed.ts'

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
}

const schema = new Schema<Text>(
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
  },
  { versionKey: false },
)

/** How many ids one query names. */
const idsAtOnce = 1000

const Texts = model('Text', schema, 'texts')

const addAll = together(async (batch: Text[][]) => {
  await addClaimable(Texts.collection, batch.flat())
  return batch
})

/** Writes texts; one that is there already stays as it is. */
export async function addTexts(texts: Text[]): Promise<void> {
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

export function findText(consultation: string, id: string): Promise<Text | null> {
  return Texts.findOne({ _id: id, consultation }).lean<Text>().exec()
}

export function findTexts(ids: string[]): Promise<Text[]> {
  return Texts.find({ _id: { $in: ids } })
    .lean<Text[]>()
    .exec()
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
