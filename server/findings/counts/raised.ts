import { themesTogether } from '../../../analysis/index.ts'
import type { StoredTheme } from '../../codebook/store.ts'
import { eachRaising } from '../../coding/mentionStore.ts'
import { KeptCounts } from '../../keptCounts.ts'
import { hasMany } from '../../responses/many.ts'
import { countPeople, peopleOf, personOf } from '../../responses/samePerson/people.ts'

/** How many people raised each theme, whatever they said, and sets of themes together more often than chance gives. */
export type Raised = {
  of: number
  single: Map<string, number>
  sets: { themes: string[]; respondents: number }[]
}

const kept = new KeptCounts<Raised>(() => true, { isLong: true })

/**
 * How many raised each theme and sets of them, of all who answered any of these questions; `at` where it is not of this
 * moment, since there is too much to count. Undefined where that takes a while.
 */
export async function raisedToShow(
  consultation: string,
  themes: StoredTheme[],
  scope: string[],
): Promise<{ raised: Raised; at?: Date } | undefined> {
  const count = () => countRaised(consultation, themes, scope)
  if (!(await hasMany(consultation))) return { raised: await count() }
  const key = JSON.stringify([consultation, themes.map(({ id }) => id), scope])
  const last = await kept.soon(key, count)
  return last && { raised: last.value, at: last.at }
}

async function countRaised(consultation: string, themes: StoredTheme[], scope: string[]): Promise<Raised> {
  const [people, of] = await Promise.all([peopleOf(consultation), countPeople(consultation, scope)])
  const raised = new Map<string, Set<string>>()
  for (const { id } of themes)
    for await (const respondent of eachRaising(consultation, id)) {
      const person = personOf(people, respondent)
      const all = raised.get(person) ?? new Set<string>()
      raised.set(person, all.add(id))
    }
  const single = new Map<string, number>()
  for (const all of raised.values()) for (const id of all) single.set(id, (single.get(id) ?? 0) + 1)
  // Who answered is counted apart, and may have changed since.
  return { of, single, sets: themesTogether(raised, { of: Math.max(of, raised.size) }) }
}
