import { model, Schema } from 'mongoose'
import { origins, type Settles, stances, verdicts } from '../../analysis/application.ts'
import type { Coding, Span } from '../../analysis/index.ts'
import { addMissing } from '../database/addMissing.ts'
import { idOf } from '../database/ids.ts'

/** The part of a coding that its coder may change: what they decided, and what led them to it. */
export type Decision = Pick<Coding, 'verdict' | 'stance' | 'origin'> & {
  /** The machine's tag and rule that were decided on; absent when it was coded unaided. */
  tag?: string
  rule?: string
  codebookVersion: number
  /** The sample for which it was decided on without marks; what stands around it was not read for themes. */
  audit?: string
  /** The difference between coders that it settles, and why so: see adjudication/. It is an outcome, not its coder’s own reading. */
  adjudicates?: Settles
  reason?: string
  /** The coding that this one stands for: another span or theme of the same coder. */
  replaces?: string
  removed?: { by: string; at: Date }
}

/** One entry of a coding's history: what was done, and how it stood before (absent: it was not there). */
export type Change = {
  at: Date
  by: string
  /** Names what one press of a button did, which may have changed two codings. */
  action: string
  did:
    | 'accepted'
    | 'rejected'
    | 'coded'
    | 'changed'
    | 'removed'
    | 'merged'
    | 'split'
    | 'settled'
    | 'kept'
    | 'carried'
    | 'undid'
    | 'redid'
  before?: Decision
}

/**
 * One person's decision on one passage and theme. Its id is made of coder, text, span and theme, so that sending
 * twice makes one, and none of these ever changes: a changed span or theme is another coding.
 */
export type StoredCoding = Omit<Coding, 'id'> &
  Decision & {
    _id: string
    id: string
    consultation: string
    question: string
    /** When it took the shape it has. */
    at: Date
    batch?: string
    /** Everything that was ever done to it, oldest first. */
    history: Change[]
    /** Counts the changes, so that two at once are noticed. */
    revision: number
    /** What follows from the last change and is not done yet. */
    pending: 'count'[]
  }

const schema = new Schema<Omit<StoredCoding, 'id'>>(
  {
    _id: { type: String, required: true },
    consultation: { type: String, required: true },
    respondent: { type: String, required: true },
    question: { type: String, required: true },
    text: { type: String, required: true },
    start: { type: Number, required: true },
    end: { type: Number, required: true },
    theme: { type: String, required: true },
    coder: { type: String, required: true },
    verdict: { type: String, enum: verdicts, required: true },
    stance: { type: String, enum: stances, required: true },
    origin: { type: String, enum: origins, required: true },
    tag: String,
    rule: String,
    codebookVersion: { type: Number, required: true },
    audit: String,
    adjudicates: { type: Schema.Types.Mixed },
    reason: String,
    replaces: String,
    removed: { type: Schema.Types.Mixed },
    at: { type: Date, required: true },
    batch: String,
    history: { type: Schema.Types.Mixed, required: true },
    revision: { type: Number, required: true },
    pending: { type: [String], required: true },
  },
  { versionKey: false, minimize: false },
)
schema.index({ consultation: 1, _id: 1 })
schema.index({ consultation: 1, respondent: 1 })
schema.index({ consultation: 1, theme: 1, verdict: 1, _id: 1 })
schema.index({ consultation: 1, theme: 1, coder: 1, _id: 1 })
schema.index({ consultation: 1, text: 1 })
schema.index({ consultation: 1, coder: 1, at: -1 })
schema.index({ pending: 1 })
schema.index({ batch: 1, _id: 1 }, { partialFilterExpression: { batch: { $exists: true } } })

const Codings = model('Coding', schema, 'codings')

export type CodingFilter = Partial<Pick<Coding, 'respondent' | 'theme' | 'text' | 'verdict'>>

const asItStands = {
  _id: 0,
  respondent: 1,
  text: 1,
  start: 1,
  end: 1,
  theme: 1,
  coder: 1,
  verdict: 1,
  stance: 1,
  origin: 1,
  adjudicates: 1,
  batch: 1,
} as const

