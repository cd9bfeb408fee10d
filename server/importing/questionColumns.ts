import { allQuestions, type Page, type Question } from '../consultations/questions.ts'
import type { QuestionUse } from './store.ts'

/** What a column is that answers a question of a questionnaire, or one line of a matrix. */
export type AskedColumn = { use: QuestionUse; label: string; question: Question; row?: string }

/** Every question that a column can answer. Files come as files: see documents. */
export function askedColumns(pages: Page[]): AskedColumn[] {
  return allQuestions({ pages })
    .filter(({ type }) => type !== 'file')
    .flatMap((question): AskedColumn[] =>
      question.type === 'matrix'
        ? question.rows.map(row => ({
            use: `question:${question.id}:${row.id}`,
            label: `${question.label} ${row.label}`,
            question,
            row: row.id,
          }))
        : [{ use: `question:${question.id}`, label: question.label, question }],
    )
}

/** The question that a column answers by its heading: the question’s id or wording, for a matrix with its line. */
export function askedBy(heading: string, columns: AskedColumn[]): AskedColumn | undefined {
  const plain = (words: string) =>
    words
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
      .trim()
  const said = plain(heading)
  if (said === '') return undefined
  return (
    columns.find(({ use }) => use.slice('question:'.length).toLowerCase() === heading.trim().toLowerCase()) ??
    columns.find(({ label }) => plain(label) === said)
  )
}
