/*
 * What a house decides once for all that it publishes, and what never counts as a change of anybody's words. Each list
 * begins with what is customary in Britain and stands where nothing was chosen.
 */

/** Which quotation marks stand outside; those within are the others. */
export const markStyles = ['double', 'single'] as const
/** A dash between words: a short one between spaces, or a long one without. */
export const dashStyles = ['spaced-en', 'unspaced-em'] as const
/** Where a full stop or comma that follows a quote goes, beside its closing mark. */
export const stopPlaces = ['outside', 'inside'] as const
/** Up to which number people are counted in words. */
export const numeralStyles = ['nine', 'ten', 'figures'] as const
/** How a first letter that was given another case is shown: like any other, or in square brackets. */
export const letterStyles = ['silent', 'bracketed'] as const
/** What those who answered are called. */
export const contributorNames = [
  'respondents',
  'contributors',
  'participants',
  'experts',
  'consultees',
] as const

export type HouseStyle = {
  marks: (typeof markStyles)[number]
  dashes: (typeof dashStyles)[number]
  stops: (typeof stopPlaces)[number]
  numerals: (typeof numeralStyles)[number]
  letter: (typeof letterStyles)[number]
  contributors: (typeof contributorNames)[number]
}

/** The style where nothing was chosen. */
export const britishStyle: HouseStyle = {
  marks: 'double',
  dashes: 'spaced-en',
  stops: 'outside',
  numerals: 'nine',
  letter: 'silent',
  contributors: 'respondents',
}

/** What a house calls so many who answered, without the number: "respondent", "contributors". */
export function contributorNoun(
  count: number,
  { contributors }: Pick<HouseStyle, 'contributors'> = britishStyle,
) {
  return count === 1 ? contributors.slice(0, -1) : contributors
}

const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']
const lastInWords: Record<HouseStyle['numerals'], number> = { nine: 9, ten: 10, figures: 1 }

/**
 * How many people, inside a sentence: in words up to where the house goes over to figures. "No" and "one" are always
 * words.
 *
 * @throws RangeError where it is no count
 */
export function countInWords(
  count: number,
  { numerals }: Pick<HouseStyle, 'numerals'> = britishStyle,
): string {
  if (!Number.isInteger(count) || count < 0) throw new RangeError(`countInWords: ${count} is not a count`)
  return (count <= lastInWords[numerals] ? words[count] : undefined) ?? `${count}`
}
