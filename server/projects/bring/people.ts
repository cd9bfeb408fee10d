import type { Losses } from '../../files/project/losses.ts'
import type { ProjectHead, ReadCase, ReadValue } from '../../files/project/projectParts.ts'
import type { ReadProject } from '../../files/project/readProject.ts'
import { groupsOf } from './groups.ts'

type Read = Extract<ReadProject, { ok: true }>

/** Somebody whose texts are together: a case with its sources, or a source that no case has. */
export type Person = {
  guid: string
  name: string
  values: ReadValue[]
  /** The case that holds them and others together. */
  group?: { name: string; values: ReadValue[] }
  /** Which sources, by their place in the project, and which question each answers. */
  texts: { source: number; question: string }[]
}

export type People = { people: Person[]; questions: { id: string; label: string }[] }

/** So many texts of one case make so many questions; what a case has besides stands by itself. */
const mostQuestions = 50

/** Whether a project was written by Soundings, whose sets are the questions and whose variables are known. */
export function isOwn({ origin }: Pick<ProjectHead, 'origin'>): boolean {
  return origin === 'Soundings'
}

/** Who wrote what: each case is a respondent, but for those that hold others together, and each source that no case has. */
export function peopleOf({ head, sources }: Pick<Read, 'head' | 'sources'>, losses: Losses): People {
  const places = new Map(sources.map(({ guid }, at) => [guid, at]))
  const groups = groupsOf(head.cases)
  const isGroup = new Set(groups.map(({ group }) => group))
  const groupOf = new Map<ReadCase, ReadCase>()
  for (const { group, members } of groups)
    for (const at of members) {
      const member = head.cases[at]
      if (!member || isGroup.has(member)) continue
      if (groupOf.has(member))
        losses.add('A respondent of several cases was put into the smallest of them.', member.name)
      else groupOf.set(member, group)
    }
  const respondents = head.cases.filter(each => !isGroup.has(each))
  const questionOf = isOwn(head)
    ? questionsBySet({ sets: head.sets, cases: respondents }, places, sources.length)
    : undefined
  const taken = new Set<number>()
  let most = 1
  const people: Person[] = respondents.map(respondent => {
    const { guid, name, values, sources: own } = respondent
    const group = groupOf.get(respondent)
    const texts: Person['texts'] = []
    for (const source of own) {
      const at = places.get(source)
      if (at === undefined) continue
      if (taken.has(at))
        losses.add('A text of several cases was given to the first of them.', sources[at]?.name)
      else if (texts.length === mostQuestions)
        losses.add(
          `Of the texts of one case, those after the first ${mostQuestions} stand by themselves.`,
          name,
        )
      else {
        taken.add(at)
        texts.push({ source: at, question: questionOf?.[at] ?? `q${texts.length + 1}` })
      }
    }
    most = Math.max(most, texts.length)
    return {
      ...{ guid: guid || `case ${name}`, name, values, texts },
      ...(group ? { group: { name: group.name || group.guid, values: group.values } } : {}),
    }
  })
  const twice = new Set<string>()
  for (const person of people) {
    while (twice.has(person.guid)) person.guid += ' again'
    twice.add(person.guid)
  }
  for (const [at, { guid, name }] of sources.entries())
    if (!taken.has(at))
      people.push({
        ...{ guid: `source ${guid}`, name, values: [] },
        texts: [{ source: at, question: questionOf?.[at] ?? 'q1' }],
      })
  const questions = questionOf
    ? head.sets.map(({ name }, at) => ({ id: `q${at + 1}`, label: name || `Text ${at + 1}` }))
    : Array.from({ length: most }, (_, at) => ({
        id: `q${at + 1}`,
        label: most === 1 ? 'Text' : `Text ${at + 1}`,
      }))
  return { people, questions }
}

/** The question of each source, where every source is in one set and no case has two of one; else undefined. */
function questionsBySet(
  { sets, cases }: Pick<ProjectHead, 'sets' | 'cases'>,
  places: ReadonlyMap<string, number>,
  count: number,
): string[] | undefined {
  const questions: string[] = []
  let told = 0
  for (const [set, { sources }] of sets.entries())
    for (const source of sources) {
      const at = places.get(source)
      if (at === undefined) continue
      if (questions[at] !== undefined) return undefined
      questions[at] = `q${set + 1}`
      told++
    }
  const clear = cases.every(({ sources }) => {
    const own = sources.flatMap(source => questions[places.get(source) ?? -1] ?? [])
    return new Set(own).size === own.length
  })
  return told === count && count > 0 && clear ? questions : undefined
}
