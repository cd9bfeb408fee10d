import { model, Schema } from 'mongoose'
import type { Imported } from './imported.ts'

/** What was read of a file, kept for a day so that it can be looked at before it is taken over. */
export type StoredImport = Imported & { _id: string; consultation: string; name: string; at: Date }

const aDay = 24 * 60 * 60

const schema = new Schema<StoredImport>(
  {
    _id: { type: String, required: true },
    consultation: { type: String, required: true },
    name: { type: String, required: true },
    format: { type: String, required: true },
    title: String,
    pages: { type: Schema.Types.Mixed, required: true },
    translations: Schema.Types.Mixed,
    losses: { type: Schema.Types.Mixed, required: true },
    at: { type: Date, required: true },
  },
  { versionKey: false, minimize: false },
)
schema.index({ at: 1 }, { expireAfterSeconds: aDay })
const Imports = model('QuestionnaireImport', schema, 'questionnaireImports')

export async function keepImport(read: StoredImport): Promise<void> {
  await Imports.create(read)
}

export function findImport(consultation: string, id: string): Promise<StoredImport | null> {
  return Imports.findOne({ _id: id, consultation }).lean<StoredImport>().exec()
}
