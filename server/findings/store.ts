import { model, Schema } from 'mongoose'
import type { PrintedTable } from '../../analysis/application.ts'

/** `look`: it was ready or published, and what it rests on has changed since. */
export const findingStates = ['draft', 'review', 'ready', 'published', 'look'] as const
export type FindingState = (typeof findingStates)[number]

/** Whether a claim rests on passages of any of its themes, or on respondents who raised all of them. */
export const matches = ['any', 'all'] as const
export type Match = (typeof matches)[number]

/** Who read what speaks against a finding, when, and how many passages that was. */
export type Look = { by: string; at: Date; passages: number }

/** Tables by group as they were when a finding was published, by what they group. */
export type PublishedTables = { at: Date; tables: { by: string; table: PrintedTable }[] }

/** A claim that an author makes of what respondents wrote. Its count is worked out anew whenever it is shown. */
export type Finding = {
  _id: string
  consultation: string
  /** The name by which templates call it, such as `contracts-carry-the-knowledge`. */
  key: string
  /** The claim in one sentence. */
  statement: string
  /** What the report says of it, in the author's words. */
  text: string
  themes: string[]
  match: Match
  /** The questions whose answers it is about. */
  scope: string[]
  state: FindingState
  /** When somebody last read what speaks against it; absent before, and after the claim became another. */
  looked?: Look | null
  /** What was published of its groups last: nobody may be told by the difference from what comes next. */
  published?: PublishedTables
  /** That it was published is yet to be told to others. */
  untold?: true
  /** Raised by each change, so that two authors cannot overwrite each other unseen. */
  version: number
  createdAt: Date
}

const schema = new Schema<Finding>(
  {
    _id: { type: String, required: true },
    consultation: { type: String, required: true },
    key: { type: String, required: true },
    statement: String,
    text: String,
    themes: { type: [String], required: true },
    match: { type: String, enum: matches, required: true },
    scope: { type: [String], required: true },
    state: { type: String, enum: findingStates, required: true },
    looked: Schema.Types.Mixed,
    published: Schema.Types.Mixed,
    untold: Boolean,
    version: { type: Number, required: true },
    createdAt: { type: Date, required: true },
  },
  { versionKey: false },
)
schema.index({ consultation: 1, key: 1 }, { unique: true })
schema.index({ untold: 1 }, { partialFilterExpression: { untold: true } })

const Findings = model('Finding', schema, 'findings')

/** The queries behind the pages, for the test that holds each to its index. */
export const hotFindings = {
  all: (consultation: string) => Findings.find({ consultation }).sort({ key: 1 }),
  untold: () => Findings.find({ untold: true }, { consultation: 1, version: 1 }).limit(100),
}

export function findFinding(consultation: string, id: string): Promise<Finding | null> {
  return Findings.findOne({ _id: id, consultation }).lean<Finding>().exec()
}

export function findingsByIds(consultation: string, ids: string[]): Promise<Finding[]> {
  return Findings.find({ _id: { $in: ids }, consultation })
    .lean<Finding[]>()
    .exec()
}

/** A consultation's findings in the order of their names. */
export function listFindings(consultation: string): Promise<Finding[]> {
  return hotFindings.all(consultation).lean<Finding[]>().exec()
}

/** Adds a finding; false when its name is taken. */
export async function addFinding(finding: Finding): Promise<boolean> {
  const { _id, ...rest } = finding
  const result = await Findings.updateOne(
    { consultation: finding.consultation, key: finding.key },
    { $setOnInsert: { _id, ...rest } },
    { upsert: true },
  )
  return result.upsertedCount === 1
}

export type FindingChange = Partial<
  Pick<
    Finding,
    'key' | 'statement' | 'text' | 'themes' | 'match' | 'scope' | 'state' | 'looked' | 'published'
  >
>

/** Changes the version of a finding that the author saw; false when someone changed it since. */
export async function changeFinding(
  seen: Pick<Finding, '_id' | 'consultation' | 'version'>,
  change: FindingChange,
): Promise<boolean> {
  const { _id, consultation, version } = seen
  const result = await Findings.updateOne(
    { _id, consultation, version },
    { $set: { ...change, ...(change.state === 'published' && { untold: true }) }, $inc: { version: 1 } },
  )
  return result.matchedCount === 1
}

/** A finding that was published, as its version was then. */
export type Untold = Pick<Finding, '_id' | 'consultation' | 'version'>

/** Some of those that were published, which is yet to be told to others. */
export function findingsToTell(): Promise<Untold[]> {
  return hotFindings.untold().lean<Untold[]>().exec()
}

/** Notes that it was told, unless the finding was changed since. */
export async function findingTold({ _id, version }: Untold): Promise<void> {
  await Findings.updateOne({ _id, version }, { $unset: { untold: 1 } })
}

/** Has findings that a report may print looked at again: what they rest on has changed. */
export async function askForLook(consultation: string, ids: string[]): Promise<void> {
  await Findings.updateMany(
    { _id: { $in: ids }, consultation, state: { $in: ['ready', 'published'] } },
    { $set: { state: 'look' }, $inc: { version: 1 } },
  )
}
