import { model, Schema } from 'mongoose'
import { addMissing } from '../../database/addMissing.ts'

/** How many suggestions came and went, each a theme at a passage. */
export type CameAndWent = { came: number; went: number }

/**
 * What one version of a codebook made of the suggestions of one text, where it made others of them. Written before
 * they are, so that tagging again after a kill counts nothing twice; taken away once the version is summed up.
 */
export type Retagged = {
  /** `consultation@version text` */
  _id: string
  consultation: string
  version: number
  came: string[]
  went: string[]
}

/** What one version of a codebook made of all suggestions that there were. */
export type RetagSum = CameAndWent & {
  /** `consultation@version` */
  _id: string
  consultation: string
  version: number
  /** How many stayed; absent where a later version came before all texts were read by this one. */
  stayed?: number
  /** In how many texts something came or went. */
  texts: number
  themes: ({ theme: string } & CameAndWent)[]
}

const retagged = new Schema<Retagged>(
  {
    _id: { type: String, required: true },
    consultation: { type: String, required: true },
    version: { type: Number, required: true },
    came: { type: [String], required: true },
    went: { type: [String], required: true },
  },
  { versionKey: false },
)
retagged.index({ consultation: 1, version: 1 })

const Retaggings = model('Retagged', retagged, 'retagged')

const sum = new Schema<RetagSum>(
  {
    _id: { type: String, required: true },
    consultation: { type: String, required: true },
    version: { type: Number, required: true },
    came: { type: Number, required: true },
    went: { type: Number, required: true },
    stayed: Number,
    texts: { type: Number, required: true },
    themes: { type: Schema.Types.Mixed, required: true },
  },
  { versionKey: false },
)

const Sums = model('RetagSum', sum, 'retagSums')

/** The queries behind the pages and the jobs, for the test that holds each to its index. */
export const hotRetags = {
  upTo: (consultation: string, version: number) =>
    Retaggings.find({ consultation, version: { $lte: version } }),
  sums: (ids: string[]) => Sums.find({ _id: { $in: ids } }),
}

/** Notes what becomes of some texts; of a text that is noted already, the first stays. */
export async function noteRetagged(texts: Retagged[]): Promise<void> {
  await addMissing(Retaggings.collection, texts)
}

/** Goes through all that is noted and not summed up, of this version and those before it. */
export async function* notedUpTo(consultation: string, version: number): AsyncGenerator<Retagged> {
  // In small batches: a long one would hold up other requests while it is read.
  yield* hotRetags.upTo(consultation, version).lean<Retagged[]>().cursor({ batchSize: 1000 })
}

export async function forgetNoted(consultation: string, version: number): Promise<void> {
  await Retaggings.deleteMany({ consultation, version: { $lte: version } })
}

/** Keeps what was summed up; a version that was summed up before stays as it is. */
export async function addSums(sums: RetagSum[]): Promise<void> {
  await addMissing(Sums.collection, sums)
}

/** What these versions made of the suggestions, by version; those not summed up are missing. */
export async function sumsOf(consultation: string, versions: number[]): Promise<Map<number, RetagSum>> {
  const ids = versions.map(version => `${consultation}@${version}`)
  const found = await hotRetags.sums(ids).lean<RetagSum[]>().exec()
  return new Map(found.map(each => [each.version, each]))
}
