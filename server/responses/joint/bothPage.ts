import type { Page, Question } from '../../consultations/questions.ts'
import { say } from '../../http/languages/say.ts'
import { type Answering, addressOf, askedOf } from '../answering/answering.ts'
import { type Entered, entryIn } from '../answering/kinds/kind.ts'
import { kindOf } from '../answering/kinds/kindOf.ts'
import type { Aside } from './asideStore.ts'
import { choiceField, type Entry, ways, wordsField } from './choose.ts'
import { first, heldByOther, holdingAddress, writerIn, writersOf } from './people.ts'
import { newTab, seenOf } from './seen.ts'

/** Where one chooses between what was kept aside of a page and what is in the draft. */
export function bothAddress(answering: Answering, page: Page, aside: string): string {
  return `${addressOf(answering, page.id)}/both/${aside}`
}

/** Both texts of each question to which two people wrote at once, or one person in two tabs. */
export async function bothPage(answering: Answering, page: Page, aside: Aside, entry: Entry) {
  const { draft } = answering
  const names = await writersOf(draft)
  const nameOf = (by: string | undefined) => names.get(by ?? first)
  const lease = heldByOther(draft, page.id, writerIn(answering), new Date())
  const questions = questionsOf(answering, page, aside)
  return {
    title: say('Two texts for the same question'),
    caption: page.title,
    back: addressOf(answering, page.id),
    action: bothAddress(answering, page, aside._id),
    seen: seenOf({ questions }, draft),
    tab: newTab(),
    ...{ at: aside.at, by: nameOf(aside.by) },
    holder: lease && { name: nameOf(lease.by), until: lease.until },
    holding: draft.joint && holdingAddress(answering, page),
    problems: entry.problems.length > 0 ? entry.problems : undefined,
    questions: questions.map(question => ({
      label: question.label,
      now: kindOf(question).shown(question, draft) ?? say('Not answered'),
      nowAt: draft.wrote?.[question.id]?.at,
      nowBy: nameOf(draft.wrote?.[question.id]?.by),
      aside: kindOf(question).shown(question, enteredAside(aside)) ?? say('Not answered'),
      choice: choiceOf(question, entry),
      together: togetherOf(question, draft, aside, entry),
    })),
  }
}

/** The questions of which words were kept aside, as they are asked now. */
export function questionsOf(answering: Answering, page: Page, { questions }: Aside): Question[] {
  const asked = askedOf(answering).find(({ id }) => id === page.id)
  return page.questions
    .filter(({ id }) => questions.includes(id))
    .map(question => asked?.questions.find(({ id }) => id === question.id) ?? question)
}

export function enteredAside({ values }: Aside): Entered {
  return { values, files: {} }
}

function choiceOf(question: Question, { chosen, problems }: Entry) {
  const id = choiceField(question.id)
  const problem = problems.find(({ place }) => place === id)
  const text = {
    now: say('Keep what is saved now'),
    aside: say('Put in what was kept aside'),
    together: say('Keep both together, as written below'),
  }
  return {
    name: id,
    fieldset: {
      legend: {
        text: say('Choose the answer to “{{question}}”', { question: question.label }),
        classes: 'govuk-fieldset__legend--s',
      },
    },
    items: ways(question).map(value => ({
      value,
      text: text[value],
      checked: chosen.get(question.id) === value,
    })),
    ...(problem ? { errorMessage: { text: problem.message } } : {}),
  }
}

function togetherOf(question: Question, now: Entered, aside: Aside, { words }: Entry) {
  if (!ways(question).includes('together')) return undefined
  const { id } = question
  const both = [entryIn(now, id), entryIn(enteredAside(aside), id)].filter(text => text !== '')
  const value = words.get(id) ?? both.join(question.type === 'longText' ? '\n\n' : ' ')
  return {
    id: wordsField(id),
    name: wordsField(id),
    label: { text: say('Both together, for you to edit'), classes: 'govuk-label--s' },
    hint: { text: say('Used only if you choose it above.') },
    value,
    startsWithLineEnd: /^[\r\n]/.test(value),
    rows: question.type === 'longText' ? 10 : 2,
    classes: 'testimony-box',
    spellcheck: true,
  }
}
