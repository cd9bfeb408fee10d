import type { ReadCase } from '../../files/project/projectParts.ts'

/** A source that more cases than these have tells nothing of groups, and would have each compared with each. */
const mostCasesOfSource = 20

/**
 * Which cases hold others together: all of their sources are those of two cases or more that are smaller. Their
 * respondents are those smaller ones.
 *
 * @returns the groups, the smallest first, each with the places of the cases that it holds
 */
export function groupsOf(cases: readonly ReadCase[]): { group: ReadCase; members: number[] }[] {
  const having = new Map<string, number[]>()
  for (const [at, { sources }] of cases.entries())
    for (const source of new Set(sources)) {
      const places = having.get(source)
      if (places) places.push(at)
      else having.set(source, [at])
    }
  return cases
    .flatMap((group, at) => {
      const own = new Set(group.sources)
      const isTold = [...own].every(source => (having.get(source)?.length ?? 0) <= mostCasesOfSource)
      if (own.size < 2 || !isTold) return []
      const near = new Set([...own].flatMap(source => having.get(source) ?? []))
      const members = [...near]
        .sort((a, b) => a - b)
        .filter(each => {
          const sources = new Set(cases[each]?.sources)
          return each !== at && sources.size < own.size && [...sources].every(source => own.has(source))
        })
      const held = new Set(members.flatMap(each => cases[each]?.sources ?? []))
      return members.length > 1 && held.size === own.size ? [{ group, members }] : []
    })
    .sort((a, b) => a.group.sources.length - b.group.sources.length)
}
