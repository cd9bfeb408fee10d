/** Questionnaires are typed data. Question ids are stable across versions. */
export type Option = {
  value: string
  label: string
  /** How a quote's attribution prints it, inside a sentence; absent: as the label has it. */
  printed?: string
}

type Asked = {
  id: string
  label: string
  hint?: string
  required: boolean
  /** This question asks who the respondent is, not what they think: its answer is an attribute, not testimony. */
  about?: 'role' | 'sector' | 'nation' | 'organisation'
}

export type Question =
  | (Asked & { type: 'shortText' })
  | (Asked & { type: 'longText' /** Words; absent: no limit. */; wordLimit?: number })
  | (Asked & { type: 'one' | 'several' | 'scale'; options: Option[] })
  | (Asked & { type: 'file' })

export type Page = { id: string; title: string; intro?: string; questions: Question[] }

/** An immutable published version of a consultation's questions. */
export type Questionnaire = { _id: string; consultation: string; version: number; pages: Page[] }

/** The longest answer that is taken, in UTF-16 code units: refused above, never cut. */
export const longestAnswer = 500_000

/** Questions whose answers are testimony: written texts that are coded, the files' words among them. */
export function isTestimony(question: Question): boolean {
  return (
    !question.about &&
    (question.type === 'longText' || question.type === 'shortText' || question.type === 'file')
  )
}

export function allQuestions(questionnaire: Pick<Questionnaire, 'pages'>): Question[] {
  return questionnaire.pages.flatMap(page => page.questions)
}
