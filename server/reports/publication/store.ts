import { model, Schema } from 'mongoose'
import { attributionChoices } from '../../../analysis/application.ts'
import type { AttributionChoice, Quote, Span } from '../../../analysis/index.ts'
import type { PublishedFinding } from '../../findings/publish.ts'
import type { Printable } from '../export/html.ts'
import { type ReportKind, reportKinds } from '../store.ts'

/** A quote as published: where it stands in the Markdown, whose it is, and what they allowed then. */
export type PublishedQuote = Span & {
  key: string
  note: number
  respondent: string
  /** The answer that it is cut from. */
  text: string
  choice: AttributionChoice
  words: string
  /** The names of a person or an organisation that its attribution printed. */
  names: string[]
  /** The answer that it comes from, and where in it; absent of what was published before this was kept. */
  source?: Quote & { question: string }
  /** The id of the approval that it rests on, where its respondent asked to see the sentence. */
  approval?: string
}

/** That respondents stopped allowing what a publication prints of them. */
export type Mark = {
  respondent: string
  quotes: string[]
  at: Date
  /** Those of the quotes that are allowed again, as where a passage was held back and is not any more. */
  lifted?: string[]
}

/** Its findings are marked as published; those whom it quotes are told. */
export type PublicationWork = 'findings' | 'notices'

/**
 * A report as it was published. Nothing in it ever changes but its marks and what is pending: a correction is another version.
 * It keeps what it printed; what is served of it leaves out what was withdrawn since, see withhold.ts.
 */
export type Publication = {
  _id: string
  consultation: string
  report: string
  /** What the report was, and its number, when this was published. */
  kind: ReportKind
  number: number
  /** What its address ends in, such as `recommendation-4`: fixed when the report is first published. */
  slug: string
  /** Counted from 1 through the versions of a report. */
  version: number
  /** The version of the report's source. */
  reportVersion: number
  title: string
  subtitle: string
  /** What pages are made from. */
  written: Printable
  /** The two files as rendered then. */
  files: { markdown: string; html: string }
  /** SHA-256 of the Markdown file, in hexadecimal. */
  hash: string
  quotes: PublishedQuote[]
  /** What it says of each finding that it names or quotes. */
  findings: PublishedFinding[]
  /** The private key, as JSON. */
  sidecar: string
  /** What the author says of a correction; empty in the first version. */
  correction: string
  /** Who signed it before, and in what office. */
  signatures: { name: string; as: string; at: Date }[]
  /** The account that published it. */
  by: string
  frozenAt: Date
  /** Before this moment its address answers nobody. */
  publishAt: Date
  marks: Mark[]
  /** What is still to be done once it has appeared. */
  pending: PublicationWork[]
}

/** A publication without its files, for lists. */
export type PublicationLine = Omit<Publication, 'files' | 'sidecar' | 'written'>

const schema = new Schema<Publication>(
  {
    _id: { type: String, required: true },
    consultation: { type: String, required: true },
    report: { type: String, required: true },
    kind: { type: String, enum: reportKinds, required: true },
    number: { type: Number, required: true },
    slug: { type: String, required: true },
    version: { type: Number, required: true },
    reportVersion: { type: Number, required: true },
    title: { type: String, required: true },
    subtitle: String,
    written: { type: Schema.Types.Mixed, required: true },
    files: { type: Schema.Types.Mixed, required: true },
    hash: { type: String, required: true },
    quotes: [
      {
        _id: false,
        key: String,
        note: Number,
        start: Number,
        end: Number,
        respondent: String,
        text: String,
        choice: { type: String, enum: attributionChoices },
        words: String,
        names: [String],
        source: Schema.Types.Mixed,
        approval: String,
      },
    ],
    findings: [Schema.Types.Mixed],
    sidecar: { type: String, required: true },
    correction: String,
    signatures: [{ _id: false, name: String, as: String, at: Date }],
    by: { type: String, required: true },
    frozenAt: { type: Date, required: true },
    publishAt: { type: Date, required: true },
    marks: [
      {
        ...{ _id: false, respondent: String, quotes: [String], at: Date },
        lifted: { type: [String], default: undefined },
      },
    ],
    pending: [String],
  },
  { versionKey: false, minimize: false },
)
schema.index({ consultation: 1, slug: 1, version: 1 }, { unique: true })
schema.index({ report: 1, version: 1 })
schema.index({ 'quotes.respondent': 1 })
schema.index({ pending: 1, publishAt: 1 })

const Publications = model('Publication', schema, 'publications')

const line = { files: 0, sidecar: 0, written: 0 }

/** The queries behind the pages, for the test that holds each to its index. */
export const hotPublications = {
  all: (consultation: string) => Publications.find({ consultation }, line).sort({ slug: 1, version: 1 }),
  at: (consultation: string, slug: string, now: Date) =>
    Publications.find({ consultation, slug, publishAt: { $lte: now } }, line).sort({ version: -1 }),
  ofReport: (report: string) => Publications.find({ report }, line).sort({ version: -1 }),
  waiting: (work: PublicationWork, now: Date) =>
    Publications.find({ pending: work, publishAt: { $lte: now } }, { _id: 1 }).limit(100),
  ofRespondent: (respondent: string) => Publications.find({ 'quotes.respondent': respondent }, line),
}

