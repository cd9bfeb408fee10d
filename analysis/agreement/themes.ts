import type { BootstrapOptions, Interval } from './bootstrap.ts'
import { nominalAlphas } from './krippendorff.ts'
import type { Coefficient } from './ratings.ts'
import { ratingsOf, type ThemeCodings } from './themeCodings.ts'

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
  const read = new Map([...codings].filter(([, unit]) => unit.size >= 2))
  const rated = themes.map(theme => ratingsOf(read, found => (found.has(theme) ? 'applied' : 'not')))
  const alphas = nominalAlphas(rated, options)
  return themes.flatMap((theme, place) => {
    const ratings = rated[place] ?? []
    const all = ratings.flat().filter(rating => rating !== null)
    const applied = ratings.filter(row => row.includes('applied')).length
    const not = ratings.filter(row => row.includes('not')).length
    return alphas.slice(place, place + 1).map(found => ({
      theme,
      ...found,
      prevalence: all.length === 0 ? 0 : all.filter(rating => rating === 'applied').length / all.length,
      units: ratings.length,
      applied,
      caution: cautionFor(ratings.length, applied, not),
    }))
  })
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
