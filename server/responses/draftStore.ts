import { hash, randomBytes } from 'node:crypto'
import { model, Schema } from 'mongoose'
import type { AttributionChoice } from '../../analysis/index.ts'
import { addMissing } from '../database/addMissing.ts'
import { together } from '../database/together.ts'
import { removeAsides, removeAsidesUnder } from './joint/asideStore.ts'
import { forgetColleagues, removeColleagues } from './joint/colleagueStore.ts'
import {
  type Collection,
  openDeclaration,
  sealDeclaration,
  sealedDeclarations,
} from './sealing/declarationStore.ts'

/** A file that waits in GridFS to be sent, with what could be read of it. */
export type DraftFile = { file: string; name: string; bytes: number; words: number; notice?: string }

/** A file that was not taken, and why: told on its page until another is chosen or the page is sent without one. */
export type RefusedFile = { name: string; message: string }

/** What a draft changes that was filled from a response. */
export type Revises = {
  response: string
  /** The draft that the response was sent from: its private link opens this one too. */
  origin: string
  /** How many revisions and consent events the response had when this was filled. */
  revision: number
  consents: number
  /** The files that the response names: they are not this draft's to remove. */
  files: string[]
}

/**
 * Who saved an answer last: the opening of a page that it came from, with how often that had sent by then, and of a
 * joint response the person.
 */
export type Wrote = { tab?: string; turn?: number; by?: string; at: Date }

/** Who has a page of a joint response for themselves, and until when. */
export type Lease = { by: string; until: Date }

/** A response being written: what was entered, as entered, valid or not. */
export type Draft = {
  _id: string
  consultation: string
  version: number
  /** question id → what was entered; several of several is a list. */
  values: Record<string, string | string[]>
  files: Record<string, DraftFile>
  refused: Record<string, RefusedFile>
  /** The declaration's fields, as entered. */
  declaration: Record<string, string>
  /** How single answers may be quoted, and sentences of each that are not for quotation, as they stand in it; by question. */
  narrower?: Record<string, AttributionChoice>
  withheld?: Record<string, string[]>
  /** Pages that were sent at least once. */
  visited: string[]
  /** How often each page was saved, by which one save knows of another, and who saved each answer last. */
  saves?: Record<string, number>
  wrote?: Record<string, Wrote>
  /** Whether words are kept aside of it: see joint/asideStore.ts. */
  aside?: true
  /** Where several people write it: what who began it is called, and who has which page now. */
  joint?: { name: string }
  leases?: Record<string, Lease>
  /** The response that it became; what was entered is then kept there alone. */
  response?: string
  /** What it is to change, where its respondent has sent already. */
  revises?: Revises
  /** The hash of the personal link that it was begun by, until it is sent: then nothing leads from one to the other. */
  invitation?: string
  /**
   * Goes into the ids of what is made of it, and is removed with it: then nobody can find them by what they know.
   * Absent of drafts from before it was kept.
   */
  salt?: string
  /** The language in which it was answered last, by tag. */
  language?: string
  startedOn: Date
}

const schema = new Schema<Draft>(
  {
    // The hash of the private link's token: the link itself is kept nowhere.
    _id: { type: String, required: true },
    consultation: { type: String, required: true },
    version: { type: Number, required: true },
    values: { type: Schema.Types.Mixed, required: true },
    files: { type: Schema.Types.Mixed, required: true },
    refused: { type: Schema.Types.Mixed, required: true },
    declaration: { type: Schema.Types.Mixed, required: true },
    narrower: Schema.Types.Mixed,
    withheld: Schema.Types.Mixed,
    visited: { type: [String], required: true },
    saves: Schema.Types.Mixed,
    wrote: Schema.Types.Mixed,
    aside: Boolean,
    joint: Schema.Types.Mixed,
    leases: Schema.Types.Mixed,
    response: String,
    revises: { type: Schema.Types.Mixed },
    invitation: String,
    salt: String,
    language: String,
    startedOn: { type: Date, required: true },
  },
  { versionKey: false, minimize: false },
)
schema.index({ consultation: 1, response: 1 })

export const Drafts = model('Draft', schema, 'drafts')

/** The queries behind the pages, for the test that holds each to its index. */
export const hotDrafts = {
  unsent: (consultation: string) =>
    Drafts.find({ consultation, response: { $exists: false }, revises: { $exists: false } }),
}

/** 144 random bits: the private link's token. */
export function newToken(): string {
  return randomBytes(18).toString('base64url')
}

export function draftIdOf(token: string): string {
  return hash('sha256', token, 'base64url')
}

const addAll = together(async (drafts: Draft[]) => {
  await addMissing(Drafts.collection, drafts)
  return drafts
})

