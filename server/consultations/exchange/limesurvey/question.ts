import { isDay } from '../../conditionProblems.ts'
import type { Option, Question } from '../../questions.ts'
import { withConstraint } from '../constraint.ts'
import type { Part, RawQuestion } from '../imported.ts'
import { hasMarkup, plainLine, plainWords } from '../plainWords.ts'

/** A subquestion or an answer: its code, its words, and of which scale it is. */
export type Item = { code: string; words: string; scale: string }

/** A question as both forms of LimeSurvey’s files have it. */
export type LimeQuestion = {
  place: string
  /** LimeSurvey’s letter, as `L` for a list. */
  type: string
  code: string
  words: string
  help: string
  relevance: string
  mandatory: string
  other: boolean
  subquestions: Item[]
  answers: Item[]
  /** Further settings by their names in LimeSurvey. */
  attributes: ReadonlyMap<string, string>
}

type Lose = (message: string) => void

const yes: Option = { value: 'Y', label: 'Yes' }
const no: Option = { value: 'N', label: 'No' }
const points = (most: number) =>
  Array.from({ length: most }, (_, n): Option => ({ value: String(n + 1), label: String(n + 1) }))

/** Types whose options LimeSurvey has built in. */
const builtIn: Record<string, Option[]> = {
  Y: [yes, no],
  G: [
    { value: 'F', label: 'Female' },
    { value: 'M', label: 'Male' },
  ],
  A: points(5),
  B: points(10),
  C: [yes, { value: 'U', label: 'Uncertain' }, no],
  E: [
    { value: 'I', label: 'Increase' },
    { value: 'S', label: 'Same' },
    { value: 'D', label: 'Decrease' },
  ],
}

const notAsked: Record<string, string> = {
  '*': 'An equation asks nobody anything',
  I: 'A switch of languages asks nobody anything',
  ':': 'A table of numbers cannot be asked here',
  ';': 'A table of texts cannot be asked here',
}

/** The questions that one of LimeSurvey’s becomes: none, one, or one for each line of several texts or numbers. */
export function questionsOf(from: LimeQuestion, lose: Lose): RawQuestion[] {
  tellLost(from, lose)
  const { type, place, code, attributes } = from
  if (attributes.get('hidden') === '1') {
    lose('It is hidden there, and was left out.')
    return []
  }
  const why = notAsked[type]
  if (why) {
    lose(`${why}, so it was left out.`)
    return []
  }
  const when = whenOf(from.relevance)
  const lines = plainWords(from.words).split('\n')
  const help = plainWords(from.help)
  const asked = {
    id: code,
    label: lines.join(' ') || code,
    ...(help ? { hint: help } : {}),
    required: from.mandatory.toUpperCase() === 'Y',
  }
  if (type === 'Q' || type === 'K')
    return from.subquestions.map(
      (line): RawQuestion => ({
        place,
        when,
        question: {
          ...asked,
          id: `${code}_${line.code}`,
          label: `${asked.label} ${plainLine(line.words)}`.trim(),
          ...(type === 'K'
            ? { type: 'number' as const, ...numberLimits(attributes) }
            : { type: 'shortText' as const }),
        },
      }),
    )
  const made = questionOf(from, asked, lines, lose)
  const question = made && withCheck(made, attributes.get('em_validation_q') ?? '', lose)
  return question ? [{ place, when, question, parts: partsOf(code, question) }] : []
}

/** With the limits of numbers that a check states, as `self >= 18 and self <= 120`. */
function withCheck(question: Question, check: string, lose: Lose): Question {
  if (check.trim() === '') return question
  const limited = withConstraint(question, check.replace(/\bself\b/g, '.'))
  if (!limited) lose(`Its check of answers was left out: ${check.slice(0, 200)}`)
  return limited ?? question
}

type Asked = { id: string; label: string; hint?: string; required: boolean }

