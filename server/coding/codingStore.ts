import type { Coding } from '../../analysis/index.ts'
import { addMissing } from '../database/addMissing.ts'
import type { StoredCoding } from './coding.ts'
import {
  type CodingAsStands,
  type CodingFilter,
  Codings,
  type CodingWithHistory,
  type CodingWithoutHistory,
  type CountedCoding,
  hotCodings,
  type LatestCoding,
} from './codingQueryStore.ts'

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

/** A coder’s codings from the one that took its shape last on, those that were removed too. */
export function latestCodingsBy(
  consultation: string,
  coder: string,
  skip: number,
  limit: number,
): Promise<LatestCoding[]> {
  return hotCodings.latestBy(consultation, coder, skip, limit).lean<LatestCoding[]>().exec()
}

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
