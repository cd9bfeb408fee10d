import { type HydratedDocument, model, Schema } from 'mongoose'
import { attributionChoices } from '../../../analysis/application.ts'
import type { AttributionChoice, Quote } from '../../../analysis/index.ts'

/** Whether a quote speaks for its finding's claim, or against it. */
export const sides = ['quote', 'counter'] as const
export type Side = (typeof sides)[number]

/** A span of a text that an author chose for a finding. Its words and its attribution are computed, and kept nowhere. */
export type ChosenQuote = Quote & {
  _id: string
  consultation: string
  finding: string
  /** Counted up through the consultation: templates call the quote `Q` and this number. */
  number: number
  side: Side
  /** The author's translation into English of words in another language; empty where there is none. */
  translation?: string
  respondent: string
  question: string
  /** What the respondent allowed when the author last looked: narrowed since, the quote needs another look. */
  choice: AttributionChoice
  version: number
  /** Kept when taken out, so that its number never comes to mean another quote in a template. */
  removed: boolean
}

const schema = new Schema<ChosenQuote>(
  {
    _id: { type: String, required: true },
    consultation: { type: String, required: true },
    finding: { type: String, required: true },
    number: { type: Number, required: true },
    side: { type: String, enum: sides, required: true },
    text: { type: String, required: true },
    start: { type: Number, required: true },
    end: { type: Number, required: true },
    edits: { type: Schema.Types.Mixed, required: true },
    translation: String,
    respondent: { type: String, required: true },
    question: { type: String, required: true },
    choice: { type: String, enum: attributionChoices, required: true },
    version: { type: Number, required: true },
    removed: { type: Boolean, required: true },
  },
  { versionKey: false, minimize: false },
)
schema.index({ consultation: 1, number: 1 }, { unique: true })
schema.index({ finding: 1, number: 1 })
schema.index({ respondent: 1 })

const Quotes = model('Quote', schema, 'quotes')

/** The queries behind the pages, for the test that holds each to its index. */
export const hotQuotes = {
  all: (consultation: string) => Quotes.find({ consultation, removed: false }).sort({ number: 1 }),
  after: (consultation: string, number: number, limit: number) =>
    Quotes.find({ consultation, number: { $gt: number }, removed: false })
      .sort({ number: 1 })
      .limit(limit),
  ofFinding: (finding: string) => Quotes.find({ finding, removed: false }).sort({ number: 1 }),
  ofRespondent: (consultation: string, respondent: string) =>
    Quotes.find({ respondent, consultation, removed: false }),
  last: (consultation: string) => Quotes.find({ consultation }, { number: 1 }).sort({ number: -1 }).limit(1),
}

/** The name by which templates call a quote: `Q12`. */
export function quoteKey(quote: Pick<ChosenQuote, 'number'>): string {
  return `Q${quote.number}`
}

export function findQuote(consultation: string, finding: string, id: string): Promise<ChosenQuote | null> {
  return Quotes.findOne({ _id: id, consultation, finding, removed: false }).lean<ChosenQuote>().exec()
}

/** Those of some quotes that were not taken out. */
export function quotesByIds(ids: string[]): Promise<ChosenQuote[]> {
  return Quotes.find({ _id: { $in: ids }, removed: false })
    .lean<ChosenQuote[]>()
    .exec()
}

/** Every quote of a consultation, in the order in which they were chosen. */
export function listQuotes(consultation: string): Promise<ChosenQuote[]> {
  return hotQuotes.all(consultation).lean<ChosenQuote[]>().exec()
}

/** A page of a consultation's quotes in the order of their numbers, from after this number. */
export function quotesAfter(consultation: string, number: number, limit: number): Promise<ChosenQuote[]> {
  return hotQuotes.after(consultation, number, limit).lean<ChosenQuote[]>().exec()
}

export function quotesOf(finding: string): Promise<ChosenQuote[]> {
  return hotQuotes.ofFinding(finding).lean<ChosenQuote[]>().exec()
}

/** What was chosen of one respondent's words. */
export function quotesOfRespondent(consultation: string, respondent: string): Promise<ChosenQuote[]> {
  return hotQuotes.ofRespondent(consultation, respondent).lean<ChosenQuote[]>().exec()
}

/** Adds a quote under the next free number, and returns that. */
export async function addQuote(quote: Omit<ChosenQuote, 'number' | 'removed'>): Promise<number> {
  // Two authors may take the same number at once: the unique index lets one in, and the other counts again.
  for (;;) {
    const [last] = await hotQuotes.last(quote.consultation).lean<Pick<ChosenQuote, 'number'>[]>().exec()
    const number = (last?.number ?? 0) + 1
    const added: HydratedDocument<ChosenQuote> | null = await Quotes.create({
      ...quote,
      number,
      removed: false,
    }).catch(ifTaken)
    if (added) return number
  }
}

function ifTaken(error: unknown): null {
  if ((error as { code?: unknown }).code === 11000) return null
  throw error
}

export type QuoteChange = Pick<ChosenQuote, 'start' | 'end' | 'edits' | 'translation' | 'side' | 'choice'>

/** Changes the version of a quote that the author saw; false when someone changed it since. */
export async function changeQuote(
  seen: Pick<ChosenQuote, '_id' | 'finding' | 'version'>,
  change: QuoteChange,
): Promise<boolean> {
  const { _id, finding, version } = seen
  const result = await Quotes.updateOne(
    { _id, finding, version, removed: false },
    { $set: change, $inc: { version: 1 } },
  )
  return result.matchedCount === 1
}

export async function removeQuote(finding: string, id: string): Promise<void> {
  await Quotes.updateOne({ _id: id, finding }, { $set: { removed: true } })
}

/** Takes out every quote of a respondent whose words are erased, with what was edited and translated of them. */
export async function eraseQuotes(consultation: string, respondent: string): Promise<void> {
  await Quotes.updateMany(
    { respondent, consultation },
    { $set: { removed: true, edits: [], start: 0, end: 0 }, $unset: { translation: 1 } },
  )
}