/** Adds a publication; false when another took its address and version in the same moment. */
export async function addPublication(publication: Publication): Promise<boolean> {
  return Publications.create(publication).then(
    () => true,
    error => {
      if ((error as { code?: unknown }).code === 11000) return false
      throw error
    },
  )
}

export function findPublication(consultation: string, id: string): Promise<Publication | null> {
  return Publications.findOne({ _id: id, consultation }).lean<Publication>().exec()
}

/** One version of what a consultation published at an address, whether or not its time has come. */
export function findVersion(
  consultation: string,
  slug: string,
  version: number,
): Promise<Publication | null> {
  return Publications.findOne({ consultation, slug, version }).lean<Publication>().exec()
}

/** The address of what was first published under a number: numbers alone were the addresses once. */
export async function slugOfNumber(consultation: string, number: number): Promise<string | undefined> {
  const found = await Publications.findOne({ consultation, number }, { slug: 1 })
    .sort({ frozenAt: 1 })
    .lean<Pick<Publication, 'slug'>>()
    .exec()
  return found?.slug
}

/** One version of what a report was published as. */
export function findVersionOf(report: string, version: number): Promise<Publication | null> {
  return Publications.findOne({ report, version }).lean<Publication>().exec()
}

/** Every version of every report, by address and version. */
export function listPublications(consultation: string): Promise<PublicationLine[]> {
  return hotPublications.all(consultation).lean<PublicationLine[]>().exec()
}

/** The versions at an address whose time has come, the newest first. */
export function publishedVersions(consultation: string, slug: string, now: Date): Promise<PublicationLine[]> {
  return hotPublications.at(consultation, slug, now).lean<PublicationLine[]>().exec()
}

/** The versions of a report, the newest first. */
export function versionsOf(report: string): Promise<PublicationLine[]> {
  return hotPublications.ofReport(report).lean<PublicationLine[]>().exec()
}

/** Every version that quotes a respondent. */
export function publicationsQuoting(respondent: string): Promise<PublicationLine[]> {
  return hotPublications.ofRespondent(respondent).lean<PublicationLine[]>().exec()
}

/** Ids of publications that have appeared, and wait for this. */
export async function waitingPublications(work: PublicationWork, now: Date): Promise<string[]> {
  const found = await hotPublications.waiting(work, now).lean<{ _id: string }[]>().exec()
  return found.map(({ _id }) => _id)
}

export function publicationById(id: string): Promise<Publication | null> {
  return Publications.findById(id).lean<Publication>().exec()
}

export async function donePublished(id: string, work: PublicationWork): Promise<void> {
  await Publications.updateOne({ _id: id }, { $pull: { pending: work } })
}

/**
 * Adds a mark to a publication.
 * @param seen how many there were: false where there is another since
 */
export async function addMark(id: string, seen: number, mark: Mark): Promise<boolean> {
  const result = await Publications.updateOne(
    { _id: id, [`marks.${seen}`]: { $exists: false } },
    { $push: { marks: mark } },
  )
  return result.matchedCount === 1
}

/** Keeps that some quotes of a mark are allowed again; safe to repeat, since marks keep their places. */
export async function liftMark(id: string, place: number, quotes: string[]): Promise<void> {
  await Publications.updateOne({ _id: id }, { $addToSet: { [`marks.${place}.lifted`]: { $each: quotes } } })
}

/** The quotes that marks still name. */
export function markedQuotes(marks: Mark[]): string[] {
  return marks.flatMap(({ quotes, lifted = [] }) => quotes.filter(quote => !lifted.includes(quote)))
}

/** The marks of a publication, in the order in which they came. */
export async function marksOf(id: string): Promise<Mark[]> {
  const found = await Publications.findOne({ _id: id }, { marks: 1 })
    .lean<Pick<Publication, 'marks'>>()
    .exec()
  return found?.marks ?? []
}

/** What a publication says without the words of somebody who had theirs erased. */
export type Erased = Pick<
  Publication,
  'title' | 'subtitle' | 'written' | 'files' | 'quotes' | 'findings' | 'sidecar' | 'correction'
>

/** Writes a publication without words that were erased: beside its marks, the one thing that ever changes of it. */
export async function rewritePublication(id: string, erased: Erased): Promise<void> {
  await Publications.updateOne({ _id: id }, { $set: erased })
}

/** Cuts what leads from a publication to those whom it quotes: it stays as it is, and is asked of nobody any more. */
export async function settlePublication(id: string): Promise<void> {
  await Publications.updateOne({ _id: id }, { $set: { quotes: [], sidecar: '{}\n', pending: [] } })
}
