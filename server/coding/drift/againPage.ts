import { codebookOf } from '../../codebook/store.ts'
import type { Consultation } from '../../consultations/store.ts'
import type { Entry } from '../../http/entry.ts'
import { currentTexts } from '../../responses/currentTexts.ts'
import { findResponses } from '../../responses/store.ts'
import { findTexts } from '../../responses/textStore.ts'
import { questionLabels } from '../pages/questionLabels.ts'
import { themeViews } from '../pages/themeViews.ts'
import { segmentsOf } from '../segments.ts'
import { type Again, agains, closeAgain, openAgains } from './againStore.ts'
import { daysBetween } from './drawAgain.ts'
import { sizes } from './forms.ts'

/** What somebody is to code again, next; those that can be shown no more are closed on the way. */
export async function nextAgain(consultation: string, coder: string): Promise<Again | undefined> {
  const open = await openAgains(consultation, coder)
  const responses = await findResponses(open.map(({ response }) => response))
  const current = new Map(
    responses.map(response => [
      response._id,
      response.state === 'submitted' ? currentTexts(response).join() : '',
    ]),
  )
  for (const again of open) {
    if (current.get(again.response) === again.answers.map(({ text }) => text).join()) return again
    await closeAgain(again)
  }
  return undefined
}

/** The response to code again, without its reference and without anything that was coded in it; or how to begin. */
export async function againPage(consultation: Consultation, coder: string, entry: Entry | undefined) {
  const { _id, version } = consultation
  const [next, codebook, labels] = await Promise.all([
    nextAgain(_id, coder),
    codebookOf(_id),
    questionLabels(_id, version),
  ])
  const all = await agains(_id, coder)
  const done = all.filter(again => again.done !== undefined)
  const left = all.filter(again => again.open).length
  const path = `/desk/${_id}/again`
  const common = { path, daysBetween, done: done.length, left, undo: lastDone(done)?._id ?? '' }
  if (!next)
    return {
      ...common,
      sizes: sizes.map(size => ({ value: String(size), label: `${size} responses` })),
      problems: entry?.problems,
    }
  const texts = new Map((await findTexts(next.answers.map(({ text }) => text))).map(text => [text._id, text]))
  const themes = [...themeViews(codebook.themes).values()].filter(view => !view.archived)
  const definitions = new Map(codebook.themes.map(theme => [theme.id, theme.definition]))
  return {
    ...common,
    next: {
      action: `${path}/${encodeURIComponent(next._id)}`,
      answers: next.answers.flatMap(({ text }, at) => {
        const found = texts.get(text)
        if (!found) return []
        const question = labels.get(found.question) ?? found.question
        return { name: `answer${at}`, question, paragraphs: segmentsOf(found.text, []), themes }
      }),
    },
    meanings: themes.map(({ id, name }) => ({ name, definition: definitions.get(id) ?? '' })),
  }
}

/** What was coded again last, which can be taken back. */
export function lastDone(done: Again[]): Again | undefined {
  return done.toSorted((a, b) => (b.done?.getTime() ?? 0) - (a.done?.getTime() ?? 0))[0]
}
