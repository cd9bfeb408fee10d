import { model, Schema } from 'mongoose'

/**
 * When coders see what the machine suggests: never; on a response that they have read, or begun to code; or at once,
 * beside its words.
 */
export const startingPoints = ['off', 'afterReading', 'beside'] as const
export type StartingPoint = (typeof startingPoints)[number]

/** A consultation whose team chose. */
type Chosen = { _id: string; starting: StartingPoint }

const schema = new Schema<Chosen>(
  { _id: { type: String, required: true }, starting: { type: String, enum: startingPoints, required: true } },
  { versionKey: false },
)
const Choices = model('StartingPoint', schema, 'startingPoints')

/** What was chosen for a consultation; after reading where nobody did. */
export async function startingPointOf(consultation: string): Promise<StartingPoint> {
  const chosen = await Choices.findById(consultation).lean<Chosen>().exec()
  return chosen?.starting ?? 'afterReading'
}

export async function chooseStartingPoint(consultation: string, starting: StartingPoint): Promise<void> {
  await Choices.updateOne({ _id: consultation }, { $set: { starting } }, { upsert: true })
}