/** Begins a draft of this version of a consultation's questions. */
export function addDraft(
  token: string,
  consultation: string,
  version: number,
  startedOn: Date,
): Promise<Draft> {
  return addAll({ _id: draftIdOf(token), consultation, version, startedOn, ...newDraft() })
}

/** Begins the one draft that a personal link has; where it was begun before, also in the same moment, that one stands. */
export async function addInvitedDraft(
  token: string,
  begun: Required<Pick<Draft, 'consultation' | 'version' | 'invitation' | 'startedOn'>>,
): Promise<void> {
  await Drafts.updateOne(
    { _id: draftIdOf(token) },
    { $setOnInsert: { ...begun, ...newDraft() } },
    { upsert: true },
  )
}

/** Keeps a draft that is answered whole already; one of its id that is there stays as it is. */
export async function addAnswered(draft: Draft): Promise<void> {
  const declaration = await sealDeclaration('drafts', draft._id, draft.declaration)
  await addMissing(Drafts.collection, [{ ...draft, declaration }])
}

/** What every draft begins with. */
export function newDraft(): Pick<Draft, 'values' | 'files' | 'refused' | 'declaration' | 'visited' | 'salt'> {
  const salt = randomBytes(18).toString('base64url')
  return { values: {}, files: {}, refused: {}, declaration: {}, visited: [], salt }
}

// Every page begins with this: the driver's own query costs half of a Mongoose one, as its own update does.
const find = together(async (ids: string[]) => {
  const found = await Drafts.collection.find<Draft>({ _id: { $in: ids } } as object).toArray()
  const opened = await Promise.all(found.map(draft => openDeclaration('drafts', draft)))
  const drafts = new Map(opened.map(draft => [draft._id, draft]))
  return ids.map(id => drafts.get(id) ?? null)
})

export function findDraft(token: string): Promise<Draft | null> {
  return find(draftIdOf(token))
}

/** A draft as it is now. */
export function findDraftById(id: string): Promise<Draft | null> {
  return find(id)
}

/** The id of the draft that changes a response as its revision of this number, counted from 1, says. */
function changingId(origin: string, revision: number): string {
  return `${origin}.${revision}`
}

/** The draft that changes a response as it stands with so many revisions, if its respondent began one. */
export function findChanging(origin: string, revision: number): Promise<Draft | null> {
  return find(changingId(origin, revision))
}

/** Begins to change a response by a draft that is filled from it; one that was begun already stays as it is. */
export async function addChanging(
  revises: Revises,
  filled: Omit<Draft, '_id' | 'refused' | 'response' | 'revises'>,
): Promise<void> {
  const _id = changingId(revises.origin, revises.revision)
  const declaration = await sealDeclaration('drafts', _id, filled.declaration)
  await Drafts.updateOne(
    { _id },
    { $setOnInsert: { ...filled, declaration, refused: {}, revises } } as object,
    { upsert: true },
  )
}

/** Has a draft take up what its respondent came to permit elsewhere, of which nothing is chosen in it yet. */
export async function takeUpConsents(id: string, consents: number): Promise<void> {
  for (;;) {
    const stored = await Drafts.collection.findOne<Draft>({ _id: id } as object)
    if (!stored) return
    const { declaration } = await openDeclaration('drafts', stored)
    const sealed = await sealDeclaration('drafts', id, { ...declaration, choice: '' })
    const { matchedCount } = await Drafts.collection.updateOne(
      { _id: id, declaration: stored.declaration } as object,
      { $set: { 'revises.consents': consents, declaration: sealed } },
    )
    // What was entered meanwhile is kept, and read again.
    if (matchedCount === 1) return
  }
}

/** Removes the drafts that changed responses until these had so many revisions; their files are the responses' now. */
export async function removeChanging(sent: { draft: string; revisions: number }[]): Promise<void> {
  const ids = sent.flatMap(({ draft, revisions }) =>
    Array.from({ length: revisions - 1 }, (_, index) => changingId(draft, index + 1)),
  )
  if (ids.length === 0) return
  await removeAsides(ids)
  await Drafts.deleteMany({ _id: { $in: ids } })
}

/** What changes when one page is sent. What is `null` is taken away. */
export type DraftChange = {
  values?: Draft['values']
  files?: Record<string, DraftFile | null>
  refused?: Record<string, RefusedFile | null>
  declaration?: Draft['declaration']
  narrower?: Record<string, AttributionChoice | null>
  withheld?: Record<string, string[] | null>
  visited?: string
  /** Of a save of one page: nothing is changed where it was saved more often than this by now. */
  page?: { id: string; saves: number }
  wrote?: Record<string, Wrote>
  aside?: true
  /** In which the page was sent. */
  language?: string
}

