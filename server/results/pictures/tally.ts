import { fewestInCell, smallGroups } from '../../../analysis/application.ts'
import { raisedBy } from '../../coding/mentionStore.ts'
import { standingResponses } from '../../responses/standingStore.ts'
import { groupBy } from '../closed/groups.ts'
import type { Audience } from './picture.ts'

/** Counts of respondents by the themes that they raised. What is by theme is in the order of the themes asked for. */
export type ThemeTally = {
  respondents: number
  raised: number[]
  /** By group: how many there are, and how many of these raised each theme. `''`: the group is not known. */
  groups: Map<string, { respondents: number; raised: number[] }>
  /** How many raised both of two themes. */
  together: number[][]
  /** By day (`2026-11-28`): how many responses came, and how many of these raised each theme. */
  days: Map<string, { respondents: number; raised: number[] }>
  attributes: string[]
}

/** So many groups are told apart; a table of more could not be read. */
const mostGroups = 10

/**
 * Counts who raised which themes, over the responses that stand, from the mentions that are kept of each: a batch of
 * responses at a time, so that memory grows with the themes and groups alone.
 *
 * @param by what respondents are told apart by: see closed/groups.ts
 */
export async function tallyThemes(consultation: string, themes: string[], by: string): Promise<ThemeTally> {
  const none = () => ({ respondents: 0, raised: themes.map(() => 0) })
  const [all, groups, days] = [
    none(),
    new Map<string, ReturnType<typeof none>>(),
    new Map<string, ReturnType<typeof none>>(),
  ]
  const together = themes.map(() => themes.map(() => 0))
  const attributes = new Set<string>()
  const places = new Map(themes.map((theme, at) => [theme, at]))
  const groupOf = groupBy(by)
  for await (const responses of standingResponses(consultation)) {
    const raised = await raisedBy(
      consultation,
      responses.map(({ _id }) => _id),
    )
    for (const response of responses) {
      const own = (raised.get(response._id) ?? []).flatMap(theme => places.get(theme) ?? [])
      const group = groupOf(response)
      const day = response.submittedOn.toISOString().slice(0, 10)
      for (const counts of [all, kept(groups, group, none), kept(days, day, none)]) {
        counts.respondents++
        for (const at of own) counts.raised[at] = (counts.raised[at] ?? 0) + 1
      }
      for (const a of own) {
        const row = together[a]
        if (row) for (const b of own) row[b] = (row[b] ?? 0) + 1
      }
      for (const name of Object.keys(response.attributes)) attributes.add(name)
    }
  }
  return { ...all, groups, together, days, attributes: [...attributes] }
}

function kept<T>(counts: Map<string, T>, key: string, none: () => T): T {
  const known = counts.get(key) ?? none()
  counts.set(key, known)
  return known
}

type Counts = { respondents: number; raised: number[] }

/**
 * The largest groups; all others as one. For publication so are groups of so few that their name could tell who they
 * are.
 */
export function largestGroups({ groups, raised }: ThemeTally, to: Audience): Map<string, Counts> {
  const sorted = [...groups].sort(
    ([a, one], [b, other]) => other.respondents - one.respondents || (a < b ? -1 : 1),
  )
  const isNamed = ([, { respondents }]: [string, Counts], at: number) =>
    at < mostGroups && (to === 'team' || respondents >= fewestInCell)
  const shown = new Map(sorted.filter(isNamed))
  if (shown.size === sorted.length) return shown
  const rest: Counts = { respondents: 0, raised: raised.map(() => 0) }
  for (const [, counts] of sorted.slice(shown.size)) {
    rest.respondents += counts.respondents
    counts.raised.forEach((count, at) => {
      rest.raised[at] = (rest.raised[at] ?? 0) + count
    })
  }
  return shown.set(smallGroups, rest)
}
