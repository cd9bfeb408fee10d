import { type Position, positionsOn, tallied } from '../../analysis/application.ts'
import type { Answer, Coding, Prevalence } from '../../analysis/index.ts'
import { withDescendants } from '../codebook/hierarchy.ts'
import { type StoredTheme, themes as themesOf } from '../codebook/store.ts'
import { decisionsOn } from '../coding/codingStore.ts'
import { countRespondentsWaiting, whoWaits } from '../coding/mentionStore.ts'
import { countAnswered, withdrawnRespondents } from '../responses/store.ts'
import { answerFacts } from '../responses/textStore.ts'
import type { Finding } from './store.ts'

/** A finding with its count as it is now. */
export type CountedFinding = {
  finding: Finding
  /** Its themes, each with how many of those who answered raised it, whatever they said. */
  themes: { id: string; name: string; respondents: number }[]
  count: Prevalence
}

/** What the counts of some findings are made of, read once for all of them. */
export type CountFacts = {
  consultation: string
  themes: StoredTheme[]
  /** The texts that are coded, with more than a non-answer, of respondents who have not withdrawn; without words. */
  answers: Answer[]
  /** The codings that stand, of the findings' themes and all below them. */
  codings: Coding[]
}

/** Counts findings of one consultation from its codings as they stand. */
export async function countFindings(consultation: string, findings: Finding[]): Promise<CountedFinding[]> {
  const facts = await readCountFacts(consultation, findings)
  // Findings about the same questions are counted over the same respondents.
  const over = remembered((scope: string[]) => countAnswered(consultation, scope))
  return Promise.all(findings.map(async finding => countOver(finding, facts, await over(finding.scope))))
}

/** Reads what findings of these themes are counted from; of all themes, where no findings are given. */
export async function readCountFacts(
  consultation: string,
  findings?: Pick<Finding, 'themes'>[],
): Promise<CountFacts> {
  const [themes, withdrawn] = await Promise.all([themesOf(consultation), withdrawnRespondents(consultation)])
  const wanted = findings
    ? new Set(findings.flatMap(finding => familyOf(finding, themes)))
    : new Set(themes.map(theme => theme.id))
  const decisions = await decisionsOn(consultation, [...wanted])
  const codings = decisions.map(({ _id, ...decision }) => ({ id: _id, coder: '', ...decision }))
  const gone = new Set(withdrawn)
  const answers = (await answerFacts([...new Set(codings.map(coding => coding.text))]))
    .filter(({ nonAnswer, respondent }) => !nonAnswer && !gone.has(respondent))
    .map(({ _id: id, respondent, question }) => ({ id, respondent, question, text: '' }))
  return { consultation, themes, answers, codings }
}

/** Counts one finding by the themes that it names, each with all below it. */
export async function countFinding(finding: Finding, facts: CountFacts): Promise<CountedFinding> {
  return countOver(finding, facts, await countAnswered(facts.consultation, finding.scope))
}

/** Counts a finding over `of` respondents: those who answered any of its questions. */
async function countOver(finding: Finding, facts: CountFacts, of: number): Promise<CountedFinding> {
  const chosen = themesIn(finding, facts.themes)
  const answers = facts.answers.filter(answer => finding.scope.includes(answer.question))
  const codings = underChosen(facts.codings, finding, facts)
  const positions = (themes: string[]): Map<string, Position> =>
    themes.length === 0
      ? new Map()
      : positionsOn({ claim: { themes, match: finding.match }, answers, codings })
  const counted = positions(chosen.map(theme => theme.id))
  const unreviewed = await countUnreviewed(finding, facts, [...counted.keys()])
  return {
    finding,
    themes: chosen.map(({ id, name }) => ({ id, name, respondents: positions([id]).size })),
    count: tallied(counted, { of, unreviewed }),
  }
}

/** How many respondents who are not counted have suggestions on a finding's themes that nobody has decided on. */
async function countUnreviewed(
  finding: Pick<Finding, 'themes' | 'scope'>,
  { consultation, themes }: CountFacts,
  counted: string[],
): Promise<number> {
  const family = familyOf(finding, themes)
  const [all, among] = await Promise.all([
    countRespondentsWaiting(consultation, family, finding.scope),
    whoWaits(counted, family, finding.scope),
  ])
  return all - among.size
}

/** The codings that a finding rests on: of its themes and all below them, in answer to its questions. */
export function codingsFor(finding: Pick<Finding, 'themes' | 'scope'>, facts: CountFacts): Coding[] {
  const inScope = new Set(
    facts.answers.filter(answer => finding.scope.includes(answer.question)).map(answer => answer.id),
  )
  return underChosen(facts.codings, finding, facts).filter(coding => inScope.has(coding.text))
}

function themesIn(finding: Pick<Finding, 'themes'>, themes: StoredTheme[]): StoredTheme[] {
  return themes.filter(theme => finding.themes.includes(theme.id))
}

/** A finding's themes in use, with all below them. */
function familyOf(finding: Pick<Finding, 'themes'>, themes: StoredTheme[]): string[] {
  return [...new Set(themesIn(finding, themes).flatMap(({ id }) => [...withDescendants(themes, id)]))]
}

/** Lets what was coded with a theme below a chosen one stand for that. */
function underChosen<T extends { theme: string }>(
  items: T[],
  finding: Pick<Finding, 'themes'>,
  facts: CountFacts,
): T[] {
  const families = themesIn(finding, facts.themes).map(({ id }) => ({
    id,
    family: withDescendants(facts.themes, id),
  }))
  return items.flatMap(item =>
    families.flatMap(({ id, family }) => (family.has(item.theme) ? [{ ...item, theme: id }] : [])),
  )
}

/** Asks once for each different argument. */
function remembered<T>(ask: (of: string[]) => Promise<T>): (of: string[]) => Promise<T> {
  const answers = new Map<string, Promise<T>>()
  return of => {
    const key = JSON.stringify([...of].sort())
    const answer = answers.get(key) ?? ask(of)
    answers.set(key, answer)
    return answer
  }
}