const asCounted = {
  respondent: 1,
  theme: 1,
  text: 1,
  start: 1,
  end: 1,
  coder: 1,
  verdict: 1,
  stance: 1,
  origin: 1,
  audit: 1,
  adjudicates: 1,
  at: 1,
} as const

/** How many codings of some responses one answer of the database holds: with fewer it would be asked for the rest. */
const readAtOnce = 1000

/** The queries behind the pages, for the test that holds each to its index. */
export const hotCodings = {
  current: (consultation: string, filter: CodingFilter) =>
    Codings.find({ consultation, ...filter, removed: { $exists: false } }),
  inOrder: (consultation: string, after: string, limit: number) =>
    Codings.find({ consultation, _id: { $gt: after }, removed: { $exists: false } }, { history: 0 })
      .sort({ _id: 1 })
      .limit(limit),
  ofTheme: (consultation: string, theme: string, verdict: Coding['verdict'], after: string, limit: number) =>
    Codings.find({ consultation, theme, verdict, _id: { $gt: after }, removed: { $exists: false } })
      .sort({ _id: 1 })
      .limit(limit),
  everyOfTheme: (
    consultation: string,
    theme: string,
    verdict: Coding['verdict'],
    after: string,
    limit: number,
  ) =>
    Codings.find({ consultation, theme, verdict, _id: { $gt: after } })
      .sort({ _id: 1 })
      .limit(limit),
  before: (consultation: string, theme: string, version: number) =>
    Codings.find({ consultation, theme, codebookVersion: { $lt: version }, removed: { $exists: false } }),
  ownBefore: (consultation: string, theme: string, coder: string, version: number, after = '') =>
    Codings.find({
      ...{ consultation, theme, coder, _id: { $gt: after } },
      ...{ codebookVersion: { $lt: version }, removed: { $exists: false } },
    }).sort({ _id: 1 }),
  stoodAt: (consultation: string, theme: string, at: Date) =>
    Codings.find({
      ...{ consultation, theme, 'history.0.at': { $lt: at } },
      $or: [{ removed: { $exists: false } }, { 'removed.at': { $gte: at } }],
    }),
  decisions: (consultation: string, themes: string[]) =>
    Codings.find<CountedCoding>(
      { consultation, theme: { $in: themes }, removed: { $exists: false } },
      asCounted,
    ),
  decisionsOf: (consultation: string, themes: string[], respondents: string[]) =>
    Codings.find<CountedCoding>(
      {
        ...{ consultation, respondent: { $in: respondents } },
        ...{ theme: { $in: themes }, removed: { $exists: false } },
      },
      asCounted,
    ).hint({ consultation: 1, respondent: 1 }),
  outcomes: (consultation: string, texts: string[]) =>
    Codings.find({
      consultation,
      text: { $in: texts },
      adjudicates: { $exists: true },
      removed: { $exists: false },
    }),
  withHistory: (consultation: string) =>
    Codings.find<CodingWithHistory>(
      { consultation },
      {
        respondent: 1,
        text: 1,
        start: 1,
        end: 1,
        theme: 1,
        coder: 1,
        verdict: 1,
        stance: 1,
        origin: 1,
        batch: 1,
        codebookVersion: 1,
        audit: 1,
        adjudicates: 1,
        replaces: 1,
        removed: 1,
        at: 1,
        history: 1,
      },
    ),
  all: (consultation: string, respondents: string[]) =>
    Codings.find({ consultation, respondent: { $in: respondents } }).batchSize(readAtOnce),
  coderAfter: (consultation: string, coder: string) =>
    Codings.findOne({ consultation, coder: { $gt: coder }, removed: { $exists: false } }, { coder: 1 }).sort({
      coder: 1,
    }),
  latestBy: (consultation: string, coder: string, skip: number, limit: number) =>
    Codings.find<LatestCoding>(
      { consultation, coder },
      { respondent: 1, text: 1, tag: 1, at: 1, adjudicates: 1, batch: 1, history: 1 },
    )
      .sort({ at: -1 })
      .skip(skip)
      .limit(limit),
  standing: (consultation: string, respondents: string[], themes?: string[]) =>
    Codings.find<CodingAsStands>(
      {
        consultation,
        respondent: { $in: respondents },
        ...(themes ? { theme: { $in: themes } } : {}),
        removed: { $exists: false },
      },
      asItStands,
      // Some responses have far fewer codings than a theme has in all of them.
    )
      .hint({ consultation: 1, respondent: 1 })
      .batchSize(readAtOnce),
  ownOn: (consultation: string, coder: string, texts: string[]) =>
    Codings.find({ consultation, text: { $in: texts }, coder, removed: { $exists: false } }),
  standingOn: (consultation: string, texts: string[]) =>
    Codings.find<CodingAsStands>(
      { consultation, text: { $in: texts }, removed: { $exists: false } },
      asItStands,
    ).batchSize(readAtOnce),
  ofBatch: (batch: string, after: string, limit: number) =>
    Codings.find({ batch, _id: { $gt: after } }, { respondent: 1 })
      .sort({ _id: 1 })
      .limit(limit),
  awaiting: () => Codings.find({ pending: 'count' }, { consultation: 1, respondent: 1 }).limit(100),
}

