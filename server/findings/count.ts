import { setImmediate as turn } from 'node:timers/promises'
import {
  type CampaignCount,
  type Letter,
  type Position,
  type PrintedTable,
  positionsOn,
  settledCodings,
  tallied,
} from '../../analysis/application.ts'
import type { Answer, Capacity, Coding, Prevalence } from '../../analysis/index.ts'
import { lettersAnswering } from '../campaigns/letters.ts'
import { withDescendants } from '../codebook/hierarchy.ts'
import { type StoredTheme, themes as themesOf } from '../codebook/store.ts'
import { decisionsOn } from '../coding/codingStore.ts'
import { respondentsWaiting } from '../coding/mentionStore.ts'
import { type Approach, approachOf, findConsultation } from '../consultations/store.ts'
import { type RespondentFacts, respondentFacts } from '../responses/countStore.ts'
import { hasMany } from '../responses/many.ts'
import { replacedTexts } from '../responses/revising/revisionStore.ts'
import {
  countPeopleAs,
  onePerPerson,
  type People,
  peopleOf,
  personOf,
  withOthers,
} from '../responses/samePerson/people.ts'
import { withdrawnRespondents } from '../responses/store.ts'
import { answerFacts } from '../responses/textStore.ts'
import { capacityTable, type ForSeveral, forSeveral } from './counts/capacities.ts'
import { campaignsAmong } from './counts/letters.ts'
import { type Opposing, opposingOf } from './counts/opposing.ts'
import { promptedBy } from './counts/prompted.ts'
import type { Finding } from './store.ts'

/** A finding with its count as it is now. */
export type CountedFinding = {
  finding: Finding
  /** How the testimony is analysed; absent: by codebook. */
  approach?: Approach
  /** Its themes, each with how many of those who answered raised it, whatever they said. */
  themes: { id: string; name: string; respondents: number }[]
  count: Prevalence
  /** Those who support it and those who do not, by the capacity in which they answered, fit to be printed. */
  capacities: PrintedTable
  /** Answers among those who support it that speak for several people. For the desk alone: they may be few. */
  forSeveral?: ForSeveral
  /** How many of those who support it do so only in answer to questions that named what the finding is about. */
  prompted: number
  /** The count with each campaign as one voice; absent until campaigns were looked for. */
  campaigns?: CampaignCount
  /** The passages that speak against it. */
  opposing: Opposing
}

/** What the counts of some findings are made of, read once for all of them. */
export type CountFacts = {
  consultation: string
  themes: StoredTheme[]
  approach: Approach
  /**
   * The texts that are coded, with more than a non-answer, of respondents who have not withdrawn and say the same still;
   * without words. A person who sent several responses is the respondent of all of them.
   */
  answers: Answer[]
  /** The codings that stand, of the findings' themes and all below them. */
  codings: DatedCoding[]
  /** Who wrote those texts. */
  respondents: Map<string, RespondentFacts>
  /** Who sent several responses. */
  people: People
  /** Which of the findings' themes each question names by itself. */
  prompted: Map<string, Set<string>>
}

/** A coding, and when it took the shape it has. */
export type DatedCoding = Coding & { at: Date }

/** Those whom a finding is counted over: how many of each capacity, and the campaigns among them where known. */
type CountedOver = { capacities: Record<Capacity, number>; letters: Letter[] | undefined }

/** Counts findings of one consultation from its codings as they stand. */
export async function countFindings(consultation: string, findings: Finding[]): Promise<CountedFinding[]> {
  const isOneByOne = await hasMany(consultation)
  return isOneByOne ? countOneByOne(consultation, findings) : countTogether(consultation, findings)
}

/** Reads the codings of all findings at once, which is soonest done. */
export async function countTogether(consultation: string, findings: Finding[]): Promise<CountedFinding[]> {
  const facts = await readCountFacts(consultation, findings)
  // Findings about the same questions are counted over the same respondents.
  const over = remembered((scope: string[]) => readCountedOver(consultation, scope, facts.people))
  return Promise.all(findings.map(async finding => countOver(finding, facts, await over(finding.scope))))
}

/** The same holding the codings of one finding at a time, where all of them would not fit into memory. */
export async function countOneByOne(consultation: string, findings: Finding[]): Promise<CountedFinding[]> {
  const people = await peopleOf(consultation)
  const over = remembered((scope: string[]) => readCountedOver(consultation, scope, people))
  const counted: CountedFinding[] = []
  for (const finding of findings) {
    const facts = await readCountFacts(consultation, [finding])
    counted.push(await countOver(finding, facts, await over(finding.scope)))
  }
  return counted
}

/**
 * Reads what findings of these themes are counted from.
 *
 * @param of whose codings alone are read, where only some are asked about
 */
export async function readCountFacts(
  consultation: string,
  findings: Pick<Finding, 'themes'>[],
  of?: string[],
): Promise<CountFacts> {
  const [themes, withdrawn, replaced, found, people] = await Promise.all([
    themesOf(consultation),
    withdrawnRespondents(consultation),
    replacedTexts(consultation),
    findConsultation(consultation),
    peopleOf(consultation),
  ])
  const wanted = new Set(findings.flatMap(finding => familyOf(finding, themes)))
  const [decisions, prompted] = await Promise.all([
    decisionsOn(consultation, [...wanted], of),
    promptedBy(
      consultation,
      themes.filter(theme => wanted.has(theme.id)),
    ),
  ])
  const codings = settledCodings(decisions)
    .filter(({ text }) => !replaced.has(text))
    .map(({ _id, ...decision }) => ({ id: _id, ...decision }))
  const gone = new Set(withdrawn)
  const answers = (await answerFacts([...new Set(codings.map(coding => coding.text))]))
    .filter(({ nonAnswer, respondent }) => !nonAnswer && !gone.has(respondent))
    .map(({ _id: id, respondent, question }) => ({ id, respondent, question, text: '' }))
  const facts = await respondentFacts([...new Set(answers.map(answer => answer.respondent))])
  const respondents = onePerPerson(people, facts)
  return {
    consultation,
    approach: found ? approachOf(found) : 'codebook',
    themes,
    answers: answers.map(answer => ({ ...answer, respondent: personOf(people, answer.respondent) })),
    codings,
    respondents: new Map(respondents.map(facts => [facts._id, facts])),
    people,
    prompted,
  }
}

