import type { Entry } from '../../http/entry.ts'
import { mayBePiped } from '../conditionProblems.ts'
import type { Page, Question, QuestionType } from '../questions.ts'
import { askable } from './conditionForm.ts'
import { conditionWords } from './conditionWords.ts'
import { abouts, kinds, mayBeAbout } from './kinds.ts'
import { optionLines, rowLines } from './optionLines.ts'
import { printOf } from './print.ts'

type Values = Record<string, unknown>
/** A field of the form as the partial of that name takes it. */
type Field = { partial: 'field' | 'textArea' | 'choices'; id: string; label: string } & Record<
  string,
  unknown
>

/** The form of a question of this type: `question` is what it is now, absent for a new one. */
export function questionPage(
  pages: Page[],
  page: Page,
  type: QuestionType,
  question: Question | undefined,
  published: boolean,
  entry: Entry | undefined,
) {
  const values = entry?.values ?? (question ? valuesOf(question) : {})
  const problems = entry?.problems
  return {
    title: question ? 'Edit a question' : 'Add a question',
    kind: kinds[type],
    type,
    onPage: page.title,
    page: page.id,
    seen: typeof values.seen === 'string' ? values.seen : question ? printOf(question) : '',
    problems,
    fields: fieldsFor(type, published).map(field => filled(field, values, problems)),
    when: question?.when && conditionWords(question.when, pages),
    piping: askable(pages, { page: page.id, question: question?.id ?? '' })
      .filter(({ question: earlier }) => mayBePiped(earlier))
      .map(({ question: { id, label } }) => ({ id, label })),
  }
}

/** A question's fields as they are entered. */
function valuesOf(question: Question): Values {
  const values: Values = { about: '', ...question, required: question.required ? 'yes' : '' }
  if ('options' in question) values.options = optionLines(question.options)
  if (question.type === 'matrix') values.rows = rowLines(question.rows)
  if (question.type === 'number') values.whole = question.whole ? 'yes' : ''
  if (question.type === 'statement') values.text = question.text.join('\n')
  return values
}

function filled(field: Field, values: Values, problems: Entry['problems'] | undefined): Field {
  const value = Object.hasOwn(values, field.id) ? values[field.id] : undefined
  if (field.partial !== 'choices') return { ...field, value: value ?? '', problems }
  const chosen = [value ?? ''].flat()
  const choices = (field.choices as { value: string; label: string }[]).map(choice => ({
    ...choice,
    chosen: chosen.includes(choice.value),
  }))
  return { ...field, choices, problems }
}

const label: Field = {
  partial: 'textArea',
  id: 'label',
  label: 'The question',
  rows: 2,
}
const hint: Field = {
  partial: 'textArea',
  id: 'hint',
  label: 'Hint (optional)',
  hint: 'Stands below the question, in smaller letters.',
  rows: 2,
}
const required: Field = {
  partial: 'choices',
  type: 'checkbox',
  id: 'required',
  label: 'Must it be answered?',
  choices: [{ value: 'yes', label: 'Nobody can send a response without answering it' }],
}
const about: Field = {
  partial: 'choices',
  type: 'radio',
  id: 'about',
  label: 'Does it ask who the respondent is?',
  hint: 'Such an answer is printed beside their quotes as they permit, and is not coded. One question may ask for each.',
  choices: [
    { value: '', label: 'No, it asks what they think or know' },
    ...Object.entries(abouts).map(([value, name]) => ({ value, label: name })),
  ],
}
const idField: Field = {
  partial: 'field',
  id: 'id',
  label: 'Id (optional)',
  hint: 'Names the question in exports, conditions and wordings. Leave it empty to have one made. It cannot change once the question was published.',
}
const options: Field = {
  partial: 'textArea',
  id: 'options',
  label: 'Options, one a line',
  hint: 'In braces stands the value that answers keep, so that you may change the words before it. A new line needs none. Behind the value, after a semicolon, may stand: “own words” (a field opens for them, as for “Something else”), “alone” (it rules out all others, as “None of these”), and “printed:” with how a quote’s attribution says it.',
  rows: 8,
}
const short = (id: string, name: string, about?: string): Field => ({
  partial: 'field',
  id,
  label: name,
  ...(about ? { hint: about } : {}),
})

const own: Record<QuestionType, Field[]> = {
  shortText: [],
  email: [],
  file: [],
  longText: [short('wordLimit', 'Most words (optional)', 'Leave it empty for no limit.')],
  number: [
    short('least', 'Least (optional)'),
    short('most', 'Most (optional)'),
    short('unit', 'Unit (optional)', 'Such as “years”. It stands behind the field.'),
    {
      partial: 'choices',
      type: 'checkbox',
      id: 'whole',
      label: 'Which numbers?',
      choices: [{ value: 'yes', label: 'Whole numbers alone' }],
    },
  ],
  date: [
    short('earliest', 'Earliest day (optional)', 'Such as 2026-11-28.'),
    short('latest', 'Latest day (optional)', 'Such as 2027-03-31.'),
  ],
  one: [options],
  several: [options],
  scale: [options],
  dropdown: [options],
  rating: [
    short('most', 'Highest number', 'From 3 to 10. The lowest is 1.'),
    short('low', 'Words at 1', 'Such as “Not at all”.'),
    short('high', 'Words at the highest number', 'Such as “Completely”.'),
  ],
  ranking: [options, short('places', 'How many to put in order (optional)', 'Leave it empty for all.')],
  matrix: [
    {
      partial: 'textArea',
      id: 'rows',
      label: 'Rows, one a line',
      hint: 'In braces stands the id that answers keep. A new line needs none.',
      rows: 6,
    },
    options,
  ],
  statement: [{ partial: 'textArea', id: 'text', label: 'Paragraphs, one a line', rows: 6 }],
}

function fieldsFor(type: QuestionType, published: boolean): Field[] {
  const named = published ? [] : [idField]
  if (type === 'statement') return [{ ...label, label: 'Heading' }, ...own.statement, ...named]
  return [label, hint, ...own[type], required, ...(mayBeAbout(type) ? [about] : []), ...named]
}
