import { model, Schema } from 'mongoose'
import type { Translations } from './languages/translations.ts'
import { questionnaireProblems } from './questionnaireProblems.ts'
import type { Page, Questionnaire } from './questions.ts'

/**
 * How testimony is analysed. `codebook`: coders apply one codebook, and how far they agree is measured. `reflexive`:
 * reading is the researchers' own; nothing is said of agreement, and their memos and the history of themes are shown.
 */
export const approaches = ['codebook', 'reflexive'] as const
export type Approach = (typeof approaches)[number]

/** A question put to many people, from when to when, and why. Its id is the name in its address. */
export type Consultation = {
  _id: string
  title: string
  /** Who asks. */
  asker: string
  /** Paragraphs. */
  why: string[]
  howUsed: string[]
  contact: string
  /** `open` takes answers between `opensAt` and `closesAt`; `imported` holds answers that were gathered elsewhere. */
  kind: 'open' | 'imported'
  opensAt: Date
  closesAt: Date
  /** The version of the questionnaire that is asked now; 0 while none was ever published. */
  version: number
  createdAt: Date
  /** How it is analysed; absent: by codebook. */
  approach?: Approach
  /** Whose clocks its hours are told by, as the IANA database names the zone; absent: Europe/London. */
  zone?: string
  /** For how many minutes after the close a draft that was begun before it may be sent; absent: none. */
  graceMinutes?: number
  /** For how many days after the close what was not sent is kept; absent: 30. */
  draftDays?: number
  /** Who may begin an answer, beside those who are invited; absent: anybody. */
  access?: 'invited'
  /** How often its settings were changed, so that two people cannot overwrite each other unseen; absent: never. */
  changes?: number
  /** Whether freedom-of-information law may compel whoever asks to disclose what they hold; absent: no. */
  publicBody?: boolean
  /** The languages that it is asked in, by tag, that of its texts first; absent: English alone. */
  languages?: string[]
  /** Its own words in the others (see languages/ownTexts.ts). */
  translations?: Translations
}

const consultations = new Schema<Consultation>(
  {
    _id: { type: String, required: true },
    title: { type: String, required: true },
    asker: { type: String, required: true },
    why: { type: [String], required: true },
    howUsed: { type: [String], required: true },
    // Not `required`: Mongoose takes an empty string for a missing one, and an import has nobody to write to.
    contact: String,
    kind: { type: String, enum: ['open', 'imported'], required: true },
    opensAt: { type: Date, required: true },
    closesAt: { type: Date, required: true },
    version: { type: Number, required: true },
    createdAt: { type: Date, required: true },
    approach: { type: String, enum: approaches },
    zone: String,
    graceMinutes: Number,
    draftDays: Number,
    access: { type: String, enum: ['invited'] },
    changes: Number,
    publicBody: Boolean,
    languages: { type: [String], default: undefined },
    translations: Schema.Types.Mixed,
  },
  { versionKey: false },
)
/** For the stores of this room. */
export const Consultations = model('Consultation', consultations, 'consultations')

const questionnaires = new Schema<Questionnaire>(
  {
    _id: { type: String, required: true },
    consultation: { type: String, required: true },
    version: { type: Number, required: true },
    pages: { type: Schema.Types.Mixed, required: true },
    translations: Schema.Types.Mixed,
    publishedAt: Date,
    publishedBy: String,
  },
  { versionKey: false },
)
const Questionnaires = model('Questionnaire', questionnaires, 'questionnaires')

export function findConsultation(id: string): Promise<Consultation | null> {
  return Consultations.findById(id).lean<Consultation>().exec()
}

export function approachOf({ approach = 'codebook' }: Pick<Consultation, 'approach'>): Approach {
  return approach
}

export async function setApproach(id: string, approach: Approach): Promise<void> {
  await Consultations.updateOne({ _id: id }, { $set: { approach } })
}

const recently = new Map<string, { found: Promise<Consultation | null>; until: number }>()

/**
 * A consultation as it was at most a second ago, for those who answer it: many ask for the same one at once.
 * Whether it is open is a matter of its dates, and so exact all the same.
 */
export function recentConsultation(id: string): Promise<Consultation | null> {
  const now = performance.now()
  const known = recently.get(id)
  if (known && now < known.until) return known.found
  const found = findConsultation(id)
  recently.set(id, { found, until: now + 1000 })
  found.then(
    consultation => consultation ?? recently.delete(id),
    () => recently.delete(id),
  )
  return found
}

