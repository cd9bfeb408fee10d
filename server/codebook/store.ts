import { model, Schema } from 'mongoose'
import type { Theme } from '../../analysis/index.ts'
import type { ThemeExample } from './examples/example.ts'
import type { InVivo } from './inVivo.ts'

/** A theme as kept: the analysis's theme, with its place in the list and since when it reads so. */
export type StoredTheme = Theme & {
  consultation: string
  /** Its place among the themes of the same parent. */
  order: number
  /** Kept for what was coded with it, but neither suggested nor offered any more. */
  archived: boolean
  /** The codebook version that changed it last. */
  changed: number
  /** The codebook version that changed what it means, if one did: what was coded before waits for a second look. */
  meaning?: number
  /** Present while it is archived because it was merged into another. */
  merged?: Merged
  /** Present where it is named by a respondent’s words. */
  inVivo?: InVivo
  /** The themes that were merged into it: what named one of them means this one. */
  took?: string[]
  /** The theme that it was split from, and the split: see coding/reshaping/. */
  splitFrom?: { theme: string; as: string }
  /** Of which theme it is a copy, as of which version of that consultation’s codebook. */
  origin?: { consultation: string; theme: string; version: number }
  /** What shows what belongs to it, and what does not. */
  examples?: ThemeExample[]
}

/** What a merge did to the codebook, so that undoing it restores just that. */
export type Merged = {
  into: string
  /** The merge: see coding/reshaping/. */
  as: string
  /** Rules that the other theme took over and did not have before, as written. */
  rules: string[]
  /** The themes that stood below this one and stand below the other since. */
  children: string[]
  /** Where the other theme stood, if that was below this one. */
  parent?: string | null
}

/** What the machine suggests themes by: nothing, the rules, or the rules and what was learned from codings. */
export const suggestionSources = ['nothing', 'rules', 'learning'] as const
export type SuggestionSource = (typeof suggestionSources)[number]

/**
 * A codebook as it was from one edit to the next. Versions are immutable, and an edit is one write:
 * that of the next version, whose id can be taken only once.
 */
export type Codebook = {
  /** `consultation@version` */
  _id: string
  consultation: string
  version: number
  /** The version since which suggestions are made as they are: tags made under it, or later, still hold. */
  rulesVersion: number
  themes: StoredTheme[]
  suggests: SuggestionSource
  /** The model that was learned from codings, if one was; it suggests while `suggests` is 'learning'. */
  model?: string
  /** What this version changed, for people to read. */
  change: string
  /** The account that changed it; empty for the software itself. */
  by: string
  at: Date
  /** What follows from it and is not asked for yet. */
  pending: 'retag'[]
}

const schema = new Schema<Codebook>(
  {
    _id: { type: String, required: true },
    consultation: { type: String, required: true },
    version: { type: Number, required: true },
    rulesVersion: { type: Number, required: true },
    themes: { type: Schema.Types.Mixed, required: true },
    suggests: { type: String, enum: suggestionSources, required: true },
    model: String,
    change: { type: String, required: true },
    by: { type: String },
    at: { type: Date, required: true },
    pending: { type: [String], required: true },
  },
  { versionKey: false, minimize: false },
)
schema.index({ consultation: 1, version: -1 })
schema.index({ pending: 1 })

const Codebooks = model('Codebook', schema, 'codebooks')

/** The queries behind the pages, for the test that holds each to its index. */
export const hotQueries = {
  newest: (consultation: string) => Codebooks.find({ consultation }).sort({ version: -1 }).limit(1),
  at: (consultation: string, version: number) => Codebooks.find({ _id: `${consultation}@${version}` }),
  before: (consultation: string, version: number, limit: number) =>
    Codebooks.find({ consultation, version: { $lt: version } })
      .sort({ version: -1 })
      .limit(limit),
  awaiting: () => Codebooks.find({ pending: 'retag' }, { _id: 1 }),
}

/** The codebook as it stands; before the first theme, version 0 without themes. */
export async function codebookOf(consultation: string): Promise<Codebook> {
  const [newest] = await hotQueries.newest(consultation).lean<Codebook[]>().exec()
  return newest ? withChoice(newest) : blank(consultation)
}

/** The codebook as it was in one version, if it was ever written. */
export async function codebookAt(consultation: string, version: number): Promise<Codebook | undefined> {
  if (version === 0) return blank(consultation)
  const [found] = await hotQueries.at(consultation, version).lean<Codebook[]>().exec()
  return found && withChoice(found)
}

/** Versions that were written before one, with their themes, newest first. */
export async function versionsBefore(
  consultation: string,
  version: number,
  limit: number,
): Promise<Codebook[]> {
  const found = await hotQueries.before(consultation, version, limit).lean<Codebook[]>().exec()
  return found.map(withChoice)
}

/** Versions of before there was a choice suggest by the rules. */
function withChoice(codebook: Codebook): Codebook {
  return { ...codebook, suggests: codebook.suggests ?? 'rules' }
}

function blank(consultation: string): Codebook {
  return {
    _id: `${consultation}@0`,
    consultation,
    version: 0,
    rulesVersion: 0,
    themes: [],
    suggests: 'rules',
    change: '',
    by: '',
    at: new Date(0),
    pending: [],
  }
}

/** The themes in use, parents before their children, in the codebook's order. */
export async function themes(consultation: string): Promise<StoredTheme[]> {
  return (await codebookOf(consultation)).themes.filter(theme => !theme.archived)
}

export async function codebookVersion(consultation: string): Promise<number> {
  return (await codebookOf(consultation)).version
}

/** Writes the next version. The answer is false when someone else wrote a version of that number first. */
export async function addVersion(codebook: Omit<Codebook, '_id'>): Promise<boolean> {
  try {
    await Codebooks.create({ ...codebook, _id: `${codebook.consultation}@${codebook.version}` })
    return true
  } catch (error) {
    if ((error as { code?: unknown }).code === 11000) return false
    throw error
  }
}

/** What was changed lately, newest first, without the themes. */
export function latestVersions(consultation: string, limit = 10): Promise<Omit<Codebook, 'themes'>[]> {
  return Codebooks.find({ consultation }, { themes: 0 })
    .sort({ version: -1 })
    .limit(limit)
    .lean<Omit<Codebook, 'themes'>[]>()
    .exec()
}

/** Ids of codebook versions after which nobody has yet asked for new tags. */
export async function awaitingRetag(): Promise<string[]> {
  const found = await hotQueries.awaiting().lean<{ _id: string }[]>().exec()
  return found.map(codebook => codebook._id)
}

export async function retagAsked(id: string): Promise<void> {
  await Codebooks.updateOne({ _id: id }, { $pull: { pending: 'retag' } })
}

/** Every version of a codebook, one after the other. */
export function eachVersion(consultation: string): AsyncIterable<Codebook> {
  return Codebooks.find({ consultation })
    .sort({ version: 1 })
    .lean<Codebook[]>()
    .cursor({ batchSize: 10 }) as AsyncIterable<Codebook>
}

/** Writes what an older version says without words that were erased: nothing else ever changes one. */
export async function rewriteVersion({ _id, themes, change }: Codebook): Promise<void> {
  await Codebooks.updateOne({ _id }, { $set: { themes, change } })
}
