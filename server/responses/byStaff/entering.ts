import type { Request } from 'express'
import { consultationOf } from '../../consultations/load.ts'
import type { Page, Question } from '../../consultations/questions.ts'
import { draftsKeptUntil } from '../../consultations/running/kept.ts'
import { type Consultation, openingOf, questionnaireOf } from '../../consultations/store.ts'
import { NotFound } from '../../errors.ts'
import type { Answering } from '../answering/answering.ts'
import { attach } from '../answering/attach.ts'
import type { Keeping } from '../answering/savePage.ts'
import { removeFile } from '../fileStore.ts'
import { changeEntry, findEntry, type StaffEntry } from './entryStore.ts'

/** An answer that is being entered, written in as a respondent’s is. */
export type Entering = Answering & { entry: StaffEntry }

/** Where the entries of a consultation are. */
export function entriesAt(consultation: string): string {
  return `/desk/${consultation}/entries`
}

/**
 * Why no answer can be entered at `now`; undefined where one can. What came before the close is entered for as long
 * after it as a respondent can read what they did not send: typing takes time, and the deadline is that of the post.
 */
export function whyNotEntered(consultation: Consultation, now: Date): string | undefined {
  const opening = openingOf(consultation, now)
  if (consultation.kind === 'imported') return 'Its answers were gathered elsewhere. Import what came since.'
  if (opening === 'draft') return 'Its questions were never published.'
  if (opening === 'before') return 'It is not open yet.'
  return now < draftsKeptUntil(consultation)
    ? undefined
    : 'It closed more than 30 days ago. An owner can extend it under “Set up and run”.'
}

/** Keeps what is entered in its entry. */
export const inEntry: Keeping = { change: changeEntry, attach, removeFile }

/** The entry that an address names, to be written in. @throws NotFound when there is none, or none any more */
export async function enteringOf(req: Request): Promise<Entering> {
  const consultation = await consultationOf(req)
  const entry = await findEntry(consultation._id, String(req.params.entry))
  if (!entry)
    throw new NotFound(
      'This entry is not kept any more: it was finished or discarded, perhaps by a colleague. Look among the responses.',
    )
  return enteringIn(consultation, entry)
}

/** An entry with what it answers. */
export async function enteringIn(consultation: Consultation, entry: StaffEntry): Promise<Entering> {
  const questionnaire = await questionnaireOf(consultation._id, entry.version)
  return {
    ...{ token: '', at: `${entriesAt(consultation._id)}/${entry._id}` },
    ...{ entry, draft: draftOf(entry), consultation },
    questionnaire: entry.asItCame
      ? { ...questionnaire, pages: questionnaire.pages.map(withoutLimits) }
      : questionnaire,
    ...{ opening: 'open', isWithdrawn: false, inGrace: false },
  }
}

function draftOf({ corrects, ...entry }: StaffEntry): Answering['draft'] {
  return corrects ? { ...entry, revises: { ...corrects, origin: entry._id } } : entry
}

/** A page of which everything may be left open, and written at any length: nobody can ask the paper for more. */
export function withoutLimits(page: Page): Page {
  return { ...page, questions: page.questions.map(withoutLimit) }
}

function withoutLimit(question: Question): Question {
  if (question.type !== 'longText') return { ...question, required: false }
  const { wordLimit: _none, ...rest } = question
  return { ...rest, required: false }
}