/** Has the next who answers see a consultation as it is now; other processes do within a second. */
export function forgetRecent(id: string): void {
  recently.delete(id)
}

export function listConsultations(): Promise<Consultation[]> {
  return Consultations.find().sort({ createdAt: -1 }).lean<Consultation[]>().exec()
}

/** Published versions never change, so each is read once; a process meets few of them. */
const published = new Map<string, Questionnaire>()

/**
 * A version as it was published; version 0, of a consultation without any, asks nothing.
 * @throws Error when the version was never published: a programmer's mistake.
 */
export async function questionnaireOf(consultation: string, version: number): Promise<Questionnaire> {
  if (version === 0) return { _id: `${consultation}@0`, consultation, version, pages: [] }
  const id = `${consultation}@${version}`
  const found = published.get(id) ?? (await Questionnaires.findById(id).lean<Questionnaire>().exec())
  if (!found) throw new Error(`questionnaireOf: ${consultation} has no version ${version}`)
  published.set(id, found)
  return found
}

/**
 * Writes the questionnaire first, so that a consultation never names a version that is not there.
 * @throws Error where the questionnaire cannot be asked: check it with {@link questionnaireProblems} before
 */
export async function addConsultation(
  consultation: Omit<Consultation, 'version'>,
  pages: Page[],
  translations?: Translations,
): Promise<void> {
  const problems = questionnaireProblems(pages).map(({ place, message }) => `${place}: ${message}`)
  if (problems.length > 0) throw new Error(`addConsultation: ${consultation._id}: ${problems.join(' ')}`)
  await Questionnaires.updateOne(
    { _id: `${consultation._id}@1` },
    {
      $setOnInsert: {
        ...{ consultation: consultation._id, version: 1, pages },
        ...(translations ? { translations } : {}),
      },
    },
    { upsert: true },
  )
  await Consultations.create({ ...consultation, version: 1 })
}

/** Freezes a version; false where one of this number was published already: versions never change. */
export async function freezeQuestionnaire(questionnaire: Omit<Questionnaire, '_id'>): Promise<boolean> {
  const { consultation, version, ...rest } = questionnaire
  const result = await Questionnaires.updateOne(
    { _id: `${consultation}@${version}` },
    { $setOnInsert: { consultation, version, ...rest } },
    { upsert: true },
  )
  return result.upsertedCount === 1
}

/** Asks the version after `version` from now on, if it was published. @returns whether that is asked now */
export async function askNextVersion({
  _id,
  version,
}: Pick<Consultation, '_id' | 'version'>): Promise<boolean> {
  if (!(await Questionnaires.exists({ _id: `${_id}@${version + 1}` }))) return false
  const result = await Consultations.updateOne({ _id, version }, { $set: { version: version + 1 } })
  if (result.matchedCount === 1) recently.delete(_id)
  return result.matchedCount === 1
}

/** `draft`: no questionnaire was published yet, so that nobody but its owners sees it. */
export type Opening = 'draft' | 'before' | 'open' | 'closed'

/**
 * Whether a consultation takes answers at `now`.
 *
 * @param begun when the draft was begun that is asked about: one from before the close has the time of grace too
 */
export function openingOf(consultation: Consultation, now: Date, begun?: Date): Opening {
  if (consultation.version === 0) return 'draft'
  const inTime = begun !== undefined && begun < consultation.closesAt
  const until = inTime ? graceEnds(consultation) : consultation.closesAt
  if (consultation.kind === 'imported' || now >= until) return 'closed'
  return now < consultation.opensAt ? 'before' : 'open'
}

/** Whether it has pages that anybody can see: it is neither imported nor still without a published version. */
export function isPublic({ kind, version }: Pick<Consultation, 'kind' | 'version'>): boolean {
  return kind === 'open' && version > 0
}

/** Until when a draft that was begun before the close may be sent. */
export function graceEnds({ closesAt, graceMinutes = 0 }: Consultation): Date {
  return new Date(closesAt.getTime() + graceMinutes * 60_000)
}

/** The zone whose clocks tell its hours. */
export function zoneOf({ zone = 'Europe/London' }: Pick<Consultation, 'zone'>): string {
  return zone
}
