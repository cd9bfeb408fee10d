import { countWords } from '../../../../analysis/index.ts'
import { longestAnswer, type QuestionOf } from '../../../consultations/questions.ts'
import { currentLanguage } from '../../../http/languages/current.ts'
import { numberSaid } from '../../../http/languages/numberSaid.ts'
import { say } from '../../../http/languages/say.ts'
import { enteredText } from '../form.ts'
import { longestDetail, textProblem } from '../textProblem.ts'
import { type Entered, entryIn, isEmpty, type Kind, labelOf } from './kind.ts'

type Written = QuestionOf<'shortText' | 'longText' | 'email'>

const written = {
  entered: ({ id }, form) => enteredText(form, id),
  isBlank: ({ id }, draft) => isEmpty(entryIn(draft, id)),
  missing: question => say('Write an answer to {{question}}', { question }),
  answer: ({ id }, draft) => (isEmpty(entryIn(draft, id)) ? undefined : { text: entryIn(draft, id) }),
  shown: ({ id }, draft) => (isEmpty(entryIn(draft, id)) ? undefined : entryIn(draft, id)),
  compared: ({ id }, draft) => (isEmpty(entryIn(draft, id)) ? [] : [entryIn(draft, id)]),
} satisfies Partial<Kind<Written>>

function unstorable({ id, label, about }: Written, draft: Entered): string | undefined {
  return textProblem(
    entryIn(draft, id),
    say('Your answer to “{{label}}”', { label }),
    about ? longestDetail : longestAnswer,
  )
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
          forms: wordForms(wordLimit),
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
  missing: question => say('Enter an email address for {{question}}', { question }),
  answer: ({ id }, draft) =>
    isEmpty(entryIn(draft, id)) ? undefined : { contact: entryIn(draft, id).normalize('NFC').trim() },
  problem({ id, label }, draft) {
    const message = addressProblem(entryIn(draft, id), say('Your answer to “{{label}}”', { label }))
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
      : say('Enter an email address in full, like name@example.com'))
  )
}

function tooManyWords({ label, wordLimit }: QuestionOf<'longText'>, text: string): string | undefined {
  const over = wordLimit === undefined ? 0 : countWords(text) - wordLimit
  if (over <= 0) return undefined
  return say(
    'Shorten your answer to “{{label}}” by {{count over "word" "words"}}: at most {{most}} can be taken',
    { label, over, most: numberSaid(wordLimit ?? 0) },
  )
}

/** "12 words", "12 of at most 500 words". */
function wordsTold(words: number, limit: number | undefined): string {
  if (limit === undefined) return say('{{count words "word" "words"}}', { words })
  return say('{{words}} of at most {{count limit "word" "words"}}', { words: numberSaid(words), limit })
}

/** As made before, by language and limit. */
const knownForms = new Map<string, string>()

/** The same for each plural form of the language, with `#` for the number: what wordCount.ts says while one types, in JSON. */
function wordForms(limit: number | undefined): string {
  const key = `${currentLanguage()} ${limit}`
  const known = knownForms.get(key)
  if (known !== undefined) return known
  const rules = new Intl.PluralRules(currentLanguage())
  const forms = Object.fromEntries(
    numbersOfEachForm.map(words => [
      rules.select(words),
      wordsTold(words, limit).replace(numberSaid(words), '#'),
    ]),
  )
  const made = JSON.stringify(forms)
  knownForms.set(key, made)
  return made
}

/** Of each form that Unicode knows for whole numbers in the languages of Britain and Ireland. */
const numbersOfEachForm = [0, 1, 2, 3, 6, 7, 20]