function questionOf(from: LimeQuestion, asked: Asked, lines: string[], lose: Lose): Question | undefined {
  const { type, attributes } = from
  switch (type) {
    case 'S':
      return { ...asked, type: 'shortText' }
    case 'T':
    case 'U':
      return { ...asked, type: 'longText' }
    case 'N':
      return { ...asked, type: 'number', ...numberLimits(attributes) }
    case 'D': {
      const [earliest, latest] = [attributes.get('date_min') ?? '', attributes.get('date_max') ?? '']
      return {
        ...asked,
        type: 'date',
        ...(isDay(earliest) ? { earliest } : {}),
        ...(isDay(latest) ? { latest } : {}),
      }
    }
    case '5':
      return { ...asked, type: 'rating', most: 5, low: '', high: '' }
    case '|':
      return { ...asked, type: 'file' }
    case 'X': {
      const { hint, ...said } = asked
      const [heading = '', ...text] = lines
      return {
        ...said,
        type: 'statement',
        label: heading || from.code,
        required: false,
        text: [...text, ...(hint ? hint.split('\n') : [])],
      }
    }
    case 'L':
    case 'O':
    case '!':
    case 'Y':
    case 'G':
      if (type === 'O') lose('The comment that can be given with the answer was left out.')
      return { ...asked, type: type === '!' ? 'dropdown' : 'one', options: optionsOf(from, from.answers) }
    case 'M':
    case 'P': {
      if (type === 'P') lose('The comments that can be given with each choice were left out.')
      const alone = (attributes.get('exclude_all_others') ?? '').split(';')
      const options = optionsOf(from, from.subquestions).map(option =>
        alone.includes(option.value) ? { ...option, exclusive: true as const } : option,
      )
      return { ...asked, type: 'several', options }
    }
    case 'R': {
      const offered = from.answers.length > 0 ? from.answers : from.subquestions
      const options = optionsOf({ ...from, other: false }, offered)
      const places = Number(attributes.get('max_answers') ?? '')
      return {
        ...asked,
        type: 'ranking',
        options,
        ...(Number.isInteger(places) && places > 0 && places < options.length ? { places } : {}),
      }
    }
    case 'F':
    case 'H':
    case 'A':
    case 'B':
    case 'C':
    case 'E':
    case '1': {
      if (type === '1') lose('Only the first of its two scales was taken.')
      const rows = from.subquestions.map(({ code, words }) => ({ id: code, label: plainLine(words) || code }))
      const first = from.answers.filter(({ scale }) => scale === '' || scale === '0')
      return { ...asked, type: 'matrix', rows, options: optionsOf({ ...from, other: false }, first) }
    }
    default:
      lose(`A question of the type “${type}” cannot be asked here, and was left out.`)
      return undefined
  }
}

function optionsOf({ type, other, attributes }: LimeQuestion, items: Item[]): Option[] {
  const given = items.map(({ code, words }): Option => ({ value: code, label: plainLine(words) || code }))
  const options = given.length > 0 ? given : (builtIn[type] ?? [])
  if (!other) return options
  const label = plainLine(attributes.get('other_replace_text') ?? '') || 'Other'
  return [...options, { value: '-oth-', label, own: true }]
}

function numberLimits(attributes: ReadonlyMap<string, string>) {
  const limit = (name: string) => {
    const value = attributes.get(name) ?? ''
    return value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : undefined
  }
  const [least, most] = [
    limit('min_num_value_n') ?? limit('min_num_value'),
    limit('max_num_value_n') ?? limit('max_num_value'),
  ]
  const unit = plainLine(attributes.get('suffix') ?? '')
  return {
    ...(least === undefined ? {} : { least }),
    ...(most === undefined ? {} : { most }),
    ...(attributes.get('num_value_int_only') === '1' ? { whole: true as const } : {}),
    ...(unit ? { unit } : {}),
  }
}

/** LimeSurvey’s names for the options of several, and for the rows of an array. */
function partsOf(code: string, question: Question): Record<string, Part> {
  if (question.type === 'several')
    return Object.fromEntries(question.options.map(({ value }) => [`${code}_${value}`, { option: value }]))
  if (question.type === 'matrix')
    return Object.fromEntries(question.rows.map(({ id }) => [`${code}_${id}`, { row: id }]))
  return {}
}

/** A condition as LimeSurvey writes it: `1` is always, and all may stand in braces. */
export function whenOf(relevance: string): string[] {
  const plain = relevance
    .trim()
    .replace(/^\{(.*)\}$/s, '$1')
    .trim()
  return plain === '' || plain === '1' ? [] : [plain]
}

const lostSettings: Record<string, string> = {
  default: 'The answer that was filled in already',
  validation: 'Its check of answers',
  em_validation_sq: 'Its check of answers',
  array_filter: 'Its filter by another question',
  array_filter_exclude: 'Its filter by another question',
  maximum_chars: 'Its limit of characters',
  min_answers: 'How many must be chosen at least',
}

function tellLost({ type, words, help, mandatory, attributes }: LimeQuestion, lose: Lose): void {
  for (const [name, what] of Object.entries(lostSettings)) {
    const value = attributes.get(name)?.trim() ?? ''
    if (value !== '') lose(`${what} was left out: ${value.slice(0, 200)}`)
  }
  if (attributes.get('max_answers') && type !== 'R') lose('How many may be chosen at most was left out.')
  if (mandatory.toUpperCase() === 'S')
    lose('It asks again where it is not answered; here it need not be answered.')
  if (hasMarkup(words) || hasMarkup(help))
    lose('What was set in its wording, such as bold letters or links, was left out.')
}
