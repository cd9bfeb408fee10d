import type { HouseStyle } from '../../quotes/houseStyle.ts'
import { countOf } from '../quantifiers.ts'

/** What words for how many say in plain English; each holds where a share is inside its bounds, both of which it excludes. */
const plainMeanings: readonly { words: RegExp; says: string; above: number; below: number }[] = [
  { words: /^(?:almost all|nearly all)$/, says: 'nearly everybody', above: 0.75, below: 1.01 },
  { words: /^(?:most|.*majority|more than half)$/, says: 'more than half', above: 0.5, below: 1.01 },
  { words: /^half$/, says: 'about half', above: 0.4, below: 0.6 },
  {
    words: /^(?:(?:an? |the )?few|.*minority|(?:a|the) handful|(?:fewer|less) than half)$/,
    says: 'less than half',
    above: -1,
    below: 0.5,
  },
]

/**
 * How a word for how many is contradicted by its count, where testimony is read without a scale of words: only words
 * that say something of a share in plain English can be. "Some" and "many" say nothing of one.
 *
 * @param word in any case, without its noun
 * @param shown how the count reads where it stands
 * @param style what a house calls those who are counted
 * @returns a message, or none where the count bears it out
 */
export function contradiction(
  word: string,
  number: number,
  of: number,
  shown?: string,
  style?: Pick<HouseStyle, 'contributors'>,
): string[] {
  if (number > of || of === 0)
    return [`${shown ?? `${number} of ${of}`} is not a count. Look at the numbers again.`]
  const plain = word.toLowerCase().trim()
  const meaning = plainMeanings.find(({ words }) => words.test(plain))
  const share = number / of
  if (!meaning || (share > meaning.above && share < meaning.below)) return []
  return [
    `“${word}” says ${meaning.says}, and it is ${shown ?? countOf(number, of, style)}. Give the number instead.`,
  ]
}
