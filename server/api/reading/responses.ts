import type { Consultation } from '../../consultations/store.ts'
import { unitedQuestions } from '../../consultations/versions.ts'
import { NotFound } from '../../errors.ts'
import type { Response } from '../../responses/response.ts'
import { findResponse, listResponses } from '../../responses/store.ts'
import { rawValues } from '../../results/raw/json.ts'
import { type RawResponse, rawOf } from '../../results/raw/read.ts'
import { type Asked, partOf } from '../paging.ts'

const unnamed = { identified: false }

/** A part of the responses that stand, as the files of the desk have them without names. */
export async function responsesPart(consultation: Consultation, asked: Asked) {
  const questions = await unitedQuestions(consultation)
  return partOf(
    asked,
    (after, count) => listResponses(consultation._id, after, count),
    async read => {
      const shown = new Map((await standing(read)).map(raw => [raw.response._id, raw]))
      return read.map(({ _id }) => {
        const raw = shown.get(_id)
        return raw && isSince(raw.response, asked.since) ? viewOf(raw, questions) : undefined
      })
    },
  )
}

/** One of them. @throws NotFound where none of this id stands here */
export async function oneResponse(consultation: Consultation, id: string) {
  const found = await findResponse(consultation._id, id)
  const [raw] = found ? await standing([found]) : []
  if (!raw) throw new NotFound('There is no such response here.')
  return viewOf(raw, await unitedQuestions(consultation))
}

/** Of some responses of one consultation those that stand, with their words. */
export async function standing(read: Response[]): Promise<RawResponse[]> {
  const [first] = read
  return first ? rawOf(first.consultation, read, unnamed, ({ _id }) => _id) : []
}

function viewOf(raw: RawResponse, questions: Parameters<typeof rawValues>[1]) {
  return { id: raw.response._id, ...rawValues(raw, questions, unnamed) }
}

/** Whether a response was sent, or changed last, on a day or after. */
function isSince({ revisions, submittedOn }: Response, day: Date | undefined): boolean {
  return day === undefined || (revisions.at(-1)?.at ?? submittedOn) >= day
}
