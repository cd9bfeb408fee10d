import { model, Schema } from 'mongoose'

/**
 * Codings that go from one theme to another: all of them as one theme is merged into the other, or those that were
 * picked as a theme is split. Its id is that of the action in the history of each coding. Writing it is the act; the
 * codebook and the codings follow in the background.
 */
export type Reshaping = {
  _id: string
  consultation: string
  kind: 'merge' | 'split'
  by: string
  at: Date
  from: string
  into: string
  /** Their names when it was asked for. */
  fromName: string
  intoName: string
  /** Of a merge: whether the rules go too, and with them what was rejected. */
  rules: boolean
  /** Of a split: the codings that were picked. */
  codings?: string[]
  /** Of a split into a theme that it makes: whether that stands below the one that is split. */
  makes?: 'beside' | 'below'
  /** `refused`: a theme was archived before it could be done, and nothing was changed. */
  state: 'doing' | 'applied' | 'undoing' | 'undone' | 'refused'
  /** How many codings were to be moved when it was asked for; how many were; how many undoing it left as changed since. */
  expected: number
  moved: number
  kept: number
  /** The consultation, while this is under way: one at a time, so that none moves what another is moving. */
  busy?: string
  /** What is to be asked of the background work, and was not yet. */
  pending: 'ask'[]
}

const schema = new Schema<Reshaping>(
  {
    _id: { type: String, required: true },
    consultation: { type: String, required: true },
    kind: { type: String, enum: ['merge', 'split'], required: true },
    by: { type: String, required: true },
    at: { type: Date, required: true },
    from: { type: String, required: true },
    into: { type: String, required: true },
    fromName: { type: String, required: true },
    intoName: { type: String, required: true },
    rules: { type: Boolean, required: true },
    codings: { type: [String], default: undefined },
    makes: String,
    state: { type: String, enum: ['doing', 'applied', 'undoing', 'undone', 'refused'], required: true },
    expected: { type: Number, required: true },
    moved: { type: Number, required: true },
    kept: { type: Number, required: true },
    busy: String,
    pending: { type: [String], required: true },
  },
  { versionKey: false, minimize: false },
)
schema.index({ consultation: 1, at: -1 })
schema.index({ busy: 1 }, { unique: true, partialFilterExpression: { busy: { $exists: true } } })
schema.index({ pending: 1 })

const Reshapings = model('Reshaping', schema, 'reshapings')

/** The queries behind the pages and the jobs, for the test that holds each to its index. */
export const hotReshapings = {
  latest: (consultation: string, limit: number) =>
    Reshapings.find({ consultation }, { codings: 0 }).sort({ at: -1 }).limit(limit),
  since: (consultation: string, at: Date) =>
    Reshapings.find({ consultation, at: { $gt: at } }, { codings: 0 }).sort({ at: -1 }),
  awaiting: () => Reshapings.find({ pending: 'ask' }, { _id: 1 }),
}

/**
 * Adds what is asked for, to be done in the background; what is there already stays as it is.
 * @returns false while another is under way in the consultation
 */
export async function addReshaping(
  asked: Omit<Reshaping, 'state' | 'moved' | 'kept' | 'busy' | 'pending'>,
): Promise<boolean> {
  const busy = asked.consultation
  try {
    await Reshapings.create({ ...asked, state: 'doing', moved: 0, kept: 0, busy, pending: ['ask'] })
    return true
  } catch (error) {
    if ((error as { code?: unknown }).code !== 11000) throw error
    return (await findReshaping(asked._id)) !== null
  }
}

export function findReshaping(id: string): Promise<Reshaping | null> {
  return Reshapings.findById(id).lean<Reshaping>().exec()
}

export function latestReshapings(consultation: string, limit = 10): Promise<Omit<Reshaping, 'codings'>[]> {
  return hotReshapings.latest(consultation, limit).lean<Omit<Reshaping, 'codings'>[]>().exec()
}

/** The latest that was done after this one to either of its themes, and stands: it has to be undone first. */
export async function standsInTheWay({
  _id,
  consultation,
  at,
  from,
  into,
}: Reshaping): Promise<Omit<Reshaping, 'codings'> | undefined> {
  const later = await hotReshapings.since(consultation, at).lean<Omit<Reshaping, 'codings'>[]>().exec()
  return later.find(
    each =>
      each._id !== _id &&
      each.state !== 'undone' &&
      each.state !== 'refused' &&
      [each.from, each.into].some(theme => theme === from || theme === into),
  )
}

/** Has what was done undone. @returns false where it is not done, is undone already, or another is under way */
export async function askToUndo(consultation: string, id: string): Promise<boolean> {
  try {
    const asked = await Reshapings.updateOne(
      { _id: id, consultation, state: 'applied' },
      { $set: { state: 'undoing', busy: consultation, pending: ['ask'] } },
    )
    return asked.matchedCount === 1
  } catch (error) {
    if ((error as { code?: unknown }).code === 11000) return false
    throw error
  }
}

/** Says that what was under way is done. */
export async function finishReshaping(
  id: string,
  state: 'applied' | 'undone' | 'refused',
  found: Partial<Pick<Reshaping, 'moved' | 'kept'>> = {},
): Promise<void> {
  const from = state === 'undone' ? 'undoing' : 'doing'
  await Reshapings.updateOne({ _id: id, state: from }, { $set: { state, ...found }, $unset: { busy: 1 } })
}

/** Ids of those of which nobody has asked the background work yet. */
export async function awaitingWork(): Promise<string[]> {
  const found = await hotReshapings.awaiting().lean<{ _id: string }[]>().exec()
  return found.map(({ _id }) => _id)
}

export async function workAsked(id: string): Promise<void> {
  await Reshapings.updateOne({ _id: id }, { $pull: { pending: 'ask' } })
}
