import { model, Schema } from 'mongoose'

/** Whose turn something is that one process of a site does for all of them. */
type StoredTurn = {
  _id: string
  holder: string
  /** Until when it is theirs, by the clock of the database. */
  until: Date
  /** Counts how often others asked for it to be done. */
  asked: number
}

const schema = new Schema<StoredTurn>(
  {
    _id: { type: String, required: true },
    // Not `required`: nobody's is the empty string, which Mongoose takes for a missing one.
    holder: String,
    until: { type: Date, required: true },
    asked: { type: Number, required: true },
  },
  { versionKey: false },
)
const Turns = model('Turn', schema, 'turns')

const nobodys = new Date(0)

/** How a turn stands: whether it is that of who asks, and how often others asked for what is done in it. */
export type Standing = { isOurs: boolean; asked: number }

/**
 * Takes a turn that is free or over, or keeps one's own, for so many milliseconds. All is told by the clock of the
 * database, so that those of several machines may differ. One that ends later than any was taken before that was set back.
 */
export async function takeTurn(what: string, holder: string, forMs: number): Promise<Standing> {
  await Turns.collection.updateOne(
    { _id: what } as object,
    { $setOnInsert: { holder: '', until: nobodys, asked: 0 } },
    { upsert: true },
  )
  const isOver = { $lt: ['$until', '$$NOW'] }
  const isWrong = { $gt: ['$until', { $add: ['$$NOW', 2 * forMs] }] }
  const taken = await Turns.collection.findOneAndUpdate(
    { _id: what, $or: [{ holder }, { $expr: isOver }, { $expr: isWrong }] } as object,
    [{ $set: { holder, until: { $add: ['$$NOW', forMs] } } }],
    { returnDocument: 'after' },
  )
  return { isOurs: taken !== null, asked: taken?.asked ?? 0 }
}

/** How often it was asked for what is done in a turn. */
export async function askedFor(what: string): Promise<number> {
  const found = await Turns.findById(what, { asked: 1 }).lean<Pick<StoredTurn, 'asked'>>().exec()
  return found?.asked ?? 0
}

/** Asks whoever has the turn, now or next, to do what is done in it. */
export async function askWhoHas(what: string): Promise<void> {
  await Turns.collection.updateOne(
    { _id: what } as object,
    { $inc: { asked: 1 }, $setOnInsert: { holder: '', until: nobodys } },
    { upsert: true },
  )
}

/** Leaves a turn to the next. */
export async function leaveTurn(what: string, holder: string): Promise<void> {
  await Turns.updateOne({ _id: what, holder }, { $set: { until: nobodys } })
}

/** Frees what killed processes held. Only for a process that knows itself to be the only one. */
export async function freeTurns(): Promise<void> {
  await Turns.updateMany({}, { $set: { until: nobodys } })
}
