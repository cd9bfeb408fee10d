import { masiAlpha, themeAgreement } from '../../../analysis/index.ts'
import { themes as themesOf } from '../../codebook/store.ts'
import { type AuditResult, fewestToShow, overallResult, themeResult } from '../../coding/audit/estimates.ts'
import { answeredOf, sampleOf } from '../../coding/audit/sample.ts'
import { codersOf } from '../../coding/codingStore.ts'
import { firstCodings } from '../../coding/firstCodings.ts'
import { countReadInFull } from '../../coding/readInFull.ts'
import { countSettled } from '../../coding/rounds/differenceStore.ts'
import { draftsKeptUntil } from '../../consultations/running/kept.ts'
import { type Approach, approachOf, type Consultation, openingOf } from '../../consultations/store.ts'
import type { Finding } from '../../findings/store.ts'
import { countByCapacity, countResponses } from '../../responses/countStore.ts'
import { countUnsent } from '../../responses/draftStore.ts'
import { capacityTotals } from './capacityTotals.ts'

/** How respondents came to answer. */
export type CameBy = {
  /** `imported`: gathered elsewhere, so that nobody knows here who was asked. */
  kind: Consultation['kind']
  opened: Date
  closed: Date | null
  /** Those who were shown the questions, began an answer and have not sent it; null where that is kept no longer. */
  unsent: number | null
}

/** How far coders agree on what they coded unaided, over the answers that two of them or more coded so. */
export type MethodAgreement = {
  answers: number
  /** Over whole sets of themes, with its interval; a reason where it cannot be told. */
  overall: { value: number; low: number; high: number } | { reason: string }
  themes: { id: string; name: string; answers: number; alpha: number | null }[]
}

/** What is said of a check of the machine on passages drawn by lot; `about` is the only theme that it was of, or empty. */
export type MethodAudit = AuditResult & {
  about: string
  passages: number
  /** Each theme that the findings rest on, where several were checked; null of one that was not among them. */
  themes: { id: string; name: string; result: AuditResult | null }[]
}

/** What a method note tells of a consultation besides its findings' counts. */
export type MethodFacts = {
  approach: Approach
  answered: number
  withdrawn: number
  cameBy: CameBy
  /** Those who answered, by the capacity in which they did: null where so few could be told apart. */
  capacities: { name: string; respondents: number | null }[]
  coders: number
  /** How many passages that coders coded differently are settled. */
  settled: number
  /** Null where testimony is read reflexively: agreement is no measure of that. */
  agreement: MethodAgreement | null
  /** Null where there is too little to say. */
  audit: MethodAudit | null
  /** How many responses that stand somebody says they read in full. */
  readInFull: number
}

/** Agreement on fewer answers is left to chance. As for one theme, see `themeAgreement`. */
const fewestAnswers = 20

/** Reads what a method note tells; what is told by theme is of those that these findings rest on. */
export async function readMethodFacts(
  consultation: Consultation,
  findings: Pick<Finding, 'themes'>[],
  now = new Date(),
): Promise<MethodFacts> {
  const { _id } = consultation
  const approach = approachOf(consultation)
  const wanted = new Set(findings.flatMap(finding => finding.themes))
  const [answered, withdrawn, cameBy, capacities, coders, settled, agreement, audit, readInFull] =
    await Promise.all([
      countResponses(_id, 'submitted'),
      countResponses(_id, 'withdrawn'),
      readCameBy(consultation, now),
      countByCapacity(_id).then(capacityTotals),
      codersOf(_id),
      countSettled(_id),
      approach === 'reflexive' ? null : readAgreement(_id, wanted),
      readAudit(_id, wanted),
      countReadInFull(_id),
    ])
  return {
    approach,
    answered,
    withdrawn,
    cameBy,
    capacities,
    coders: coders.length,
    settled,
    agreement,
    audit,
    readInFull,
  }
}

async function readCameBy(consultation: Consultation, now: Date): Promise<CameBy> {
  const { _id, kind, opensAt, closesAt } = consultation
  const kept = kind === 'open' && now < draftsKeptUntil(consultation)
  return {
    kind,
    opened: opensAt,
    closed: openingOf(consultation, now) === 'closed' ? closesAt : null,
    unsent: kept ? await countUnsent(_id) : null,
  }
}

async function readAgreement(consultation: string, wanted: Set<string>): Promise<MethodAgreement> {
  const [codings, themes] = await Promise.all([firstCodings(consultation), themesOf(consultation)])
  const read = new Map([...codings].filter(([, coders]) => coders.size >= 2))
  const names = new Map(themes.map(theme => [theme.id, theme.name]))
  const judged = [...wanted].filter(theme => names.has(theme))
  return {
    answers: read.size,
    overall: overallOf(read),
    themes:
      read.size === 0
        ? []
        : themeAgreement(read, { themes: judged, resamples: 100 }).map(
            ({ theme, units, alpha, caution }) => ({
              id: theme,
              name: names.get(theme) ?? '',
              answers: units,
              alpha: caution === null ? alpha.value : null,
            }),
          ),
  }
}

function overallOf(codings: Parameters<typeof masiAlpha>[0]): MethodAgreement['overall'] {
  if (codings.size < fewestAnswers)
    return {
      reason: `it takes ${fewestAnswers} answers that two people coded unaided, and there are ${codings.size}`,
    }
  const { alpha, interval } = masiAlpha(codings)
  if (alpha.value === null || interval.low === null)
    return {
      reason: 'all coded these answers alike, which shows nothing of whether they could tell them apart',
    }
  return { value: alpha.value, low: interval.low, high: interval.high }
}

async function readAudit(consultation: string, wanted: Set<string>): Promise<MethodAudit | null> {
  const sample = await sampleOf(consultation)
  if (!sample?.audit.strata) return null
  const passages = answeredOf(sample).length
  if (passages < fewestToShow) return null
  const checked = sample.audit.themes
  const [only = ''] = checked
  const names = new Map((await themesOf(consultation)).map(theme => [theme.id, theme.name]))
  const about = checked.length === 1 ? (names.get(only) ?? 'a theme that is no longer in use') : ''
  const themes = [...names]
    .filter(([id]) => wanted.has(id) && checked.length > 1)
    .map(([id, name]) => ({ id, name, result: checked.includes(id) ? themeResult(sample, id) : null }))
  return { ...overallResult(sample), about, passages, themes }
}