async function readCountedOver(consultation: string, scope: string[], people: People): Promise<CountedOver> {
  const [capacities, letters] = await Promise.all([
    countPeopleAs(consultation, scope, people),
    lettersAnswering(consultation, scope),
  ])
  return {
    capacities,
    letters: letters?.map(letter => ({ ...letter, respondent: personOf(people, letter.respondent) })),
  }
}

/** Counts one finding by the themes that it names, each with all below it. */
export async function countFinding(finding: Finding, facts: CountFacts): Promise<CountedFinding> {
  return countOver(finding, facts, await readCountedOver(facts.consultation, finding.scope, facts.people))
}

/** Counts a finding over those who answered any of its questions. Others get their turn in between. */
async function countOver(
  finding: Finding,
  facts: CountFacts,
  { capacities, letters }: CountedOver,
): Promise<CountedFinding> {
  const chosen = themesIn(finding, facts.themes)
  const codings = codingsFor(finding, facts)
  const counted = positionsFor(finding, facts, codings)
  await turn()
  const supporters = supportersIn(counted)
  const of = Object.values(capacities).reduce((sum, count) => sum + count, 0)
  const unreviewed = await countUnreviewed(finding, facts, withOthers(facts.people, [...counted.keys()]))
  const unprompted = positionsFor(finding, facts, unpromptedIn(codings, finding, facts))
  await turn()
  const themes: CountedFinding['themes'] = []
  for (const { id, name } of chosen) {
    themes.push({ id, name, respondents: positionsFor({ ...finding, themes: [id] }, facts, codings).size })
    await turn()
  }
  return {
    finding,
    approach: facts.approach,
    themes,
    count: tallied(counted, { of, unreviewed }),
    capacities: capacityTable(capacities, supporters, facts.respondents),
    forSeveral: forSeveral(supporters, facts.respondents),
    prompted: supporters.filter(respondent => unprompted.get(respondent)?.stance !== 'supports').length,
    ...(letters && { campaigns: campaignsAmong(letters, supporters, of, codings) }),
    opposing: opposingOf(codings, finding.looked),
  }
}

/** Where each respondent stands on a finding's claim, from these codings. */
function positionsFor(
  finding: Pick<Finding, 'themes' | 'match' | 'scope'>,
  facts: CountFacts,
  codings: Coding[],
): Map<string, Position> {
  const themes = themesIn(finding, facts.themes).map(theme => theme.id)
  const answers = facts.answers.filter(answer => finding.scope.includes(answer.question))
  return themes.length === 0
    ? new Map()
    : positionsOn({ claim: { themes, match: finding.match }, answers, codings })
}

/** Those who support a finding's claim. */
export function supportersOf(finding: Finding, facts: CountFacts): string[] {
  return supportersIn(positionsFor(finding, facts, codingsFor(finding, facts)))
}

function supportersIn(positions: Map<string, Position>): string[] {
  return [...positions].flatMap(([respondent, { stance }]) => (stance === 'supports' ? [respondent] : []))
}

/** Leaves out codings of what a question named by itself: of a chosen theme, or of any below it. */
function unpromptedIn<T extends Coding>(codings: T[], finding: Finding, facts: CountFacts): T[] {
  const questionOf = new Map(facts.answers.map(answer => [answer.id, answer.question]))
  const families = new Map(
    themesIn(finding, facts.themes).map(({ id }) => [id, withDescendants(facts.themes, id)]),
  )
  return codings.filter(({ text, theme }) => {
    const named = facts.prompted.get(questionOf.get(text) ?? '') ?? new Set<string>()
    return ![...(families.get(theme) ?? [])].some(each => named.has(each))
  })
}

/** How many respondents who are not counted have suggestions on a finding's themes that nobody has decided on. */
async function countUnreviewed(
  finding: Pick<Finding, 'themes' | 'scope'>,
  { consultation, themes }: CountFacts,
  counted: string[],
): Promise<number> {
  const waiting = await respondentsWaiting(consultation, familyOf(finding, themes), finding.scope)
  const isCounted = new Set(counted)
  return waiting.filter(respondent => !isCounted.has(respondent)).length
}

/** The codings that a finding rests on: of its themes and all below them, in answer to its questions. */
export function codingsFor(finding: Pick<Finding, 'themes' | 'scope'>, facts: CountFacts): DatedCoding[] {
  const inScope = new Set(
    facts.answers.filter(answer => finding.scope.includes(answer.question)).map(answer => answer.id),
  )
  return underChosen(facts.codings, finding, facts).filter(coding => inScope.has(coding.text))
}

/** The themes in use that a finding names, or that those it names were merged into. */
function themesIn(finding: Pick<Finding, 'themes'>, themes: StoredTheme[]): StoredTheme[] {
  return themes.filter(({ id, took = [] }) => [id, ...took].some(each => finding.themes.includes(each)))
}

/** A finding's themes in use, with all below them. */
export function familyOf(finding: Pick<Finding, 'themes'>, themes: StoredTheme[]): string[] {
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
