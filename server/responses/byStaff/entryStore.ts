import { model, Schema } from 'mongoose'
import { newId } from '../../database/ids.ts'
import {
  type Draft,
  type DraftChange,
  type DraftFile,
  newDraft,
  type Revises,
  updateOf,
} from '../draftStore.ts'
import { openDeclaration, sealDeclaration, sealedDeclarations } from '../sealing/declarationStore.ts'

/**
 * An answer that somebody of the team is entering. It is in a collection of its own, never in `drafts`: nothing that
 * counts respondents who have begun comes upon it.
 */
export type StaffEntry = Omit<Draft, 'response' | 'revises' | 'invitation' | 'narrower' | 'withheld'> & {
  /** Whose account began it. */
  by: string
  changedOn: Date
  /** Whether questions that must be answered may be left open, and limits of words be passed: so it came. */
  asItCame?: boolean
  /** A copy of what came, until the response stands. */
  copy?: Pick<DraftFile, 'file' | 'name'>
  /** What it corrects, where the answer was entered already. */
  corrects?: Omit<Revises, 'origin'>
}

const schema = new Schema<StaffEntry>(
  {
    _id: { type: String, required: true },
    consultation: { type: String, required: true },
    version: { type: Number, required: true },
    values: { type: Schema.Types.Mixed, required: true },
    files: { type: Schema.Types.Mixed, required: true },
    refused: { type: Schema.Types.Mixed, required: true },
    declaration: { type: Schema.Types.Mixed, required: true },
    visited: { type: [String], required: true },
    salt: String,
    startedOn: { type: Date, required: true },
    by: { type: String, required: true },
    changedOn: { type: Date, required: true },
    asItCame: Boolean,
    copy: { type: Schema.Types.Mixed, required: false },
    corrects: { type: Schema.Types.Mixed, required: false },
  },
  { versionKey: false, minimize: false },
)
schema.index({ consultation: 1, changedOn: -1 })
schema.index({ changedOn: 1 })
const Entries = model('StaffEntry', schema, 'staffEntries')

/** The queries behind the pages, for the test that holds each to its index. */
export const hotEntries = {
  unfinished: (consultation: string) => Entries.find({ consultation }).sort({ changedOn: -1 }).limit(100),
  untouched: (before: Date) =>
    Entries.find({ changedOn: { $lt: before } })
      .sort({ changedOn: 1 })
      .limit(100),
}

/** Begins an entry; the answer is its id. */
export async function addEntry(
  begun: Pick<StaffEntry, 'consultation' | 'version' | 'by' | 'declaration'>,
  now: Date,
): Promise<string> {
  const _id = newId()
  const declaration = await sealDeclaration('staffEntries', _id, begun.declaration)
  await Entries.create({
    ...newDraft(),
    ...begun,
    declaration,
    _id,
    startedOn: now,
    changedOn: now,
  } as object)
  return _id
}

/** Begins to correct what was entered, by an entry that is filled from it; one that was begun already stays as it is. */
export async function addCorrection(
  entry: Omit<StaffEntry, 'refused' | 'salt'> & Required<Pick<StaffEntry, 'corrects'>>,
): Promise<void> {
  const { _id, ...rest } = entry
  const declaration = await sealDeclaration('staffEntries', _id, rest.declaration)
  const added = { ...rest, declaration, refused: {} } as object
  await Entries.updateOne({ _id }, { $setOnInsert: added }, { upsert: true })
}

export async function findEntry(consultation: string, id: string): Promise<StaffEntry | null> {
  const found = await Entries.findOne({ _id: id, consultation }).lean<StaffEntry>().exec()
  return found && openDeclaration('staffEntries', found)
}

/** What somebody began to enter and has not finished, what was worked on last first. */
export async function listEntries(consultation: string): Promise<StaffEntry[]> {
  const found = await hotEntries.unfinished(consultation).lean<StaffEntry[]>().exec()
  return Promise.all(found.map(entry => openDeclaration('staffEntries', entry)))
}

/** Some entries that nobody worked on since `before`. */
export async function untouchedEntries(before: Date): Promise<StaffEntry[]> {
  const found = await hotEntries.untouched(before).lean<StaffEntry[]>().exec()
  return Promise.all(found.map(entry => openDeclaration('staffEntries', entry)))
}

/** Keeps what was entered; false where it was finished or discarded meanwhile. */
export async function changeEntry(id: string, change: DraftChange): Promise<boolean> {
  const update = await updateOf('staffEntries', id, change)
  const changed = { ...update, $set: { ...update.$set, changedOn: new Date() } }
  return (await Entries.updateOne({ _id: id }, changed)).matchedCount === 1
}

/** Keeps a copy of what came. */
export async function keepCopy(id: string, copy: StaffEntry['copy']): Promise<boolean> {
  return (await Entries.updateOne({ _id: id }, { $set: { copy } })).matchedCount === 1
}

/** Has an entry be taken with what it leaves out, or no more. */
export async function takeAsItCame(id: string, asItCame: boolean): Promise<void> {
  await Entries.updateOne({ _id: id }, { $set: { asItCame } })
}

export async function removeEntry(id: string): Promise<void> {
  await Entries.deleteOne({ _id: id })
}

export const sealedEntries = sealedDeclarations('declarations that the team is entering', 'staffEntries')
