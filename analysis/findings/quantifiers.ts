import { contributorNoun, type HouseStyle } from '../quotes/houseStyle.ts'

/** The one scale of words for a share of respondents; below {@link fewestForWords} respondents, numbers only. */
export const quantifiers = ['none', 'few', 'some', 'many', 'most', 'almost all'] as const
export type Quantifier = (typeof quantifiers)[number]

export const fewestForWords = 20

/**
 * The word for `count` of `of` respondents: few under 10 %, some 10 to under 30 %, many 30 to 50 %, most over 50
 * to under 90 %, almost all from 90 %. Null below twenty respondents. Worked out in whole numbers, so that a
 * share on a boundary falls on its right side.
 *
 * @throws RangeError unless both are whole and 0 ≤ count ≤ of.
 */
export function quantifier(count: number, of: number): Quantifier | null {
  check('quantifier', count, of)
  if (of < fewestForWords) return null
  if (count === 0) return 'none'
  if (count * 10 < of) return 'few'
  if (count * 10 < of * 3) return 'some'
  if (count * 2 <= of) return 'many'
  return count * 10 < of * 9 ? 'most' : 'almost all'
}

/** "27 of 58 respondents", or what a house calls them. @throws RangeError as {@link quantifier}. */
export function countOf(count: number, of: number, style?: Pick<HouseStyle, 'contributors'>): string {
  check('countOf', count, of)
  return `${figure(count)} of ${respondents(of, style)}`
}

/** "many (27)", or among fewer than twenty respondents "7"; what follows "Of the 58 respondents, …". */
export function shareOf(count: number, of: number): string {
  const word = quantifier(count, of)
  if (word === null || word === 'none') return count === 0 ? 'none' : figure(count)
  return `${word} (${figure(count)})`
}

/** "1 respondent", "1,204 respondents", or what a house calls them; out of a total, people are counted in figures. */
export function respondents(count: number, style?: Pick<HouseStyle, 'contributors'>): string {
  return `${figure(count)} ${contributorNoun(count, style)}`
}

function figure(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',')
}

function check(name: string, count: number, of: number): void {
  if (!Number.isInteger(count) || !Number.isInteger(of) || count < 0 || count > of) {
    throw new RangeError(`${name}: ${count} of ${of} is not a count of respondents`)
  }
}
