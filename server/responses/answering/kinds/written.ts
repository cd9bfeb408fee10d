import { countWords } from '../../../../analysis/index.ts'
import { longestAnswer, type QuestionOf } from '../../../consultations/questions.ts'
import { enteredText } from '../form.ts'
import { longestDetail, number, textProblem } from '../textProblem.ts'
import { type Entered, entryIn, isEmpty, type Kind, labelOf } from './kind.ts'

type Written = QuestionOf<'shortText' | 'longText' | 'email'>

const written = {
  entered: ({ id }, form) => enteredText(form, id),
  isBlank: ({ id }, draft) => isEmpty(entryIn(draft, id)),
  missing: question => `Write an answer to ${question}`,
  answer: ({ id }, draft) => (isEmpty(entryIn(draft, id)) ? undefined : { text: entryIn(draft, id) }),
  shown: ({ id }, draft) => (isEmpty(entryIn(draft, id)) ? undefined : entryIn(draft, id)),
  compared: ({ id }, draft) => (isEmpty(entryIn(draft, id)) ? [] : [entryIn(draft, id)]),
} satisfies Partial<Kind<Written>>

function unstorable({ id, label, about }: Written, draft: Entered): string | undefined {
  return textProblem(entryIn(draft, id), `Your answer to “${label}”`, about ? longestDetail : longestAnswer)
}

export const shortText: Kind<QuestionOf<'shortText'>> = {
  ...written,
  problem(question, draft) {
    const message = unstorable(question, draft)
    return message === undefined ? undefined : { message }
  },
  field: ({ id, about }, draft, common, heading) => ({
    partial: 'govuk/input',
    options: {
      ...common,
      label: labelOf(heading),
      value: entryIn(draft, id),
      spellcheck: true,
      ...(about === 'organisation' ? { autocomplete: 'organization' } : {}),
      ...(about === 'role' ? { autocomplete: 'organization-title' } : {}),
    },
  }),
}

export const longText: Kind<QuestionOf<'longText'>> = {
  ...written,
  problem(question, draft) {
    const message = unstorable(question, draft) ?? tooManyWords(question, entryIn(draft, question.id))
    return message === undefined ? undefined : { message }
  },
  field({ id, wordLimit }, draft, common, heading) {
    const value = entryIn(draft, id)
    const words = countWords(value)
    return {
      partial: 'govuk/textarea',
      options: {
        ...common,
        label: labelOf(heading),
        value,
        // Browsers drop a line end that stands first.
        startsWithLineEnd: /^[\r\n]/.test(value),
        rows: 10,
        spellcheck: true,
        classes: 'testimony-box',
        wordCount: {
          text: wordsTold(words, wordLimit),
          limit: wordLimit,
          over: wordLimit !== undefined && words > wordLimit,
        },
      },
    }
  },
}

/** Who it is belongs with the respondent's name, apart from what they say: it is no testimony, and no text holds it. */
export const email: Kind<QuestionOf<'email'>> = {
  ...written,
  missing: question => `Enter an email address for ${question}`,
  answer: ({ id }, draft) =>
    isEmpty(entryIn(draft, id)) ? undefined : { contact: entryIn(draft, id).normalize('NFC').trim() },
  problem({ id, label }, draft) {
    const message = addressProblem(entryIn(draft, id), `Your answer to “${label}”`)
    return message === undefined ? undefined : { message }
  },
  field: ({ id }, draft, common, heading) => ({
    partial: 'govuk/input',
    options: {
      ...common,
      label: labelOf(heading),
      value: entryIn(draft, id),
      type: 'email',
      autocomplete: 'email',
    },
  }),
}

/** What is wrong with an email address; `what` begins a sentence about it. */
export function addressProblem(address: string, what: string): string | undefined {
  const given = address.normalize('NFC').trim()
  return (
    textProblem(given, what, longestDetail) ??
    (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(given)
      ? undefined
      : 'Enter an email address in full, like name@example.com')
  )
}

function tooManyWords({ label, wordLimit }: QuestionOf<'longText'>, text: string): string | undefined {
  const over = wordLimit === undefined ? 0 : countWords(text) - wordLimit
  if (over <= 0) return undefined
  return `Shorten your answer to “${label}” by ${number(over)} ${over === 1 ? 'word' : 'words'}: at most ${number(wordLimit ?? 0)} can be taken`
}

/** "12 words", "12 of at most 500 words". The script wordCount.ts says the same while one types. */
export function wordsTold(words: number, limit: number | undefined): string {
  if (limit !== undefined) return `${number(words)} of at most ${number(limit)} words`
  return words === 1 ? '1 word' : `${number(words)} words`
}
