import { type Lacking, langOf } from '../../consultations/languages/spoken.ts'
import type { Question } from '../../consultations/questions.ts'
import type { Field } from './kinds/kind.ts'

type Shown = Record<string, unknown>

/**
 * A field that says of each of its texts in which language it stands, where that is not the language of the page, so
 * that a screen reader speaks it so (WCAG 3.1.2).
 */
export function withLanguages(field: Field, question: Question, lacking: Lacking | undefined): Field {
  if (!lacking) return field
  const at = `question.${question.id}`
  const mark = <T>(shown: T, key: string): T => {
    const lang = langOf(lacking, `${at}.${key}`)
    return lang && typeof shown === 'object' && shown !== null ? { ...shown, lang } : shown
  }
  const heading = (options: Shown, key: string): Shown => ({
    ...options,
    ...(options.label ? { label: mark(options.label, key) } : {}),
    ...(options.fieldset
      ? {
          fieldset: {
            ...(options.fieldset as Shown),
            legend: mark((options.fieldset as Shown).legend, key),
          },
        }
      : {}),
  })
  const items = (options: Shown): Shown => ({
    ...options,
    ...(options.items
      ? { items: (options.items as Shown[]).map(item => mark(item, itemKey(question, item))) }
      : {}),
  })
  const options: Shown = { ...items(heading(field.options, 'label')) }
  if (question.hint) options.hint = mark(options.hint, 'hint')
  if (options.suffix) options.suffix = mark(options.suffix, 'unit')
  if (question.type === 'matrix')
    options.rows = (options.rows as Shown[]).map((row, index) =>
      items(heading(row, `row.${question.rows[index]?.id ?? ''}`)),
    )
  if (question.type === 'ranking') options.places = (options.places as Shown[]).map(items)
  if (question.type === 'statement') {
    options.headingLang = langOf(lacking, `${at}.label`)
    options.textLang = langOf(lacking, `${at}.text`)
  }
  return { ...field, options }
}

/** The text that an item of a question’s field shows. */
function itemKey(question: Question, { value }: Shown): string {
  if (question.type !== 'rating') return `option.${String(value)}`
  return value === '1' ? 'low' : value === String(question.most) ? 'high' : ''
}
