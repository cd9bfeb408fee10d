import { model, Schema } from 'mongoose'
import type { Translations } from '../languages/translations.ts'
import type { Page } from '../questions.ts'
import { questionnaireOf } from '../store.ts'

/** What is built. Translations stay when what they translate is removed, so that bringing it back brings them back. */
export type Built = { pages: Page[]; translations?: Translations }

/** What the questionnaire was before somebody changed it, and what they did. */
export type Before = Built & { what: string; account: string; at: Date }

/**
 * A consultation's questionnaire that is being built, apart from its published versions; one a consultation, by its
 * id. `version` is raised by each change, so that two owners cannot overwrite each other unseen.
 */
export type Building = Built & {
  _id: string
  version: number
  /** The last changes, newest last, for undoing. */
  before: Before[]
}

/** How many changes can be undone: fewer where they are long, as one document holds them all. */
const mostUndone = 10
const mostBytesUndone = 9_000_000

const schema = new Schema<Building>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    pages: { type: Schema.Types.Mixed, required: true },
    translations: Schema.Types.Mixed,
    before: { type: Schema.Types.Mixed, required: true },
  },
  { versionKey: false, minimize: false },
)
const Buildings = model('Building', schema, 'buildings')

/** What is being built; where nobody has begun, the version that is asked now, as version 0. */
export async function buildingOf(consultation: { _id: string; version: number }): Promise<Building> {
  const found = await Buildings.findById(consultation._id).lean<Building>().exec()
  if (found) return found
  const { pages, translations } = await questionnaireOf(consultation._id, consultation.version)
  return { _id: consultation._id, version: 0, pages, ...(translations ? { translations } : {}), before: [] }
}

/** Puts `built` in place of what somebody saw; false when another changed it since. */
export function keepBuilding(
  seen: Building,
  built: Built,
  change: Omit<Before, keyof Built>,
): Promise<boolean> {
  return replace(seen, built, undoable([...seen.before, { ...change, ...builtOf(seen) }]))
}

/** Takes back the last change of what somebody saw; false when there is none, or another changed it since. */
export async function undoChange(seen: Building): Promise<boolean> {
  const last = seen.before.at(-1)
  return last !== undefined && replace(seen, last, seen.before.slice(0, -1))
}

function builtOf({ pages, translations }: Built): Built {
  return { pages, ...(translations ? { translations } : {}) }
}

/** The newest of these changes, as many as can be kept. */
function undoable(before: Before[]): Before[] {
  const kept: Before[] = []
  let bytes = 0
  for (const each of before.slice(-mostUndone).reverse()) {
    bytes += Buffer.byteLength(JSON.stringify(each))
    if (bytes > mostBytesUndone) break
    kept.unshift(each)
  }
  return kept
}

async function replace({ _id, version }: Building, built: Built, before: Before[]): Promise<boolean> {
  const kept = { version: version + 1, translations: {}, ...builtOf(built), before }
  if (version === 0) {
    const result = await Buildings.updateOne({ _id }, { $setOnInsert: kept }, { upsert: true })
    return result.upsertedCount === 1
  }
  const result = await Buildings.updateOne({ _id, version }, { $set: kept })
  return result.matchedCount === 1
}
