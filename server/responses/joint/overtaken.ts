import type { Page, Question } from '../../consultations/questions.ts'
import { enteredIn } from '../answering/entered.ts'
import type { Form } from '../answering/form.ts'
import type { Draft } from '../draftStore.ts'
import { answerHash, answerSaid, seenIn, tabIn, turnIn } from './seen.ts'

/** What a form would put in the place of words that somebody else, or another tab, saved since it was shown. */
export type Overtaken = {
  /** Questions to which both wrote: one has to be chosen. */
  both: Set<string>
  /** Questions to which the form only holds what it showed: what was saved since stays. */
  theirs: Set<string>
  /** What arrived, as it would be entered, by question. */
  arrived: Map<string, Draft['values']>
}

/**
 * Compares what arrived with what the form showed and with what is in the draft now. A form that does not say what it
 * showed, such as one of an earlier release, counts as one that showed what there is.
 *
 * @param asked ids of the questions that the page asks of this respondent
 * @param files ids of the questions of whose files the form changes one
 * @param held whether somebody else has the page: then nothing that differs may be put into the draft
 */
export function overtaken(
  draft: Draft,
  page: Page,
  form: Form,
  { asked, files, held }: { asked: Set<string>; files: Set<string>; held: boolean },
): Overtaken {
  const seen = seenIn(form)
  const tab = tabIn(form)
  const found: Overtaken = { both: new Set(), theirs: new Set(), arrived: new Map() }
  for (const question of page.questions) {
    const { id } = question
    const values = enteredIn({ ...page, questions: [question] }, form, asked)
    found.arrived.set(id, values)
    // What does not arrive stays as it is.
    const after = { values: { ...draft.values, ...values }, files: draft.files }
    const changes =
      question.type === 'file'
        ? files.has(id)
        : didArrive(question, values) && answerSaid(id, after) !== answerSaid(id, draft)
    if (!changes) continue
    const now = answerHash(id, draft)
    const shown = seen?.get(id) ?? now
    const last = draft.wrote?.[id]
    const isOwn = tab !== undefined && last?.tab === tab
    // What was sent before it by the same page, and took longer to arrive.
    if (isOwn && turnIn(form) < (last.turn ?? 0)) found.theirs.add(id)
    else if (held || (shown !== now && !isOwn))
      found[question.type !== 'file' && answerHash(id, after) === shown ? 'theirs' : 'both'].add(id)
  }
  return found
}

function didArrive({ type }: Question, values: Draft['values']): boolean {
  return type !== 'statement' && Object.keys(values).length > 0
}
