import { model, Schema } from 'mongoose'
import type { Page } from '../questions.ts'
import { questionnaireOf } from '../store.ts'

/** What the questionnaire was before somebody changed it, and what they did. */
export type Before = { pages: Page[]; what: string; account: string; at: Date }

/**
 * A consultation's questionnaire that is being built, apart from its published versions; one a consultation, by its
 * id. `version` is raised by each change, so that two owners cannot overwrite each other unseen.
 */
export type Building = {
  _id: string
  version: number
  pages: Page[]
  /** The last changes, newest last, for undoing. */
  before: Before[]
}

/** How many changes can be undone. */
const mostUndone = 10

const schema = new Schema<Building>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    pages: { type: Schema.Types.Mixed, required: true },
    before: { type: Schema.Types.Mixed, required: true },
  },
  { versionKey: false, minimize: false },
)
const Buildings = model('Building', schema, 'buildings')

/** What is being built; where nobody has begun, the version that is asked now, as version 0. */
export async function buildingOf(consultation: { _id: string; version: number }): Promise<Building> {
  const found = await Buildings.findById(consultation._id).lean<Building>().exec()
  if (found) return found
  const { pages } = await questionnaireOf(consultation._id, consultation.version)
  return { _id: consultation._id, version: 0, pages, before: [] }
}

/** Puts `pages` in place of what somebody saw; false when another changed it since. */
export function keepBuilding(seen: Building, pages: Page[], change: Omit<Before, 'pages'>): Promise<boolean> {
  return replace(seen, pages, [...seen.before, { ...change, pages: seen.pages }].slice(-mostUndone))
}

/** Takes back the last change of what somebody saw; false when there is none, or another changed it since. */
export async function undoChange(seen: Building): Promise<boolean> {
  const last = seen.before.at(-1)
  return last !== undefined && replace(seen, last.pages, seen.before.slice(0, -1))
}

async function replace({ _id, version }: Building, pages: Page[], before: Before[]): Promise<boolean> {
  const kept = { version: version + 1, pages, before }
  if (version === 0) {
    const result = await Buildings.updateOne({ _id }, { $setOnInsert: kept }, { upsert: true })
    return result.upsertedCount === 1
  }
  const result = await Buildings.updateOne({ _id, version }, { $set: kept })
  return result.matchedCount === 1
}
