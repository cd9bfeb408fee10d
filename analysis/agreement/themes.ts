import { alphasOf, type Comparable } from './alpha.ts'
import type { BootstrapOptions, Interval } from './bootstrap.ts'
import { nominal } from './levels.ts'
import type { Coefficient, UnitTally } from './ratings.ts'
import type { ThemeCodings } from './themeCodings.ts'

/** How far coders agree on where one theme applies. */
export type ThemeAgreement = {
  theme: string
  /** Binary nominal α: applied or not. */
  alpha: Coefficient
  interval: Interval
  /** The share, 0 to 1, of the codings of those units that apply the theme. */
  prevalence: number
  /** Units that two coders or more read. */
  units: number
  /** Of those, in how many any coder applied the theme. */
  applied: number
  /** Why α says little here, or null: "too few units to say". */
  caution: string | null
}

/** With fewer units read by two coders, or fewer with or without the theme, α is left to chance. Our own choice. */
const fewestUnits = 20
const fewestOfEach = 5

/**
 * Krippendorff's binary α for each theme, with a bootstrap interval, in the order in which themes first occur.
 * Prevalence stands beside it, because α falls where a theme is rare.
 *
 * @param options `seed` (1), `resamples` (1,000), `confidence` (0.95); `themes`: which to judge, where not all
 * that occur
 * @throws Error when an option is out of its range.
 * @example
 * themeAgreement(new Map([['r1', new Map([['ann', new Set(['trust'])], ['bob', new Set()]])]]))[0].caution
 * // 'Too few units to say: 1 was read by two coders, and it takes 20.'
 */
export function themeAgreement(
  codings: ThemeCodings,
  { themes = themesIn(codings), ...options }: BootstrapOptions & { themes?: readonly string[] } = {},
): ThemeAgreement[] {
  const units = [...codings.values()].filter(unit => unit.size >= 2)
  const readers = units.map(unit => unit.size)
  const applied = appliedIn(units, themes)
  const alphas = alphasOf(
    applied.map(counts => appliedOrNot(readers, counts)),
    options,
  )
  const all = sum(readers)
  return themes.flatMap((theme, place) => {
    const counts = applied[place] ?? []
    const withTheme = counts.filter(count => count > 0).length
    const without = counts.filter((count, unit) => count < (readers[unit] ?? 0)).length
    return alphas.slice(place, place + 1).map(found => ({
      theme,
      ...found,
      prevalence: all === 0 ? 0 : sum(counts) / all,
      units: units.length,
      applied: withTheme,
      caution: cautionFor(units.length, withTheme, without),
    }))
  })
}

/** Of each theme, how many coders applied it in each unit. */
function appliedIn(units: ReadonlyMap<string, ReadonlySet<string>>[], themes: readonly string[]): number[][] {
  const counts = new Map(themes.map(theme => [theme, units.map(() => 0)]))
  for (const [unit, byCoder] of units.entries())
    for (const found of byCoder.values())
      for (const theme of found) {
        const ofTheme = counts.get(theme)
        if (ofTheme) ofTheme[unit] = (ofTheme[unit] ?? 0) + 1
      }
  return themes.map(theme => counts.get(theme) ?? [])
}

/** Ratings of two categories: not (0) and applied (1). */
function appliedOrNot(readers: number[], applied: number[]): Comparable {
  const units = readers.map((raters, unit): UnitTally => {
    const count = applied[unit] ?? 0
    const both: UnitTally['counts'] = [
      [0, raters - count],
      [1, count],
    ]
    return { counts: both.filter(([, many]) => many > 0), raters }
  })
  return { units, categories: 2, distances: nominal }
}

function sum(counts: number[]): number {
  return counts.reduce((total, count) => total + count, 0)
}

function themesIn(codings: ThemeCodings): string[] {
  return [...new Set([...codings.values()].flatMap(unit => [...unit.values()].flatMap(found => [...found])))]
}

function cautionFor(units: number, applied: number, not: number): string | null {
  if (units < fewestUnits)
    return `Too few units to say: ${units} ${units === 1 ? 'was' : 'were'} read by two coders, and it takes ${fewestUnits}.`
  if (applied < fewestOfEach)
    return `Too few units to say: the theme was applied in ${applied}, and it takes ${fewestOfEach}.`
  if (not < fewestOfEach)
    return `Too few units to say: the theme was not applied in ${not}, and it takes ${fewestOfEach}.`
  return null
}
