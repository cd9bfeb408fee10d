import { sentences } from '../../../analysis/index.ts'
import type { Answering } from '../answering/answering.ts'
import { type Form, forgedForm, textIn } from '../answering/form.ts'
import { changeDraft, type DraftChange } from '../draftStore.ts'
import { hashOf, narrowerChoices, sentencesAPage } from './answersPage.ts'
import { type GivenAnswer, marksOf } from './given.ts'
import { missingMarks } from './marks.ts'

/** Keeps what is chosen for single answers. @throws Invalid for what our page could not send */
export async function saveChoices({ draft }: Answering, given: GivenAnswer[], form: Form): Promise<void> {
  const narrower: NonNullable<DraftChange['narrower']> = {}
  for (const { question } of given) {
    const chosen = textIn(form, `choice-${question.id}`)
    if (chosen === undefined) continue
    const choice = narrowerChoices.find(each => each === chosen)
    if (!choice && chosen !== 'all') throw forgedForm()
    narrower[question.id] = choice ?? null
  }
  await changeDraft(draft._id, { narrower })
}

/**
 * Keeps which sentences of a page are ticked; those of other pages stay as they are, and what is not in the answer any
 * more goes.
 *
 * @returns false where the answer was changed since the page was shown: then nothing is kept
 * @throws Invalid for what our page could not send
 */
export async function savePassages(
  answering: Answering,
  { question, text }: GivenAnswer,
  form: Form,
  from: number,
): Promise<boolean> {
  if (textIn(form, 'hash') !== hashOf(text)) return false
  const ticked = new Set(numbersIn(form.sentence))
  const words = sentences(text).map(({ start, end }) => text.slice(start, end))
  const here = words.slice(from, from + sentencesAPage)
  const before = marksOf(answering, question.id)
  const gone = new Set([...missingMarks(text, before), ...here])
  const marked = [
    ...before.filter(sentence => !gone.has(sentence)),
    ...here.filter((_, i) => ticked.has(from + i)),
  ]
  const unique = [...new Set(marked)]
  await changeDraft(answering.draft._id, { withheld: { [question.id]: unique.length > 0 ? unique : null } })
  return true
}

function numbersIn(arrived: unknown): number[] {
  const list = arrived === undefined ? [] : [arrived].flat()
  if (list.length > sentencesAPage || !list.every(each => typeof each === 'string' && /^\d{1,7}$/.test(each)))
    throw forgedForm()
  return list.map(Number)
}
