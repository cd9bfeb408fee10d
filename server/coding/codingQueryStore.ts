import { model, Schema } from 'mongoose'
import { origins, stances, verdicts } from '../../analysis/application.ts'
import type { Coding, Span } from '../../analysis/index.ts'
import type { Decision, StoredCoding } from './coding.ts'

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

/** For codingStore.ts alone. */
export const Codings = model('Coding', schema, 'codings')

export type CodingFilter = Partial<Pick<Coding, 'respondent' | 'theme' | 'text' | 'verdict'>>

/** A coding without what was ever done to it. */
export type CodingWithoutHistory = Omit<StoredCoding, 'history'>

/** What counting needs to know of a coding. */
export type CountedCoding = Pick<
  StoredCoding,
  '_id' | 'respondent' | 'theme' | 'text' | 'coder' | 'at' | keyof Span
> &
  Pick<Decision, 'verdict' | 'stance' | 'origin' | 'audit' | 'adjudicates'>

/** What there is to know of who coded what and when, in a coding that stands or was removed. */
export type CodingWithHistory = Pick<
  StoredCoding,
  '_id' | 'respondent' | 'text' | 'theme' | 'coder' | 'at' | 'batch' | 'history' | keyof Span
> &
  Decision

/** What there is to know of a coding to undo, or do again, what was done to it. */
export type LatestCoding = Pick<
  StoredCoding,
  '_id' | 'respondent' | 'text' | 'tag' | 'at' | 'adjudicates' | 'batch' | 'history'
>

const passage = {
  respondent: 1,
  text: 1,
  start: 1,
  end: 1,
  theme: 1,
  coder: 1,
  verdict: 1,
  stance: 1,
  origin: 1,
} as const

const asItStands = { _id: 0, ...passage, adjudicates: 1, batch: 1 } as const

const asCounted = { ...passage, audit: 1, adjudicates: 1, at: 1 } as const

/** Where a coding lies and what was decided, without what led to it and what was ever done to it. */
export type CodingAsStands = Pick<StoredCoding, Exclude<keyof typeof asItStands, '_id'>>

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
        ...passage,
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
    )
      // Some responses have far fewer codings than a theme has in all of them.
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
