import { longestAnswer, type Option, type QuestionOf } from '../../../consultations/questions.ts'
import { say } from '../../../http/languages/say.ts'
import { enteredChoice, enteredChoices, enteredText } from '../form.ts'
import { textProblem } from '../textProblem.ts'
import {
  type Common,
  type Entered,
  entriesIn,
  entryIn,
  isEmpty,
  type Kind,
  labelOf,
  legendOf,
} from './kind.ts'

type One = QuestionOf<'one' | 'scale' | 'dropdown'>
type Chosen = QuestionOf<'one' | 'scale' | 'dropdown' | 'several'>

/** Where words of one's own are entered, beside the option that asks for them. */
export function ownField({ id }: { id: string }): string {
  return `${id}:own`
}

function chosenIn(question: Chosen, draft: Entered): Option[] {
  const values = question.type === 'several' ? entriesIn(draft, question.id) : [entryIn(draft, question.id)]
  return question.options.filter(({ value }) => values.includes(value))
}

/** The words that stand beside the chosen option that asks for them. */
function ownWords(question: Chosen, draft: Entered): string | undefined {
  const words = entryIn(draft, ownField(question))
  return chosenIn(question, draft).some(option => option.own) && !isEmpty(words) ? words : undefined
}

function enteredOwn(question: Chosen, form: Parameters<Kind['entered']>[1]) {
  return question.options.some(option => option.own) ? enteredText(form, ownField(question)) : {}
}

function ownProblem(question: Chosen, draft: Entered) {
  const own = question.options.find(option => option.own)
  if (!own) return undefined
  const field = ownField(question)
  const words = entryIn(draft, field)
  if (!chosenIn(question, draft).includes(own))
    return isEmpty(words)
      ? undefined
      : {
          message: say('Choose “{{label}}” too, beside which you wrote, or empty its field', {
            label: own.label,
          }),
          field,
        }
  if (isEmpty(words)) return { message: say('Say what you mean by “{{label}}”', { label: own.label }), field }
  const message = textProblem(
    words,
    say('What you wrote beside “{{label}}”', { label: own.label }),
    longestAnswer,
  )
  return message === undefined ? undefined : { message, field }
}

/** Each chosen option by its label, with the words beside it. */
function chosenWords(question: Chosen, draft: Entered): string | undefined {
  const own = ownWords(question, draft)
  const words = chosenIn(question, draft).map(option =>
    option.own && own ? `${option.label}: ${own}` : option.label,
  )
  return words.length > 0 ? words.join('; ') : undefined
}

const chosen = {
  isBlank: (question, draft) =>
    chosenIn(question, draft).length === 0 && ownProblem(question, draft) === undefined,
  problem: ownProblem,
  shown: chosenWords,
  compared: (question, draft) => chosenIn(question, draft).map(({ value }) => value),
} satisfies Partial<Kind<Chosen>>

function itemsOf(question: Chosen, draft: Entered, common: Common) {
  const marked = chosenIn(question, draft)
  const wrong = common.errorMessage ? ownProblem(question, draft) : undefined
  const isAlone = question.type === 'several' && question.options.some(({ exclusive }) => exclusive)
  return question.options.flatMap(option => [
    ...(isAlone && option.exclusive && option !== question.options[0] ? [{ divider: say('or') }] : []),
    {
      value: option.value,
      text: option.label,
      checked: marked.includes(option),
      ...(option.exclusive ? { behaviour: 'exclusive' } : {}),
      ...(option.own
        ? {
            own: {
              id: ownField(question),
              name: ownField(question),
              label: { text: say('Your words for “{{label}}”', { label: option.label }) },
              value: entryIn(draft, ownField(question)),
              spellcheck: true,
              ...(wrong ? { errorMessage: common.errorMessage } : {}),
            },
          }
        : {}),
    },
  ])
}

/** The group's own message is left out where it stands at the words beside an option. */
function withoutOwnMessage(question: Chosen, draft: Entered, { errorMessage, ...rest }: Common) {
  return errorMessage && !ownProblem(question, draft) ? { ...rest, errorMessage } : rest
}

const one = {
  ...chosen,
  entered: (question, form) => ({
    ...enteredChoice(form, question.id, question.options),
    ...enteredOwn(question, form),
  }),
  missing: question => say('Choose an answer to {{question}}', { question }),
  answer(question, draft) {
    const own = ownWords(question, draft)
    const option = chosenIn(question, draft)[0]?.value
    return option === undefined ? undefined : { option, ...(own ? { own } : {}) }
  },
} satisfies Partial<Kind<One>>

export const radios: Kind<QuestionOf<'one' | 'scale'>> = {
  ...one,
  field: (question, draft, common, heading) => ({
    partial: 'govuk/radios',
    options: {
      ...withoutOwnMessage(question, draft, common),
      idPrefix: question.id,
      fieldset: legendOf(heading),
      items: itemsOf(question, draft, common),
    },
  }),
}

export const dropdown: Kind<QuestionOf<'dropdown'>> = {
  ...one,
  field: (question, draft, common, heading) => ({
    partial: 'questions/dropdown',
    options: {
      ...withoutOwnMessage(question, draft, common),
      label: labelOf(heading),
      items: [
        { value: '', text: say('Choose one') },
        ...question.options.map(option => ({
          value: option.value,
          text: option.label,
          selected: entryIn(draft, question.id) === option.value,
        })),
      ],
      own: itemsOf(question, draft, common).flatMap(item => ('own' in item && item.own ? [item.own] : []))[0],
    },
  }),
}

export const several: Kind<QuestionOf<'several'>> = {
  ...chosen,
  entered: (question, form) => ({
    ...enteredChoices(form, question.id, question.options),
    ...enteredOwn(question, form),
  }),
  missing: question => say('Choose at least one answer to {{question}}', { question }),
  problem(question, draft) {
    const marked = chosenIn(question, draft)
    const alone = marked.find(({ exclusive }) => exclusive)
    if (alone && marked.length > 1)
      return {
        message: say('For “{{label}}”, choose “{{alone}}” or the others, not both', {
          label: question.label,
          alone: alone.label,
        }),
      }
    return ownProblem(question, draft)
  },
  answer(question, draft) {
    const own = ownWords(question, draft)
    const options = chosenIn(question, draft).map(({ value }) => value)
    return options.length === 0 ? undefined : { options, ...(own ? { own } : {}) }
  },
  field: (question, draft, common, heading) => ({
    partial: 'govuk/checkboxes',
    options: {
      ...withoutOwnMessage(question, draft, common),
      hint: common.hint ?? { text: say('Choose all that apply.') },
      idPrefix: question.id,
      fieldset: legendOf(heading),
      items: itemsOf(question, draft, common),
    },
  }),
}
