import { model, Schema } from 'mongoose'
import { addMissing } from '../../database/addMissing.ts'

/** That a coder is to read and code a response: by themselves, or as one of several in a blind round. */
export type Assignment = {
  /** The response where one coder has it, so that it is assigned once however many assign it; in a round see {@link inRoundId}. */
  _id: string
  consultation: string
  response: string
  coder: string
  /** The blind round that it is part of. */
  round?: string
  /** Where it stands among the coder's own: they go through them in this order. */
  order: string
  /** The act of assigning that made it so, see assigningStore.ts; of a round, the round. */
  act: string
  /** Whose it was, and where it stood with them, before it was given to another. */
  before?: Pick<Assignment, 'coder' | 'order' | 'act' | 'before'>
  /** Whether it is yet to be done. */
  open: boolean
  /** When its coder said that nothing more applies, and of which texts they said so. */
  done?: { at: Date; texts: string[] }
}

const schema = new Schema<Assignment>(
  {
    _id: { type: String, required: true },
    consultation: { type: String, required: true },
    response: { type: String, required: true },
    coder: { type: String, required: true },
    round: String,
    order: { type: String, required: true },
    act: { type: String, required: true },
    before: { type: Schema.Types.Mixed },
    open: { type: Boolean, required: true },
    done: { type: Schema.Types.Mixed },
  },
  { versionKey: false },
)
schema.index({ consultation: 1, coder: 1, open: 1, order: 1 })
schema.index({ consultation: 1, response: 1 })
schema.index({ act: 1 })
schema.index({ round: 1 }, { sparse: true })

const Assignments = model('Assignment', schema, 'assignments')

/** How many one write adds: other writes get their turn in between. */
const atOnce = 500

/** The queries behind the pages, for the test that holds each to its index. */
export const hotAssignments = {
  open: (consultation: string, coder: string, after: string, limit: number) =>
    Assignments.find({ consultation, coder, open: true, order: { $gt: after } })
      .sort({ order: 1 })
      .limit(limit),
  ofResponses: (consultation: string, responses: string[]) =>
    Assignments.find({ consultation, response: { $in: responses } }),
  all: (consultation: string) => Assignments.find({ consultation }),
  ofAct: (act: string) => Assignments.find({ act, open: true }),
  ofRound: (round: string) => Assignments.find({ round }),
}

export function inRoundId(round: string, response: string, coder: string): string {
  return `${round}|${response}|${coder}`
}

/** Adds assignments; what is assigned already stays as it is. */
export async function addAssignments(assignments: Assignment[]): Promise<void> {
  for (let from = 0; from < assignments.length; from += atOnce)
    await addMissing(Assignments.collection, assignments.slice(from, from + atOnce))
}

/** What a coder has yet to do, in their order, from after a place of it. */
export function openAssignments(
  consultation: string,
  coder: string,
  after = '',
  limit = 20,
): Promise<Assignment[]> {
  return hotAssignments.open(consultation, coder, after, limit).lean<Assignment[]>().exec()
}

export function assignmentsOf(consultation: string, responses: string[]): Promise<Assignment[]> {
  return hotAssignments.ofResponses(consultation, responses).lean<Assignment[]>().exec()
}

/** The responses that one coder has by themselves, whether done or not. */
export async function assignedAlone(consultation: string): Promise<Set<string>> {
  const found = await hotAssignments
    .all(consultation)
    .select({ response: 1, round: 1 })
    .lean<Pick<Assignment, 'response' | 'round'>[]>()
    .exec()
  return new Set(found.flatMap(({ response, round }) => (round === undefined ? [response] : [])))
}

export function assignmentsOfRound(round: string): Promise<Assignment[]> {
  return hotAssignments.ofRound(round).lean<Assignment[]>().exec()
}

/** Those of an act that are not done. */
export function openOfAct(act: string): Promise<Assignment[]> {
  return hotAssignments.ofAct(act).lean<Assignment[]>().exec()
}

