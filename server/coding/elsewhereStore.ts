import { model, Schema } from 'mongoose'

/** Somebody who coded in another program, and has no account here: what they coded names them by this id. */
export type CoderElsewhere = { _id: string; name: string }

const schema = new Schema<CoderElsewhere>(
  { _id: { type: String, required: true }, name: { type: String, required: true } },
  { versionKey: false },
)
const CodersElsewhere = model('CoderElsewhere', schema, 'codersElsewhere')

/** Writes coders; one that is there already stays as they are. */
export async function addCodersElsewhere(coders: CoderElsewhere[]): Promise<void> {
  for (const { _id, name } of coders)
    await CodersElsewhere.updateOne({ _id }, { $setOnInsert: { name } }, { upsert: true })
}

export function codersElsewhere(): Promise<CoderElsewhere[]> {
  return CodersElsewhere.find().lean<CoderElsewhere[]>().exec()
}
