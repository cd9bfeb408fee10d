import type { QuestionType } from '../questions.ts'

/** What each type of question is, for whoever builds, in the order in which they are offered. */
export const kinds: Record<QuestionType, { name: string; hint: string }> = {
  longText: { name: 'Long text', hint: 'A box for several paragraphs, with or without a limit of words.' },
  shortText: { name: 'Short text', hint: 'One line.' },
  one: { name: 'One of several', hint: 'Radio buttons: exactly one can be chosen.' },
  several: { name: 'Any of several', hint: 'Boxes to tick: none, one or more.' },
  dropdown: { name: 'One of a long list', hint: 'A list that opens, for ten options or more.' },
  scale: { name: 'Scale', hint: 'One of several in order, as from “strongly agree” to “strongly disagree”.' },
  rating: { name: 'Rating', hint: 'A number from 1 to 10 or fewer, with words at both ends.' },
  ranking: { name: 'Ranking', hint: 'Options put in order of importance, by numbers: nothing is dragged.' },
  matrix: { name: 'Matrix', hint: 'Several rows, each answered by one of the same options.' },
  number: { name: 'Number', hint: 'With limits and a unit where there are any.' },
  date: { name: 'Date', hint: 'Day, month and year in three fields.' },
  email: { name: 'Email address', hint: 'Checked for its form alone.' },
  file: { name: 'File', hint: 'A document that is read with the answers.' },
  statement: { name: 'Words between questions', hint: 'A heading and paragraphs. Nothing is answered.' },
}

export const questionTypes = Object.keys(kinds) as QuestionType[]

export function typeIn(value: unknown): QuestionType | undefined {
  return questionTypes.find(type => type === value)
}

/** What a question may ask of who the respondent is, and the types of questions that may ask it. */
export const abouts = {
  role: 'Their role',
  organisation: 'Their organisation',
  sector: 'Their sector',
  nation: 'Their nation',
} as const
export type About = keyof typeof abouts

export function mayBeAbout(type: QuestionType): boolean {
  return type === 'shortText' || type === 'one' || type === 'dropdown'
}
