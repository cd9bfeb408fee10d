import type { Problem } from '../../../analysis/index.ts'
import type { Translations } from '../languages/translations.ts'
import type { Page, Question } from '../questions.ts'

/** The formats of other programs, by what their users call them. */
export const formatNames = {
  xlsform: 'XLSForm',
  limesurvey: 'LimeSurvey',
  surveyjs: 'SurveyJS',
} as const
export type Format = keyof typeof formatNames

/** A questionnaire that another program wrote, and what of it could not be carried over, each with its place. */
export type Imported = {
  format: Format
  title: string
  pages: Page[]
  losses: Problem[]
  /** The languages that it has words in beside its own, as the file names them. */
  others?: string[]
  translations?: Translations
}

/** The same, or why nothing of the file could be read. */
export type ReadFile = ({ ok: true } & Imported) | { ok: false; message: string }

/** What a condition of the file may call one option or one row of a question by. */
export type Part = { option: string } | { row: string }

/** A question as the file has it: its id is the name there, its condition and pipes are still the program’s own. */
export type RawQuestion = {
  /** Where the file has it, as “survey, row 4”. */
  place: string
  question: Question
  /** Conditions that must all hold, those of the groups around it first. */
  when: string[]
  /** Names by which conditions there speak of its options or rows, as LimeSurvey’s `Q1_SQ001`. */
  parts?: Record<string, Part>
}

export type RawPage = {
  place: string
  name: string
  title: string
  intro?: string
  when: string[]
  questions: RawQuestion[]
}

/** Said of a file that cannot be read; the message is for its user. */
export class Unreadable extends Error {}
