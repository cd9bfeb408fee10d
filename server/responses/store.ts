import { model, Schema } from 'mongoose'

import { attributionChoices, capacities } from '../../analysis/application.ts'
import type { Capacity } from '../../analysis/index.ts'
import { addMissing } from '../database/addMissing.ts'
import { together } from '../database/together.ts'
import { type ConsentEvent, type Pending, pendingWork, type Response, today } from './response.ts'

const schema = new Schema<Response>(
  {
    _id: { type: String, required: true },
    reference: { type: String, required: true, unique: true },
    consultation: { type: String, required: true },
    version: { type: Number, required: true },
    origin: { type: String, required: true, unique: true },
    source: { type: String, enum: ['web', 'api', 'import', 'demo', 'staff'], required: true },
    brought: { type: Schema.Types.Mixed, required: false },
    revisions: { type: Schema.Types.Mixed, required: true },
    replaced: { type: [String], default: undefined },
    state: { type: String, enum: ['submitted', 'withdrawn', 'held'], required: true },
    held: { type: Schema.Types.Mixed, required: false },
    capacity: { type: String, enum: capacities, required: true },
    people: Number,
    attributes: { type: Schema.Types.Mixed, required: true },
    consent: [
      {
        _id: false,
        at: Date,
        choice: { type: String, enum: attributionChoices },
        wording: String,
        language: String,
        byHand: Boolean,
        approval: Boolean,
        told: Boolean,
        listed: Boolean,
        whole: Boolean,
        archived: Boolean,
        answers: { type: Schema.Types.Mixed, default: undefined },
        withheld: { type: [Schema.Types.Mixed], default: undefined },
      },
    ],
    identity: String,
    anonymous: Boolean,
    cutting: { type: Schema.Types.Mixed, required: false },
    answered: { type: [String], required: true },
    words: { type: Number, required: true },
    pending: [{ type: String, enum: pendingWork }],
    asked: Number,
    behind: Boolean,
    added: { type: [String], default: undefined },
    submittedOn: { type: Date, required: true },
  },
  { versionKey: false, minimize: false },
)
schema.index({ consultation: 1, _id: 1 })
schema.index({ consultation: 1, submittedOn: -1, _id: 1 })
schema.index({ consultation: 1, behind: 1, submittedOn: -1, _id: 1 })
schema.index({ consultation: 1, state: 1, answered: 1, capacity: 1 })
schema.index({ consultation: 1, state: 1, 'attributes.sector': 1, 'attributes.role': 1 })
schema.index({ consultation: 1, replaced: 1 }, { partialFilterExpression: { replaced: { $exists: true } } })
const ofHeld = { partialFilterExpression: { held: { $exists: true } } }
schema.index({ consultation: 1, 'held.at': 1 }, ofHeld)
schema.index({ 'held.decision.verdict': 1, 'held.decision.at': 1 }, ofHeld)
schema.index(
  { consultation: 1, 'brought.hash': 1 },
  { partialFilterExpression: { 'brought.hash': { $exists: true } } },
)
schema.index({ pending: 1 })
schema.index({ identity: 1 }, { sparse: true })

/**
 * What everybody but its respondent finds: a response that is held was not let in, whatever its state. All that others
 * are given of responses is found by this, or by the state `submitted`. What respondents see of their own is in
 * sentStore.ts.
 */
export const isLetIn = { held: { $exists: false } }

/** For the stores of this room. */
export const Responses = model('Response', schema, 'responses')

/** What a query asks an attribute to be: what was not given may be kept as empty words, or not at all. */
function orNone(value: string) {
  return value === '' ? { $in: [null, ''] } : value
}

/** The queries behind the pages, for the test that holds each to its index. */
export const hotResponses = {
  answered: (consultation: string, questions: string[]) =>
    Responses.find({ consultation, state: 'submitted', answered: { $in: questions } }),
  answeredAs: (consultation: string, questions: string[], capacity: Capacity) =>
    Responses.find({ consultation, state: 'submitted', answered: { $in: questions }, capacity }),
  alike: (consultation: string, sector: string, role?: string) =>
    Responses.find({
      consultation,
      state: 'submitted',
      'attributes.sector': orNone(sector),
      ...(role === undefined ? {} : { 'attributes.role': orNone(role) }),
    }),
  withdrawn: (consultation: string) =>
    Responses.find({ consultation, state: 'withdrawn', ...isLetIn }, { _id: 1 }),
  ofDay: (consultation: string, { submittedOn, _id }: Pick<Response, '_id' | 'submittedOn'>, limit: number) =>
    Responses.find({ consultation, submittedOn, _id: { $gt: _id }, ...isLetIn })
      .sort({ _id: 1 })
      .limit(limit),
  before: (consultation: string, day: Date | undefined, limit: number) =>
    Responses.find({ consultation, ...(day ? { submittedOn: { $lt: day } } : {}), ...isLetIn })
      .sort({ submittedOn: -1, _id: 1 })
      .limit(limit),
}

export function findResponse(consultation: string, id: string): Promise<Response | null> {
  return Responses.findOne({ _id: id, consultation, ...isLetIn })
    .lean<Response>()
    .exec()
}

// Every page of a respondent asks this of its draft.
const sentFrom = together(async (origins: string[]) => {
  const found = await Responses.collection
    .find<Pick<Response, '_id' | 'origin'>>({ origin: { $in: origins } } as object, {
      projection: { origin: 1 },
    })
    .toArray()
  const sent = new Map(found.map(({ _id, origin }) => [origin, _id]))
  return origins.map(origin => sent.get(origin))
})