/** The codings that stand: neither removed nor replaced. */
export async function codingsOf(consultation: string, filter: CodingFilter = {}): Promise<StoredCoding[]> {
  return (await hotCodings.current(consultation, filter).lean<StoredCoding[]>().exec()).map(withId)
}

/** A page of a consultation's codings that stand in the order of their ids, from after `after`. */
export async function codingsInOrder(
  consultation: string,
  after: string,
  limit: number,
): Promise<CodingWithoutHistory[]> {
  const found = await hotCodings.inOrder(consultation, after, limit).lean<StoredCoding[]>().exec()
  return found.map(withId)
}

/** The codings of some texts that settle a difference between coders and stand. */
export async function outcomesOn(consultation: string, texts: string[]): Promise<StoredCoding[]> {
  return (await hotCodings.outcomes(consultation, texts).lean<StoredCoding[]>().exec()).map(withId)
}

/** What counting needs to know of a coding. */
export type CountedCoding = Pick<
  StoredCoding,
  '_id' | 'respondent' | 'theme' | 'text' | 'coder' | 'at' | keyof Span
> &
  Pick<Decision, 'verdict' | 'stance' | 'origin' | 'audit' | 'adjudicates'>

/** The codings of these themes that stand, without their history, one by one; where respondents are named, theirs alone. */
export async function* eachDecision(
  consultation: string,
  themes: string[],
  respondents?: string[],
): AsyncGenerator<CountedCoding> {
  const query = respondents
    ? hotCodings.decisionsOf(consultation, themes, respondents)
    : hotCodings.decisions(consultation, themes)
  // In small batches: a long one would hold up other requests while it is read.
  yield* query.lean().cursor({ batchSize: 1000 })
}

/** The same all at once. */
export async function decisionsOn(
  consultation: string,
  themes: string[],
  respondents?: string[],
): Promise<CountedCoding[]> {
  const found: CountedCoding[] = []
  for await (const coding of eachDecision(consultation, themes, respondents)) found.push(coding)
  return found
}

/** What there is to know of who coded what and when, in a coding that stands or was removed. */
export type CodingWithHistory = Pick<
  StoredCoding,
  '_id' | 'respondent' | 'text' | 'theme' | 'coder' | 'at' | 'batch' | 'history' | keyof Span
> &
  Decision

/** The respondents of whom any of these coders has ever decided on anything, whether it stands or not. */
export function respondentsCodedBy(consultation: string, coders: string[]): Promise<string[]> {
  return Codings.find({ consultation, coder: { $in: coders } })
    .distinct('respondent')
    .exec()
}

/** Everybody who coded or rejected something here that stands. */
export async function codersOf(consultation: string): Promise<string[]> {
  const coders: string[] = []
  // From coder to coder by index: coders are few, and to look at every coding takes seconds where there are many.
  for (let after = ''; ; ) {
    const next = await hotCodings.coderAfter(consultation, after).lean<Pick<StoredCoding, 'coder'>>().exec()
    if (!next) return coders
    after = next.coder
    coders.push(after)
  }
}

