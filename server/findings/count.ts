import { type Answer, type Coding, type Prevalence, prevalence, type Tag } from '../../analysis/index.ts'
import { withDescendants } from '../codebook/hierarchy.ts'
import { type StoredTheme, themes as themesOf } from '../codebook/store.ts'
import { codingsOf } from '../coding/codingStore.ts'
import { eachTagging } from '../coding/taggingStore.ts'
import { standingRespondents } from '../responses/store.ts'
import { answeredIn } from '../responses/textStore.ts'
import type { Finding } from './store.ts'

/** A finding with its count as it is now. */
export type CountedFinding = {
  finding: Finding
  /** Its themes, each with how many of those who answered raised it, whatever they said. */
  themes: { id: string; name: string; respondents: number }[]
  count: Prevalence
}

/** What the counts of a consultation are made of, read once for all its findings. */
export type CountFacts = {
  themes: StoredTheme[]
  /** Texts with more than a non-answer, of respondents who have not withdrawn. Counting needs no words, and reads none. */
  answers: Answer[]
  codings: Coding[]
  tags: Tag[]
}

/** Counts findings of one consultation from its codings as they stand. */
export async function countFindings(consultation: string, findings: Finding[]): Promise<CountedFinding[]> {
  const facts = await readCountFacts(consultation)
  return findings.map(finding => countFinding(finding, facts))
}

export async function readCountFacts(consultation: string): Promise<CountFacts> {
  const [themes, texts, codings, standing, tags] = await Promise.all([
    themesOf(consultation),
    answeredIn(consultation),
    codingsOf(consultation),
    standingRespondents(consultation),
    tagsOf(consultation),
  ])
  const answers = texts
    .filter(({ nonAnswer, respondent }) => !nonAnswer && standing.has(respondent))
    .map(({ _id: id, respondent, question }) => ({ id, respondent, question, text: '' }))
  return { themes, answers, codings, tags }
}

/** Counts one finding by the themes that it names, each with all below it. */
export function countFinding(finding: Finding, facts: CountFacts): CountedFinding {
  const chosen = themesIn(finding, facts)
  const answers = facts.answers.filter(answer => finding.scope.includes(answer.question))
  const codings = underChosen(facts.codings, finding, facts)
  const tags = underChosen(facts.tags, finding, facts)
  const count = (themes: string[]): Prevalence =>
    themes.length === 0
      ? { ...nothing, of: new Set(answers.map(answer => answer.respondent)).size }
      : prevalence({ claim: { themes, match: finding.match }, answers, codings, tags })
  return {
    finding,
    themes: chosen.map(({ id, name }) => ({ id, name, respondents: placed(count([id])) })),
    count: count(chosen.map(theme => theme.id)),
  }
}

/** The codings that a finding rests on: of its themes and all below them, in answer to its questions. */
export function codingsFor(finding: Pick<Finding, 'themes' | 'scope'>, facts: CountFacts): Coding[] {
  const inScope = new Set(
    facts.answers.filter(answer => finding.scope.includes(answer.question)).map(answer => answer.id),
  )
  return underChosen(facts.codings, finding, facts).filter(coding => inScope.has(coding.text))
}

/** How many respondents a count places anywhere. */
export function placed({ supports, opposes, mixed, mentions }: Prevalence): number {
  return supports + opposes + mixed + mentions
}

const nothing: Prevalence = {
  supports: 0,
  opposes: 0,
  mixed: 0,
  mentions: 0,
  of: 0,
  coded: { unaided: 0, acceptedFromMachine: 0, unreviewed: 0 },
}

function themesIn(finding: Pick<Finding, 'themes'>, { themes }: CountFacts): StoredTheme[] {
  return themes.filter(theme => finding.themes.includes(theme.id))
}

/** Lets what was coded with a theme below a chosen one stand for that. */
function underChosen<T extends { theme: string }>(
  items: T[],
  finding: Pick<Finding, 'themes'>,
  facts: CountFacts,
): T[] {
  const families = themesIn(finding, facts).map(({ id }) => ({
    id,
    family: withDescendants(facts.themes, id),
  }))
  return items.flatMap(item =>
    families.flatMap(({ id, family }) => (family.has(item.theme) ? [{ ...item, theme: id }] : [])),
  )
}

async function tagsOf(consultation: string): Promise<Tag[]> {
  const tags: Tag[] = []
  for await (const tagging of eachTagging(consultation)) for (const tag of tagging.tags) tags.push(tag)
  return tags
}