/** The id of the response that was sent from a draft, let in or not; undefined where none was. */
export function idByOrigin(origin: string): Promise<string | undefined> {
  return sentFrom(origin)
}

/** The response that was sent from a draft, let in or not. */
export function findByOrigin(origin: string): Promise<Response | null> {
  return Responses.findOne({ origin }).lean<Response>().exec()
}

/** The response that a respondent speaks of by the reference on their receipt. */
export function findByReference(consultation: string, reference: string): Promise<Response | null> {
  return Responses.findOne({ reference, consultation, ...isLetIn })
    .lean<Response>()
    .exec()
}

export function findResponses(ids: string[]): Promise<Response[]> {
  return Responses.find({ _id: { $in: ids }, ...isLetIn })
    .lean<Response[]>()
    .exec()
}

/** A page of a consultation's responses in the order of their ids, from after `after`. */
export function listResponses(consultation: string, after = '', limit = 50): Promise<Response[]> {
  return Responses.find({ consultation, _id: { $gt: after }, ...isLetIn })
    .sort({ _id: 1 })
    .limit(limit)
    .lean<Response[]>()
    .exec()
}

/** A page of a consultation's responses, the newest day first, from after the one given. */
export async function latestResponses(
  consultation: string,
  after: Pick<Response, '_id' | 'submittedOn'> | null,
  limit: number,
): Promise<Response[]> {
  const sameDay = after ? await hotResponses.ofDay(consultation, after, limit).lean<Response[]>().exec() : []
  const left = limit - sameDay.length
  const earlier =
    left > 0
      ? await hotResponses.before(consultation, after?.submittedOn, left).lean<Response[]>().exec()
      : []
  return [...sameDay, ...earlier]
}

/** Ids of the respondents whose words may no longer be used. */
export async function withdrawnRespondents(consultation: string): Promise<string[]> {
  const found = await hotResponses.withdrawn(consultation).lean<{ _id: string }[]>().exec()
  return found.map(response => response._id)
}

/** Those of these identities that a response names. */
export async function identitiesNamed(ids: string[]): Promise<Set<string>> {
  const found = await Responses.find({ identity: { $in: ids } }, { identity: 1 })
    .lean<{ identity: string }[]>()
    .exec()
  return new Set(found.map(response => response.identity))
}

const add = together(async (batch: Response[]) => {
  const added = await addMissing(Responses.collection, batch)
  return batch.map(() => added)
})

/**
 * Adds a response; when its origin has one already, that one stands and is returned.
 * @throws ReferenceTaken where another response has its reference
 */
export async function addResponse(response: Response): Promise<Response> {
  const stands = (await add(response)) ? response : await findByOrigin(response.origin)
  if (!stands) throw new ReferenceTaken(response.reference)
  return stands
}

/** Another response has this reference: the next attempt gives another. */
export class ReferenceTaken extends Error {
  constructor(reference: string) {
    super(`Another response has the reference ${reference}`)
  }
}

/**
 * Adds many at once, as an import does; those whose origin stands already are left as they are.
 * The answer is whether all were new: where it is false, {@link addResponse} says of each what stands.
 */
export function addResponses(responses: Response[]): Promise<boolean> {
  return addMissing(Responses.collection, responses)
}

/** Which of these origins have a response. */
export async function standingOrigins(origins: string[]): Promise<Set<string>> {
  const found = await Responses.find({ origin: { $in: origins } }, { origin: 1 })
    .lean<{ origin: string }[]>()
    .exec()
  return new Set(found.map(response => response.origin))
}

/**
 * Withdraws all of a response's words from use; what was derived from them is taken back, and what was
 * published of them is marked, by the work that follows.
 */
export async function withdrawResponse(consultation: string, id: string, wording: string): Promise<void> {
  const change = (pending: Pending[]) => ({
    $set: { state: 'withdrawn' },
    $push: { consent: { at: today(), choice: 'none', wording } },
    $addToSet: { pending: { $each: pending } },
    $inc: { asked: 1 },
  })
  // Again as it stands, since one that is held may be let in between.
  for (const state of ['submitted', 'held', 'submitted'] as const) {
    const pending: Pending[] =
      state === 'held' ? ['draft'] : ['draft', 'tag', 'campaigns', 'findings', 'published', 'tellWithdrawn']
    const result = await Responses.updateOne({ _id: id, consultation, state }, change(pending))
    if (result.matchedCount === 1) return
  }
}

/**
 * Has a respondent permit something else from now on; what follows is done as after a withdrawal.
 *
 * @param seen how many consent events there were: false where there is another since
 */
export async function addConsent(
  consultation: string,
  id: string,
  seen: number,
  event: ConsentEvent,
): Promise<boolean> {
  const asSeen = { _id: id, consultation, [`consent.${seen}`]: { $exists: false } }
  const result = await Responses.updateOne(
    { ...asSeen, state: 'submitted' },
    {
      $push: { consent: event },
      $addToSet: { pending: { $each: ['findings', 'published'] } },
      $inc: { asked: 1 },
    },
  )
  if (result.matchedCount === 1) return true
  const held = await Responses.updateOne({ ...asSeen, state: 'held' }, { $push: { consent: event } })
  return held.matchedCount === 1
}
