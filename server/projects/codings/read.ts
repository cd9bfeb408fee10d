import { codebookOf, latestVersions, type StoredTheme } from '../../codebook/store.ts'
import type { StoredCoding } from '../../coding/coding.ts'
import { allCodingsOf } from '../../coding/codingStore.ts'
import { coderNames } from '../../coding/pages/names.ts'
import type { Consultation } from '../../consultations/store.ts'
import { unitedQuestions } from '../../consultations/versions.ts'
import { groupBy } from '../../groupBy.ts'
import { attributeNames } from '../../responses/standingStore.ts'
import { type RawResponse, rawResponses } from '../../results/raw/read.ts'

/** A response that stands with all that was ever coded on it, the codings in the order of its words. */
export type CodedResponse = RawResponse & { codings: StoredCoding[] }

/** What names the parts of codings: themes, rules, coders, questions, models. */
export type Names = {
  themes: StoredTheme[]
  /** A theme with those above it: `Pay / Bonuses`. */
  path: (theme: string) => string
  /** A rule as it reads now; empty where it is gone, or what was learned suggested. */
  rule: (id: string | undefined) => string
  coder: (account: string) => string
  question: (id: string) => string
  /** The model that a version of the codebook suggested by; empty where by none. */
  model: (codebookVersion: number) => string
  attributes: string[]
}

export async function namesOf(consultation: Consultation): Promise<Names> {
  const { _id } = consultation
  const [{ themes }, versions, coder, questions, attributes] = await Promise.all([
    codebookOf(_id),
    latestVersions(_id, Number.MAX_SAFE_INTEGER),
    coderNames(),
    unitedQuestions(consultation),
    attributeNames(_id),
  ])
  const paths = pathsOf(themes)
  const rules = new Map(themes.flatMap(theme => theme.rules.map(({ id, source }) => [id, source] as const)))
  const labels = new Map(questions.map(({ id, label }) => [id, label]))
  const models = new Map(versions.map(({ version, model = '' }) => [version, model]))
  return {
    themes,
    path: theme => paths.get(theme) ?? theme,
    rule: id => rules.get(id ?? '') ?? '',
    coder,
    question: id => labels.get(id) ?? id,
    model: version => models.get(version) ?? '',
    // An import's own name of a row leads back to it.
    attributes: attributes.filter(name => name !== 'id'),
  }
}

function pathsOf(themes: readonly StoredTheme[]): Map<string, string> {
  const byId = new Map(themes.map(theme => [theme.id, theme]))
  return new Map(
    themes.map(theme => {
      const names: string[] = []
      for (
        let above: StoredTheme | undefined = theme;
        above && names.length <= themes.length;
        above = byId.get(above.parent ?? '')
      )
        names.unshift(above.name)
      return [theme.id, names.join(' / ')]
    }),
  )
}

/** All responses that stand with their codings, a batch at a time. */
export async function* codedResponses(consultation: string): AsyncGenerator<CodedResponse[]> {
  for await (const batch of rawResponses(consultation, { identified: false })) {
    const ids = batch.map(({ response }) => response._id)
    const byRespondent = groupBy(await allCodingsOf(consultation, ids), ({ respondent }) => respondent)
    yield batch.map(raw => ({
      ...raw,
      codings: (byRespondent.get(raw.response._id) ?? []).sort(inTheirOrder),
    }))
  }
}

function inTheirOrder(a: StoredCoding, b: StoredCoding): number {
  if (a.question !== b.question) return a.question < b.question ? -1 : 1
  return a.start - b.start || a.end - b.end || (a.id < b.id ? -1 : 1)
}
