import type { Ratings } from './ratings.ts'

/**
 * What coders found in each unit (a response, a passage): unit → coder → the ids of themes. An empty set says
 * that the coder read the unit and found none; a coder who did not read it is not in its map.
 */
export type ThemeCodings = ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>

/** The codings as ratings: what `rate` makes of each set, null for units that a coder did not read. */
export function ratingsOf(codings: ThemeCodings, rate: (themes: ReadonlySet<string>) => string): Ratings {
  const coders = new Set([...codings.values()].flatMap(unit => [...unit.keys()]))
  return [...codings.values()].map(unit =>
    [...coders].map(coder => {
      const themes = unit.get(coder)
      return themes === undefined ? null : rate(themes)
    }),
  )
}