/** Every coding of a consultation, removed ones too. */
export async function codingsWithHistory(consultation: string): Promise<CodingWithHistory[]> {
  const found: CodingWithHistory[] = []
  // In small batches: a long one would hold up other requests while it is read.
  for await (const coding of hotCodings.withHistory(consultation).lean().cursor({ batchSize: 1000 }))
    found.push(coding)
  return found
}

/** A page of a theme's codings of one verdict, in the order of their ids, from after `after`. */
export async function codingsOfTheme(
  consultation: string,
  theme: string,
  verdict: Coding['verdict'],
  after = '',
  limit = 50,
): Promise<StoredCoding[]> {
  const found = await hotCodings
    .ofTheme(consultation, theme, verdict, after, limit)
    .lean<StoredCoding[]>()
    .exec()
  return found.map(withId)
}

/** The same of all codings of a theme, those that were removed too. */
export async function everyCodingOfTheme(
  consultation: string,
  theme: string,
  verdict: Coding['verdict'],
  after: string,
  limit: number,
): Promise<StoredCoding[]> {
  const found = await hotCodings
    .everyOfTheme(consultation, theme, verdict, after, limit)
    .lean<StoredCoding[]>()
    .exec()
  return found.map(withId)
}

/** A page of one coder’s codings of a theme that were decided on before a version of the codebook. */
export async function ownCodingsBefore(
  consultation: string,
  theme: string,
  coder: string,
  version: number,
  after: string,
  limit: number,
): Promise<StoredCoding[]> {
  const query = hotCodings.ownBefore(consultation, theme, coder, version, after).limit(limit)
  return (await query.lean<StoredCoding[]>().exec()).map(withId)
}

/** How many codings of a theme were decided on before a version of the codebook: by one coder, and by all. */
export async function countCodingsBefore(
  consultation: string,
  theme: string,
  coder: string,
  version: number,
) {
  const [own, all] = await Promise.all([
    hotCodings.ownBefore(consultation, theme, coder, version).countDocuments().exec(),
    hotCodings.before(consultation, theme, version).countDocuments().exec(),
  ])
  return { own, all }
}

/** How many codings of a theme stood at a moment. */
export function countCodingsAt(consultation: string, theme: string, at: Date): Promise<number> {
  return hotCodings.stoodAt(consultation, theme, at).countDocuments().exec()
}

/** Every coding of some responses, removed ones too: for their history and for undoing. */
export async function allCodingsOf(consultation: string, respondents: string[]): Promise<StoredCoding[]> {
  return (await hotCodings.all(consultation, respondents).lean<StoredCoding[]>().exec()).map(withId)
}

/** A coding without what was ever done to it. */
export type CodingWithoutHistory = Omit<StoredCoding, 'history'>

/** The same without their history: for what is derived from them. */
export async function allWithoutHistory(
  consultation: string,
  respondents: string[],
): Promise<CodingWithoutHistory[]> {
  const found = await hotCodings
    .all(consultation, respondents)
    .select({ history: 0 })
    .lean<CodingWithoutHistory[]>()
    .exec()
  return found.map(coding => ({ ...coding, id: coding._id }))
}

/** What there is to know of a coding to undo, or do again, what was done to it. */
export type LatestCoding = Pick<
  StoredCoding,
  '_id' | 'respondent' | 'text' | 'tag' | 'at' | 'adjudicates' | 'batch' | 'history'
>

/** A coder’s codings from the one that took its shape last on, those that were removed too. */
export function latestCodingsBy(
  consultation: string,
  coder: string,
  skip: number,
  limit: number,
): Promise<LatestCoding[]> {
  return hotCodings.latestBy(consultation, coder, skip, limit).lean<LatestCoding[]>().exec()
}

/** Where a coding lies and what was decided, without what led to it and what was ever done to it. */
export type CodingAsStands = Pick<StoredCoding, Exclude<keyof typeof asItStands, '_id'>>

