import type { Problem } from '../../../analysis/index.ts'
import type { Page, Question } from '../../consultations/questions.ts'
import { say } from '../../http/languages/say.ts'
import type { Answering } from '../answering/answering.ts'
import { type Form, forgedForm, textIn } from '../answering/form.ts'
import { kindOf } from '../answering/kinds/kindOf.ts'
import type { Draft } from '../draftStore.ts'
import { type Aside, addAside, settleAside } from './asideStore.ts'
import { questionsOf } from './bothPage.ts'
import { type KeptPage, keepPage } from './keepPage.ts'
import { seenField, tabField } from './seen.ts'

/** What somebody may choose of two texts. */
export type Way = 'now' | 'aside' | 'together'

/** What was chosen for each question and written for both together, and what of it is to be mended. */
export type Entry = { chosen: Map<string, Way>; words: Map<string, string>; problems: Problem[] }

export const nothingChosen: Entry = { chosen: new Map(), words: new Map(), problems: [] }

export function choiceField(question: string): string {
  return `choice-${question}`
}

export function wordsField(question: string): string {
  return `words-${question}`
}

/** Only words can be put together; of anything else one is chosen. */
export function ways({ type }: Question): Way[] {
  return type === 'longText' || type === 'shortText' ? ['now', 'aside', 'together'] : ['now', 'aside']
}

/** What arrived of the choices between two texts. @throws Invalid for what our page could not send */
export function chosenIn(form: Form, questions: Question[]): Entry {
  const entry: Entry = { chosen: new Map(), words: new Map(), problems: [] }
  for (const question of questions) {
    const given = textIn(form, choiceField(question.id))
    const way = ways(question).find(each => each === given)
    if (given !== undefined && !way) throw forgedForm()
    if (way) entry.chosen.set(question.id, way)
    else
      entry.problems.push({
        place: choiceField(question.id),
        message: say('Choose what should be the answer to “{{question}}”', { question: question.label }),
      })
    const words = textIn(form, wordsField(question.id))
    if (words !== undefined) entry.words.set(question.id, words)
  }
  return entry
}

/**
 * Puts what was chosen into the draft; the words that give way are kept aside until the response is sent. Where they
 * were saved anew since the choice was shown, nothing gives way: there is another choice to make.
 *
 * @returns undefined when the draft was sent meanwhile
 */
export async function choose(
  answering: Answering,
  page: Page,
  aside: Aside,
  { chosen, words }: Entry,
  form: Form,
): Promise<KeptPage | undefined> {
  const { draft } = answering
  const put = questionsOf(answering, page, aside).filter(({ id }) => (chosen.get(id) ?? 'now') !== 'now')
  const values = Object.assign(
    {},
    ...put.map(({ id }) =>
      chosen.get(id) === 'together' ? { [id]: words.get(id) ?? '' } : valuesOf(aside.values, id),
    ),
  ) as Draft['values']
  for (const question of put) await keepReplaced(draft, page, question)
  const kept = await keepPage(
    answering,
    page,
    { ...values, [seenField]: form[seenField], [tabField]: form[tabField] },
    new Map(),
    { only: new Set(put.map(({ id }) => id)) },
  )
  if (kept) await settleAside(draft._id, aside._id)
  return kept
}

/** Keeps aside what is in the draft now, where it is no blank. */
async function keepReplaced(draft: Draft, page: Page, question: Question): Promise<void> {
  const values = valuesOf(draft.values, question.id)
  if (kindOf(question).shown(question, { values, files: {} }) === undefined) return
  const { tab, by, at = draft.startedOn } = draft.wrote?.[question.id] ?? {}
  await addAside(
    {
      ...{ draft: draft._id, page: page.id, questions: [question.id], values, at, settled: true },
      ...(by === undefined ? {} : { by }),
    },
    tab,
  )
}

/** The fields of one question. */
function valuesOf(values: Draft['values'], question: string): Draft['values'] {
  const own = Object.entries(values).filter(
    ([field]) => field === question || field.startsWith(`${question}:`),
  )
  return Object.fromEntries(own)
}
