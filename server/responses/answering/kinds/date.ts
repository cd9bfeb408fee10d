import type { QuestionOf } from '../../../consultations/questions.ts'
import { dayIn } from '../../../http/helpers/day.ts'
import { currentLocale } from '../../../http/languages/current.ts'
import { say } from '../../../http/languages/say.ts'
import { enteredText } from '../form.ts'
import { type Entered, entryIn, isEmpty, type Kind, legendOf } from './kind.ts'
import { dayIn as enteredDay } from './reading.ts'

type DateQuestion = QuestionOf<'date'>

const parts = ['day', 'month', 'year'] as const

function entries({ id }: DateQuestion, draft: Entered): string[] {
  return parts.map(part => entryIn(draft, `${id}:${part}`).trim())
}

/** The day that was entered, as `2026-11-28`; undefined where it is none. */
function read(question: DateQuestion, draft: Entered): string | undefined {
  const [day = '', month = '', year = ''] = entries(question, draft)
  return enteredDay(day, month, year)
}

function partsLeftOut(question: DateQuestion, draft: Entered) {
  const entered = entries(question, draft)
  return parts.filter((_, at) => isEmpty(entered[at] ?? ''))
}

function partName(part: (typeof parts)[number]): string {
  return part === 'day' ? say('Day') : part === 'month' ? say('Month') : say('Year')
}

function partWanted(part: (typeof parts)[number]): string {
  return part === 'day' ? say('a day') : part === 'month' ? say('a month') : say('a year')
}

/** A day as it is said: “28 November 2026”. */
export function daySaid(iso: string): string {
  return dayIn('UTC').format(new Date(`${iso}T00:00:00Z`))
}

export const date: Kind<DateQuestion> = {
  entered: ({ id }, form) => Object.assign({}, ...parts.map(part => enteredText(form, `${id}:${part}`))),
  isBlank: (question, draft) => entries(question, draft).every(isEmpty),
  firstField: ({ id }) => `${id}:day`,
  missing: question => say('Enter a date for {{question}}', { question }),
  problem(question, draft) {
    const { id, label, earliest, latest } = question
    const missing = partsLeftOut(question, draft)
    if (missing.length > 0)
      return {
        message: say('The date for “{{label}}” must include {{missing}}', {
          label,
          missing: new Intl.ListFormat(currentLocale()).format(missing.map(partWanted)),
        }),
        field: `${id}:${missing[0]}`,
      }
    const day = read(question, draft)
    if (day === undefined)
      return {
        message: say('The date for “{{label}}” must be a real date in figures, like 27 3 2027', { label }),
        field: `${id}:day`,
      }
    if (earliest !== undefined && day < earliest)
      return {
        message: say('The date for “{{label}}” must be {{earliest}} or after', {
          label,
          earliest: daySaid(earliest),
        }),
        field: `${id}:day`,
      }
    if (latest !== undefined && day > latest)
      return {
        message: say('The date for “{{label}}” must be {{latest}} or before', {
          label,
          latest: daySaid(latest),
        }),
        field: `${id}:day`,
      }
    return undefined
  },
  answer(question, draft) {
    const day = read(question, draft)
    return day === undefined ? undefined : { date: day }
  },
  shown(question, draft) {
    const day = read(question, draft)
    const entered = entries(question, draft)
    if (day !== undefined) return daySaid(day)
    return entered.every(isEmpty) ? undefined : entered.join(' ').trim()
  },
  compared(question, draft) {
    const day = read(question, draft)
    return day === undefined ? [] : [day]
  },
  field(question, draft, common, heading) {
    const { id } = question
    const wrong = common.errorMessage ? date.problem?.(question, draft) : undefined
    const entered = entries(question, draft)
    const wrongPart = (part: string) =>
      common.errorMessage !== undefined &&
      (wrong?.field === `${id}:${part}` || partsLeftOut(question, draft).length === 0)
    return {
      partial: 'govuk/dateInput',
      options: {
        ...common,
        hint: common.hint ?? { text: say('For example, 27 3 2027') },
        fieldset: legendOf(heading),
        items: parts.map((part, at) => ({
          id: `${id}:${part}`,
          name: `${id}:${part}`,
          label: partName(part),
          classes: part === 'year' ? 'govuk-input--width-4' : 'govuk-input--width-2',
          value: entered[at],
          error: wrongPart(part),
        })),
      },
    }
  },
}
