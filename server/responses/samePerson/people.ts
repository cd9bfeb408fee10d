import type { Capacity } from '../../../analysis/index.ts'
import { countAnsweredAs, factsOfAnswered, type RespondentFacts } from '../countStore.ts'
import type { Response } from '../response.ts'
import { findResponses } from '../store.ts'
import { samePairs } from './pairStore.ts'

/** Of each response that is one person’s with others: the response by which that person is counted, which is one of them. */
export type People = ReadonlyMap<string, string>

/** Who sent several responses, as somebody decided; what is one person’s with a third is one person’s with both. */
export async function peopleOf(consultation: string): Promise<People> {
  return joined(await samePairs(consultation))
}

export function joined(pairs: string[][]): People {
  const above = new Map<string, string>()
  const top = (id: string): string => {
    const next = above.get(id)
    return next === undefined || next === id ? id : top(next)
  }
  for (const pair of pairs) {
    const [first = '', ...others] = pair.map(top).sort()
    for (const id of [first, ...others]) above.set(id, first)
    for (const id of pair) if (!above.has(id)) above.set(id, first)
  }
  return new Map([...above.keys()].map(id => [id, top(id)]))
}

/** The response by which a respondent is counted: their own, unless they sent several. */
export function personOf(people: People, response: string): string {
  return people.get(response) ?? response
}

/** Some respondents with all other responses that are theirs. */
export function withOthers(people: People, respondents: string[]): string[] {
  const wanted = new Set(respondents)
  const others = [...people].flatMap(([response, person]) => (wanted.has(person) ? [response] : []))
  return [...new Set([...respondents, ...others])]
}

/** Each person once, by the response that counts for them where it is among these. */
export function onePerPerson<T extends { _id: string }>(people: People, facts: T[]): T[] {
  const found = new Map<string, T>()
  for (const each of facts) {
    const person = personOf(people, each._id)
    if (!found.has(person) || each._id === person) found.set(person, { ...each, _id: person })
  }
  return [...found.values()]
}

/** How many people who stand answered any of these questions with more than a non-answer, by capacity. */
export async function countPeopleAs(
  consultation: string,
  questions: string[],
  people: People,
): Promise<Record<Capacity, number>> {
  const counts = await countAnsweredAs(consultation, questions)
  if (people.size === 0) return counts
  const several = (await findResponses([...people.keys()])).filter(response => answers(response, questions))
  const counted = onePerPerson(people, several)
  for (const { capacity } of several) counts[capacity]--
  for (const { capacity } of counted) counts[capacity]++
  return counts
}

function answers({ state, answered }: Response, questions: string[]): boolean {
  return state === 'submitted' && answered.some(question => questions.includes(question))
}

/** The same in all. */
export async function countPeople(consultation: string, questions: string[]): Promise<number> {
  const counts = await countPeopleAs(consultation, questions, await peopleOf(consultation))
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}

/** Every person who stands and answered any of these questions, once, by the response that counts for them. */
export async function peopleAnswering(
  consultation: string,
  questions: string[],
  people: People,
): Promise<RespondentFacts[]> {
  return onePerPerson(people, await factsOfAnswered(consultation, questions))
}