/**
 * Keeps what was entered; a draft that was sent, or whose page was saved meanwhile, stays as it was, and the answer is
 * false.
 */
export async function changeDraft(id: string, change: DraftChange): Promise<boolean> {
  const { page } = change
  const unsaved = page && { [`saves.${page.id}`]: page.saves === 0 ? { $exists: false } : page.saves }
  const result = await Drafts.collection.updateOne(
    { _id: id, response: { $exists: false }, ...unsaved } as object,
    await updateOf('drafts', id, change),
  )
  return result.matchedCount === 1
}

/**
 * A change as an update of the document that is written in, with what is declared in it encrypted.
 * The keys are ids of questions, which hold no dot and no dollar (see questionnaireProblems.ts).
 */
export async function updateOf(collection: Collection, id: string, change: DraftChange) {
  const set: Record<string, unknown> = {}
  const unset: Record<string, 1> = {}
  for (const part of ['values', 'files', 'refused', 'narrower', 'withheld', 'wrote'] as const) {
    for (const [question, value] of Object.entries(change[part] ?? {})) {
      if (value === null) unset[`${part}.${question}`] = 1
      else set[`${part}.${question}`] = value
    }
  }
  if (change.aside) set.aside = true
  if (change.language) set.language = change.language
  if (change.declaration) set.declaration = await sealDeclaration(collection, id, change.declaration)
  if (change.page) set[`saves.${change.page.id}`] = change.page.saves + 1
  return {
    ...(Object.keys(set).length > 0 ? { $set: set } : {}),
    ...(Object.keys(unset).length > 0 ? { $unset: unset } : {}),
    ...(change.visited ? { $addToSet: { visited: change.visited } } : {}),
  }
}

/** Names the responses that drafts became, and empties the drafts: their words are kept once. */
export async function emptyDrafts(sent: { draft: string; response: string }[]): Promise<void> {
  const ids = sent.map(({ draft }) => draft)
  await removeAsides(ids)
  await forgetColleagues(ids)
  await Drafts.bulkWrite(
    sent.map(({ draft, response }) => ({
      updateOne: {
        filter: { _id: draft },
        update: {
          $set: { response, values: {}, files: {}, refused: {}, declaration: {} },
          $unset: {
            invitation: 1,
            narrower: 1,
            withheld: 1,
            saves: 1,
            wrote: 1,
            aside: 1,
            joint: 1,
            leases: 1,
          },
        },
      },
    })),
    { ordered: false },
  )
}

/** The hashes of the personal links that some of these drafts were begun by. */
export async function invitationsOf(ids: string[]): Promise<string[]> {
  const found = await Drafts.find({ _id: { $in: ids }, invitation: { $exists: true } }, { invitation: 1 })
    .lean<{ invitation: string }[]>()
    .exec()
  return found.map(({ invitation }) => invitation)
}

/** Drafts of a consultation that are not marked as sent, in the order of their ids, from after `after`. */
export async function unsentDrafts(consultation: string, after: string, limit: number): Promise<Draft[]> {
  const found = await Drafts.find({ consultation, response: { $exists: false }, _id: { $gt: after } })
    .sort({ _id: 1 })
    .limit(limit)
    .lean<Draft[]>()
    .exec()
  return Promise.all(found.map(draft => openDeclaration('drafts', draft)))
}

/** The language in which a draft was answered last; undefined where none is known, or it is kept no more. */
export async function languageOfDraft(id: string): Promise<string | undefined> {
  const found = await Drafts.findById(id, { language: 1 }).lean<Pick<Draft, 'language'>>().exec()
  return found?.language
}

/** How many began an answer and have not sent it. */
export function countUnsent(consultation: string): Promise<number> {
  return hotDrafts.unsent(consultation).countDocuments().exec()
}

/** How many drafts there are, of all consultations: about, which costs nothing. */
export function countDrafts(): Promise<number> {
  return Drafts.estimatedDocumentCount().exec()
}

export async function removeDraft(id: string): Promise<void> {
  await removeAsides([id])
  await removeColleagues(id)
  await Drafts.deleteOne({ _id: id, response: { $exists: false } })
}

/**
 * Removes what is left of a draft that was sent, and every draft whose id goes on from its with a stop: its private link
 * opens nothing any more.
 */
export async function removeSentDraft(id: string): Promise<void> {
  await removeAsidesUnder(id)
  await removeColleagues(id)
  // In the order of characters, the slash follows the stop.
  await Drafts.deleteMany({ $or: [{ _id: id }, { _id: { $gt: `${id}.`, $lt: `${id}/` } }] })
}

export const sealedDrafts = sealedDeclarations('declarations of drafts', 'drafts')
