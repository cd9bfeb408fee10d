import { model, Schema } from 'mongoose'
import { datesOf, type KeptDates, retentionOf } from '../retention/retentionStore.ts'
import { Consultations, findConsultation } from '../store.ts'

/** The texts of a consultation that law or courtesy expects; `closed` is what its closed pages say of what follows. */
export const pageKinds = ['privacy', 'accessibility', 'contact', 'closed'] as const
export type PageKind = (typeof pageKinds)[number]

/** On what a privacy notice says that personal data are kept (UK GDPR, Article 6(1)). */
export const lawfulBases = ['publicTask', 'legitimateInterests', 'legalObligation', 'consent'] as const
export type LawfulBasis = (typeof lawfulBases)[number]

/** What the composed pages rest on, beside the settings of the consultation. */
export type LegalFacts = {
  basis: LawfulBasis
  /** Whether freedom-of-information law may compel it to disclose what it holds. */
  isPublicBody: boolean
  /** How many months responses are kept after the close. */
  keptMonths: number
  /** Whom to write to about personal data, where that is not the contact of the consultation. */
  officer: string
  /** To whom one may complain. */
  regulator: string
}

/**
 * The facts of a consultation; `version` is raised by each change, and 0 where nobody has looked at them. How many
 * months after the close names and addresses are deleted is set apart, as the software does it: null where it never does;
 * `dates` are the days on which it deletes what.
 */
export type StoredFacts = LegalFacts & { version: number; namesMonths: number | null; dates: KeptDates }

/** One text as an owner wrote it; `text` is null where it is the composed one again. */
type StoredPage = { _id: string; consultation: string; kind: PageKind; text: string | null; version: number }

/** Whether it is a public body stands with the consultation, which is asked by every page of the respondents. */
type KeptFacts = Omit<StoredFacts, 'isPublicBody' | 'namesMonths' | 'dates'>

const facts = new Schema<KeptFacts & { _id: string }>(
  {
    _id: { type: String, required: true },
    basis: { type: String, enum: lawfulBases, required: true },
    keptMonths: { type: Number, required: true },
    officer: String,
    regulator: String,
    version: { type: Number, required: true },
  },
  { versionKey: false },
)
const Facts = model('LegalFacts', facts, 'legalFacts')

const pages = new Schema<StoredPage>(
  {
    _id: { type: String, required: true },
    consultation: { type: String, required: true },
    kind: { type: String, enum: pageKinds, required: true },
    text: String,
    version: { type: Number, required: true },
  },
  { versionKey: false },
)
const Pages = model('ConsultationPage', pages, 'consultationPages')

const customary: KeptFacts = {
  basis: 'legitimateInterests',
  keptMonths: 24,
  officer: '',
  regulator: 'the Information Commissioner’s Office, https://ico.org.uk/make-a-complaint/',
  version: 0,
}

export async function factsOf(consultation: string): Promise<StoredFacts> {
  const [found, asking, retention] = await Promise.all([
    Facts.findById(consultation).lean<KeptFacts & { _id: string }>().exec(),
    findConsultation(consultation),
    retentionOf(consultation),
  ])
  return {
    ...(found ?? customary),
    isPublicBody: asking?.publicBody === true,
    namesMonths: retention.months,
    dates: asking ? datesOf(retention, asking.closesAt) : {},
  }
}

/** Changes the version of the facts that somebody saw; false where another changed them since. */
export async function changeFacts(
  consultation: string,
  seen: number,
  { isPublicBody, ...changed }: LegalFacts,
): Promise<boolean> {
  const isChanged = await changeSeen(seen, { ...changed, version: seen + 1 }, (filter, update, options) =>
    Facts.updateOne({ _id: consultation, ...filter }, update, options),
  )
  if (isChanged) await Consultations.updateOne({ _id: consultation }, { $set: { publicBody: isPublicBody } })
  return isChanged
}

/** What an owner wrote for a page, and its version; the text is null where nothing stands in place of the composed one. */
export async function writtenPage(
  consultation: string,
  kind: PageKind,
): Promise<{ text: string | null; version: number }> {
  const found = await Pages.findById(pageId(consultation, kind)).lean<StoredPage>().exec()
  return { text: found?.text ?? null, version: found?.version ?? 0 }
}

/** Which pages of a consultation an owner wrote. */
export async function writtenKinds(consultation: string): Promise<Set<PageKind>> {
  const ids = pageKinds.map(kind => pageId(consultation, kind))
  const found = await Pages.find({ _id: { $in: ids }, text: { $type: 'string' } }, { kind: 1 })
    .lean<{ kind: PageKind }[]>()
    .exec()
  return new Set(found.map(({ kind }) => kind))
}

/** Changes the version of a page that somebody saw; false where another changed it since. */
export function changePage(
  consultation: string,
  kind: PageKind,
  seen: number,
  text: string | null,
): Promise<boolean> {
  return changeSeen(seen, { consultation, kind, text, version: seen + 1 }, (filter, update, options) =>
    Pages.updateOne({ _id: pageId(consultation, kind), ...filter }, update, options),
  )
}

function pageId(consultation: string, kind: PageKind): string {
  return `${consultation}/${kind}`
}

type Update = (
  filter: { version?: number },
  update: object,
  options: { upsert?: boolean },
) => PromiseLike<{ matchedCount: number; upsertedCount: number }>

async function changeSeen(seen: number, changed: object, update: Update): Promise<boolean> {
  if (seen === 0) return (await update({}, { $setOnInsert: changed }, { upsert: true })).upsertedCount === 1
  return (await update({ version: seen }, { $set: changed }, {})).matchedCount === 1
}