export function countOfAct(act: string): Promise<number> {
  return Assignments.countDocuments({ act }).exec()
}

/** How many each coder has done and has left, but for those of some responses: who withdrew has left at once. */
export async function countByCoder(
  consultation: string,
  without: string[],
): Promise<Map<string, { done: number; left: number }>> {
  const all = await countedBy(consultation)
  const gone = without.length === 0 ? new Map<string, number>() : await countedBy(consultation, without)
  const coders = new Map<string, { done: number; left: number }>()
  for (const [key, count] of all) {
    const [coder = '', open] = key.split('|')
    const known = coders.get(coder) ?? { done: 0, left: 0 }
    known[open === 'true' ? 'left' : 'done'] += count - (gone.get(key) ?? 0)
    coders.set(coder, known)
  }
  return coders
}

async function countedBy(consultation: string, responses?: string[]): Promise<Map<string, number>> {
  const groups = await Assignments.aggregate<{ _id: { coder: string; open: boolean }; count: number }>([
    { $match: { consultation, ...(responses ? { response: { $in: responses } } : {}) } },
    { $group: { _id: { coder: '$coder', open: '$open' }, count: { $sum: 1 } } },
  ])
  return new Map(groups.map(({ _id, count }) => [`${_id.coder}|${_id.open}`, count]))
}

/** How many a coder has left, but for those of some responses. */
export async function countLeft(consultation: string, coder: string, without: string[]): Promise<number> {
  const open = { consultation, coder, open: true }
  const [all, gone] = await Promise.all([
    Assignments.countDocuments(open).exec(),
    without.length === 0 ? 0 : Assignments.countDocuments({ ...open, response: { $in: without } }).exec(),
  ])
  return all - gone
}

/** Keeps that a coder is done with a response, wherever they have it; with a round that is over, nothing changes. */
export async function keepDone(
  ids: string[],
  done: NonNullable<Assignment['done']> | undefined,
): Promise<void> {
  const change = done ? { $set: { open: false, done } } : { $set: { open: true }, $unset: { done: 1 } }
  await Assignments.updateMany({ _id: { $in: ids } }, change)
}

/** What is left of a round is no longer asked for. */
export async function closeRoundAssignments(round: string): Promise<void> {
  await Assignments.updateMany({ round, open: true }, { $set: { open: false } })
}

/** Gives open assignments to others; one that was done or given away meanwhile stays. @returns how many were given */
export async function giveTo(
  moves: { assignment: Assignment; coder: string; order: string }[],
  act: string,
): Promise<number> {
  let given = 0
  for (let from = 0; from < moves.length; from += atOnce) {
    const result = await Assignments.bulkWrite(
      moves.slice(from, from + atOnce).map(({ assignment, coder, order }) => {
        const { _id, coder: was, order: stood, act: made, before } = assignment
        const standing = { coder: was, order: stood, act: made, ...(before ? { before } : {}) }
        return {
          updateOne: {
            filter: { _id, open: true, coder: was, act: made },
            update: { $set: { coder, order, act, before: standing } },
          },
        }
      }),
      { ordered: false },
    )
    given += result.modifiedCount
  }
  return given
}

/** Takes an act of assigning back in what is not done: to whom had it before, or to nobody. */
export async function takeBackAct(act: string): Promise<number> {
  const open = await openOfAct(act)
  if (open.length === 0) return 0
  const result = await Assignments.bulkWrite(
    open.map(({ _id, before }) => {
      const filter = { _id, act, open: true }
      if (!before) return { deleteOne: { filter } }
      const { coder, order, act: made, before: earlier } = before
      const restored = { coder, order, act: made }
      return {
        updateOne: {
          filter,
          update: earlier
            ? { $set: { ...restored, before: earlier } }
            : { $set: restored, $unset: { before: 1 } },
        },
      }
    }),
    { ordered: false },
  )
  return result.modifiedCount + result.deletedCount
}