/** The codings of some responses that stand, of all their texts; with one of these themes, where some are named. */
export function standingCodings(
  consultation: string,
  respondents: string[],
  themes?: string[],
): Promise<CodingAsStands[]> {
  return hotCodings.standing(consultation, respondents, themes).lean<CodingAsStands[]>().exec()
}

/** The respondents of some texts that one coder has coded; what was removed is left out. */
export function respondentsOfOwn(consultation: string, coder: string, texts: string[]): Promise<string[]> {
  return hotCodings.ownOn(consultation, coder, texts).distinct('respondent').exec()
}

/** The codings of some texts that stand. */
export function standingCodingsOn(consultation: string, texts: string[]): Promise<CodingAsStands[]> {
  return hotCodings.standingOn(consultation, texts).lean<CodingAsStands[]>().exec()
}

/** A page of the codings that were made in one batch, in the order of their ids; removed ones too. */
export function codingsOfBatch(
  batch: string,
  after: string,
  limit: number,
): Promise<Pick<StoredCoding, '_id' | 'respondent'>[]> {
  return hotCodings.ofBatch(batch, after, limit).lean<Pick<StoredCoding, '_id' | 'respondent'>[]>().exec()
}

/** How many codings of a batch stand. */
export function countOfBatch(batch: string): Promise<number> {
  return Codings.countDocuments({ batch, removed: { $exists: false } }).exec()
}

/** At which revision each coding of some responses stands: a change raises it. */
export function codingRevisions(
  consultation: string,
  respondents: string[],
): Promise<Pick<StoredCoding, '_id' | 'revision'>[]> {
  return hotCodings
    .all(consultation, respondents)
    .select({ revision: 1 })
    .lean<Pick<StoredCoding, '_id' | 'revision'>[]>()
    .exec()
}

export async function findCoding(consultation: string, id: string): Promise<StoredCoding | null> {
  const found = await Codings.findOne({ _id: id, consultation }).lean<StoredCoding>().exec()
  return found && withId(found)
}

/** The id that a coder's decision on a passage and theme has. */
export function codingId(coder: string, text: string, { start, end }: Span, theme: string): string {
  return idOf(coder, text, start, end, theme)
}

/**
 * Writes a coding as its next revision. The answer is false when another request changed it first:
 * read it again, and decide anew.
 */
export async function saveCoding({ id, ...coding }: StoredCoding): Promise<boolean> {
  if (coding.revision > 1) {
    const replaced = await Codings.replaceOne({ _id: id, revision: coding.revision - 1 }, coding)
    return replaced.matchedCount === 1
  }
  try {
    await Codings.create(coding)
    return true
  } catch (error) {
    if ((error as { code?: unknown }).code === 11000) return false
    throw error
  }
}

/** How many codings one write adds: other writes get their turn in between. */
const addedAtOnce = 500

/** Adds many codings at once, as an import does; those that are there already are left as they are. */
export async function addCodings(codings: StoredCoding[]): Promise<void> {
  for (let from = 0; from < codings.length; from += addedAtOnce)
    await addMissing(
      Codings.collection,
      codings.slice(from, from + addedAtOnce).map(({ id: _id, ...coding }) => coding),
    )
}

/** Some codings that are not counted yet. */
export function uncounted(): Promise<Pick<StoredCoding, '_id' | 'consultation' | 'respondent'>[]> {
  return hotCodings.awaiting().lean<Pick<StoredCoding, '_id' | 'consultation' | 'respondent'>[]>().exec()
}

/** Marks codings as counted, as they were read: a change made since is still to be counted. */
export async function counted(codings: Pick<StoredCoding, '_id' | 'revision'>[]): Promise<void> {
  if (codings.length === 0) return
  await Codings.bulkWrite(
    codings.map(({ _id, revision }) => ({
      updateOne: { filter: { _id, revision }, update: { $set: { pending: [] } } },
    })),
    { ordered: false },
  )
}

function withId(coding: StoredCoding): StoredCoding {
  return { ...coding, id: coding._id }
}
