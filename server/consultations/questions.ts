import type { Condition } from './conditions.ts'
import type { Translations } from './languages/translations.ts'

/** Questionnaires are typed data. Question ids are stable across versions. */
export type Option = {
  value: string
  label: string
  /** How a quote's attribution prints it, inside a sentence; absent: as the label has it. */
  printed?: string
  /** Choosing it asks for words of one's own, as “Other” does; at most one option of a question. */
  own?: true
  /** Of several: choosing it rules out all others, as “None of these” does. */
  exclusive?: true
}

/** A line of a matrix, answered by one of the options of its question. */
export type Row = { id: string; label: string }

type Asked = {
  id: string
  label: string
  hint?: string
  required: boolean
  /** This question asks who the respondent is, not what they think: its answer is an attribute, not testimony. */
  about?: 'role' | 'sector' | 'nation' | 'organisation'
  /** Asked only where earlier answers are so; absent: always. */
  when?: Condition
}

type Choice<T extends string> = Asked & { type: T; options: Option[] }

/**
 * What labels, hints and statements say may hold `{{id}}` or `{{id|other words}}`: what was answered to an earlier
 * question, or the other words where nothing was (see piping.ts).
 */
export type Question =
  | (Asked & { type: 'shortText' })
  | (Asked & { type: 'longText' /** Words; absent: no limit. */; wordLimit?: number })
  | (Asked & { type: 'email' })
  | (Asked & {
      type: 'number'
      least?: number
      most?: number
      whole?: true /** As “years”. */
      unit?: string
    })
  | (Asked & { type: 'date' /** As `2026-11-28`, both taken. */; earliest?: string; latest?: string })
  | Choice<'one'>
  | Choice<'several'>
  | Choice<'scale'>
  | Choice<'dropdown'>
  | (Asked & {
      type: 'rating' /** Numbers from 1 to this, 3 to 10. */
      most: number
      low: string
      high: string
    })
  | (Asked & {
      type: 'ranking'
      options: Option[] /** How many to put in order; absent: all. */
      places?: number
    })
  | (Asked & { type: 'matrix'; rows: Row[]; options: Option[] })
  | (Asked & { type: 'file' })
  /** Words between questions: the label is a heading, each of the lines a paragraph. Nothing is answered. */
  | (Asked & { type: 'statement'; text: string[] })

export type QuestionType = Question['type']
/** The question of a type, as `QuestionOf<'matrix'>`. */
export type QuestionOf<T extends QuestionType> = Extract<Question, { type: T }>

export type Page = {
  id: string
  title: string
  intro?: string
  questions: Question[]
  /** Shown only where earlier answers are so; absent: always. */
  when?: Condition
}

/** An immutable published version of a consultation's questions. */
export type Questionnaire = {
  _id: string
  consultation: string
  version: number
  pages: Page[]
  /** The same texts in other languages; a language stands here once it is asked in, also where it has no text yet. */
  translations?: Translations
  /** When, and by whose account; absent of what an import or the demo brought. */
  publishedAt?: Date
  publishedBy?: string
}

/** The longest answer that is taken, in UTF-16 code units: refused above, never cut. */
export const longestAnswer = 500_000

/** Questions whose answers are testimony: written texts that are coded, the files' words among them. */
export function isTestimony(question: Question): boolean {
  if (question.about) return false
  if ('options' in question) return question.options.some(option => option.own)
  return question.type === 'longText' || question.type === 'shortText' || question.type === 'file'
}

/** All that a questionnaire asks, in order; its statements ask nothing and are left out. */
export function allQuestions(questionnaire: Pick<Questionnaire, 'pages'>): Question[] {
  return questionnaire.pages.flatMap(page => page.questions).filter(question => question.type !== 'statement')
}
