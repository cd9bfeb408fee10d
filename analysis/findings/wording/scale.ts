import type { HouseStyle } from '../../quotes/houseStyle.ts'
import { countOf, fewestForWords, quantifier, respondents } from '../quantifiers.ts'

/**
 * What is wrong with a word of the scale beside a count; empty where it fits.
 *
 * @param shown how the count reads where it stands, such as "72 %"
 * @param style what a house calls those who are counted
 */
export function scaleProblem(
  word: string,
  number: number,
  of: number,
  shown?: string,
  style?: Pick<HouseStyle, 'contributors'>,
): string[] {
  if (number > of || of === 0)
    return [`${shown ?? `${number} of ${of}`} is not a count. Look at the numbers again.`]
  const right = quantifier(number, of)
  if (right === word) return []
  const count = shown ?? countOf(number, of, style)
  if (right === null)
    return [
      `“${word}” is a word of the scale, and below ${respondents(fewestForWords, style)} numbers stand alone. Say “${count}”.`,
    ]
  return [`“${word}” does not fit ${count}. The word for that is “${right}”.`]
}
