import type { Request } from 'express'
import type { Problem } from '../../../analysis/index.ts'
import { Conflict, NotFound } from '../../errors.ts'
import { consultationOf } from '../load.ts'
import type { Page } from '../questions.ts'
import type { Consultation } from '../store.ts'
import { type Place, placeOf } from './edits.ts'

/** The consultation of a request whose questions are to be changed. @throws Conflict for one that was imported */
export async function buildableOf(req: Request): Promise<Consultation> {
  const consultation = await consultationOf(req)
  if (consultation.kind === 'imported')
    throw new Conflict(
      'The responses of this consultation were gathered elsewhere: its questions are those of the import, and cannot be changed.',
    )
  return consultation
}

/** Where the pages of what is built are. */
export function addressOf(consultation: { _id: string }): string {
  return `/desk/${consultation._id}/questions`
}

/** The page that an address names. @throws NotFound when there is none, or none any more */
export function pageNamed(pages: readonly Page[], id: unknown): Page {
  const found = pages.find(page => page.id === id)
  if (!found) throw new NotFound('There is no such page any more. Go back to the list of questions.')
  return found
}

/** The question that an address names. @throws NotFound when there is none, or none any more */
export function questionNamed(pages: readonly Page[], id: unknown): Place {
  const found = placeOf(pages, String(id))
  if (!found) throw new NotFound('There is no such question any more. Go back to the list of questions.')
  return found
}

export function goneProblem(what: 'page' | 'question'): Problem {
  return { place: '', message: `Someone else removed this ${what} meanwhile` }
}
