import { model, Schema } from 'mongoose'
import { newId } from '../../database/ids.ts'
import { type ConsultationRole, consultationRoles, forConsultations } from '../roles.ts'

/** What somebody may do in one consultation, beside what their account may do everywhere. */
export type Person = { account: string; roles: ConsultationRole[] }

/** One change of what somebody may do: who made it, and when. No roles: none. Changes are only ever added. */
export type PeopleChange = {
  id: string
  at: Date
  by: string
  account: string
  from: ConsultationRole[]
  to: ConsultationRole[]
}

/**
 * Who works on a consultation, under its id. It is written before the consultation itself, and so holds its address
 * for whoever begins it.
 */
export type People = {
  _id: string
  people: Person[]
  changes: PeopleChange[]
  version: number
  /** What it was begun by, so that beginning it again is known from another's. */
  claim?: string
}

const schema = new Schema<People>(
  {
    _id: { type: String, required: true },
    people: [
      new Schema({ account: String, roles: [{ type: String, enum: consultationRoles }] }, { _id: false }),
    ],
    changes: { type: [Schema.Types.Mixed], required: true } as never,
    version: { type: Number, required: true },
    claim: String,
  },
  { versionKey: false },
)
schema.index({ 'people.account': 1 })
const Peoples = model('People', schema, 'people')

/** The queries behind every page, for the test that holds each to its index. */
export const hotPeople = {
  ofAccount: (account: string) => Peoples.find({ 'people.account': account }, { people: 1 }),
}

/** Those who have a role in this consultation. */
export async function peopleIn(consultation: string): Promise<Person[]> {
  return (await Peoples.findById(consultation, { people: 1 }).lean<People>().exec())?.people ?? []
}

/** The same, with how it came to be; none and no changes where nobody was given a role yet. */
export async function findPeople(consultation: string): Promise<People> {
  const found = await Peoples.findById(consultation).lean<People>().exec()
  return found ?? { _id: consultation, people: [], changes: [], version: 0 }
}

/** The consultations that somebody has roles in, and which. */
export async function placesOf(account: string): Promise<Map<string, ConsultationRole[]>> {
  const found = await hotPeople.ofAccount(account).lean<People[]>().exec()
  return new Map(found.map(({ _id, people }) => [_id, rolesAmong(people, account)]))
}

/**
 * Has somebody own the consultation that they are about to begin. Safe to repeat.
 *
 * @param claim what it is begun by, such as the id of an import
 * @returns false where its address is taken by another
 */
export async function beginPeople(
  consultation: string,
  account: string,
  claim: string,
  at: Date,
): Promise<boolean> {
  const change: PeopleChange = { id: newId(), at, by: account, account, from: [], to: ['owner'] }
  const result = await Peoples.updateOne(
    { _id: consultation },
    { $setOnInsert: { people: [{ account, roles: ['owner'] }], changes: [change], version: 1, claim } },
    { upsert: true },
  )
  return result.upsertedCount === 1 || (await Peoples.exists({ _id: consultation, claim })) !== null
}

/** Whether somebody was ever given a role there: then its address is taken, though it be about to begin. */
export async function isClaimed(consultation: string): Promise<boolean> {
  return (await Peoples.exists({ _id: consultation })) !== null
}

/**
 * Writes a change of roles, where nobody changed any since.
 * @param seen the people as they were when it was decided on
 * @returns whether it is written
 */
export async function writeChange(seen: People, change: Omit<PeopleChange, 'id' | 'from'>): Promise<boolean> {
  const to = forConsultations(change.to)
  const from = rolesAmong(seen.people, change.account)
  const others = seen.people.filter(({ account }) => account !== change.account)
  const people = to.length > 0 ? [...others, { account: change.account, roles: to }] : others
  const version = seen.version + 1
  const kept: PeopleChange = { ...change, id: newId(), from, to }
  if (seen.version === 0) {
    const made = { people, changes: [kept], version }
    return (
      (await Peoples.updateOne({ _id: seen._id }, { $setOnInsert: made }, { upsert: true })).upsertedCount ===
      1
    )
  }
  const result = await Peoples.updateOne(
    { _id: seen._id, version: seen.version },
    { $set: { people, version }, $push: { changes: kept } },
  )
  return result.modifiedCount === 1
}

/** What somebody may do among these. */
export function rolesAmong(people: readonly Person[], account: string): ConsultationRole[] {
  return people.find(person => person.account === account)?.roles ?? []
}
