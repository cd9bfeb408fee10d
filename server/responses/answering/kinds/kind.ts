import type { Question } from '../../../consultations/questions.ts'
import type { Draft, DraftFile } from '../../draftStore.ts'
import type { Arrived } from '../../prepare.ts'
import type { Form } from '../form.ts'

/** What of a draft an answer is read from. */
export type Entered = Pick<Draft, 'values' | 'files'>

/** One question as its partial in `views/partials/` takes it; in `govuk/` the options are govuk-frontend's. */
export type Field = { partial: string; options: Record<string, unknown>; file?: ShownFile }

type ShownFile = { id: string; name: string; about: string; notice: string | undefined }

/** What every field has: its question's id and hint, and what is wrong with the answer. */
export type Common = {
  id: string
  name: string
  hint?: { text: string }
  errorMessage?: { text: string }
}

/** What is wrong with an answer; `field` where it is not the question's first field that is to be mended. */
export type Wrong = { message: string; field?: string }

/**
 * How one type of question is asked and answered. What was entered is kept as it was entered, valid or not, under
 * the names of the form's fields: the question's id, or the id, a colon and a part.
 */
export type Kind<Q extends Question = Question> = {
  /** What arrived of its fields. @throws Invalid for what no page of ours could send */
  entered(question: Q, form: Form): Draft['values']
  isBlank(question: Q, draft: Entered): boolean
  /** Said where it must be answered and was not; `question` is its wording in quotation marks. */
  missing(question: string): string
  /** What is wrong with an answer that is not blank. */
  problem?(question: Q, draft: Entered): Wrong | undefined
  /** The answer as it is sent, of one that is in order; undefined where it is blank. */
  answer(question: Q, draft: Entered): Arrived | undefined
  /** The answer in words, as entered where it is not in order; undefined where it is blank. */
  shown(question: Q, draft: Entered): string | undefined
  /** The answer as conditions compare it: see {@link Answers}. */
  compared(question: Q, draft: Entered, row?: string): string[]
  field(question: Q, draft: Entered, common: Common, heading: string): Field
  /** Its first field in the form, where that is not named by the question's id. */
  firstField?(question: Q): string
}

/** What was entered in a field of one value; empty where nothing was. */
export function entryIn({ values }: Entered, field: string): string {
  const entered = Object.hasOwn(values, field) ? values[field] : undefined
  return typeof entered === 'string' ? entered : ''
}

/** What was entered in a field of several values. */
export function entriesIn({ values }: Entered, field: string): string[] {
  const entered = Object.hasOwn(values, field) ? values[field] : undefined
  return Array.isArray(entered) ? entered : []
}

export function isEmpty(words: string): boolean {
  return !/\S/.test(words)
}

export function fileIn({ files }: Entered, question: string): DraftFile | undefined {
  return Object.hasOwn(files, question) ? files[question] : undefined
}

/** The legend of a group of fields. */
export function legendOf(heading: string) {
  return { legend: { text: heading, classes: 'govuk-fieldset__legend--m' } }
}

export function labelOf(heading: string) {
  return { text: heading, classes: 'govuk-label--m' }
}
