import { model, Schema } from 'mongoose'
import type { Problem } from '../../../analysis/index.ts'
import { uploadsIn } from '../../files/uploadStore.ts'

/** Lists of people that were brought, until they are added. */
export const listFiles = uploadsIn('invitationLists')

const states = ['checking', 'checked', 'adding', 'added', 'unreadable'] as const

/** Those in which nothing is being done with a list. */
const settled: InvitationList['state'][] = ['checked', 'added', 'unreadable']

/** A list of people to invite, from its check to its last row. */
export type InvitationList = {
  _id: string
  consultation: string
  /** The file as people know it, and where its bytes are kept until it is done. */
  name: string
  file: string
  /** How many lines of the file stand above the first that was pasted; absent: none. */
  above?: number
  state: (typeof states)[number]
  /** Rows that can be invited, that are on the list already, and that have a fault. */
  usable: number
  standing: number
  faults: number
  /** The first that can be invited. */
  sample: { name: string; email: string }[]
  account: string
  at: Date
}

const lists = new Schema<InvitationList>(
  {
    _id: { type: String, required: true },
    consultation: { type: String, required: true },
    name: { type: String, required: true },
    file: { type: String, required: true },
    above: Number,
    state: { type: String, enum: states, required: true },
    usable: { type: Number, required: true },
    standing: { type: Number, required: true },
    faults: { type: Number, required: true },
    sample: { type: Schema.Types.Mixed, required: true },
    account: { type: String, required: true },
    at: { type: Date, required: true },
  },
  { versionKey: false },
)
lists.index({ consultation: 1, at: -1 })
const Lists = model('InvitationList', lists, 'invitationLists')

/** What is wrong with a list, some hundreds of lines a document: one could not hold those of a long list. */
type Faults = { _id: string; list: string; nth: number; faults: Problem[] }

const faults = new Schema<Faults>(
  {
    _id: { type: String, required: true },
    list: { type: String, required: true },
    nth: { type: Number, required: true },
    faults: { type: Schema.Types.Mixed, required: true },
  },
  { versionKey: false },
)
faults.index({ list: 1 })
const ListFaults = model('InvitationFaults', faults, 'invitationFaults')

/** How many faults are told on one page. */
export const faultsPerPage = 200

export async function addList(list: InvitationList): Promise<void> {
  await Lists.create(list)
}

export function findList(id: string): Promise<InvitationList | null> {
  return Lists.findById(id).lean<InvitationList>().exec()
}

export function latestLists(consultation: string): Promise<InvitationList[]> {
  return Lists.find({ consultation }, { sample: 0 })
    .sort({ at: -1 })
    .limit(20)
    .lean<InvitationList[]>()
    .exec()
}

/** Moves a list on from a state; false where it is in another by now. */
export async function moveList(
  id: string,
  from: InvitationList['state'],
  change: Partial<InvitationList>,
): Promise<boolean> {
  const result = await Lists.updateOne({ _id: id, state: from }, { $set: change })
  return result.matchedCount === 1
}

/** Keeps one page of a list's faults; written again after a kill, it is the same. */
export async function keepFaults(list: string, nth: number, told: Problem[]): Promise<void> {
  const _id = `${list}:${nth}`
  await ListFaults.updateOne({ _id }, { $set: { list, nth, faults: told } }, { upsert: true })
}

/** A page of a list's faults, counted from 1. */
export async function faultsOf(list: string, nth: number): Promise<Problem[]> {
  const found = await ListFaults.findById(`${list}:${nth}`).lean<Faults>().exec()
  return found?.faults ?? []
}

/** Lists that were brought before a day and are not being worked on. */
export function listsBefore(day: Date): Promise<InvitationList[]> {
  return Lists.find({ state: { $in: settled }, at: { $lt: day } })
    .lean<InvitationList[]>()
    .exec()
}

/** Removes a list that is not being worked on, with all that it told of people; those who were added stay. */
export async function removeList({ _id, file }: Pick<InvitationList, '_id' | 'file'>): Promise<void> {
  const removed = await Lists.findOneAndDelete({ _id, state: { $in: settled } })
    .lean<InvitationList>()
    .exec()
  if (!removed) return
  await ListFaults.deleteMany({ list: _id })
  if (removed.state !== 'added') await listFiles.remove(file)
}
