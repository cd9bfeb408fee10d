import { isDeepStrictEqual } from 'node:util'
import { spokenVersion } from '../../consultations/languages/spoken.ts'
import { wordedQuestions } from '../../consultations/piping.ts'
import type { Given, Response, Revision } from '../response.ts'

/** What was sent at once, to the day: the first time all of it, later what changed. */
export type HistoryEntry = {
  /** Counted from 1. */
  number: number
  at: Date
  first: boolean
  /** The questions that were answered otherwise than before, by their wording. */
  changed: string[]
  /** Whose account corrected what had been entered; absent where its respondent changed it. */
  by?: string
  details: boolean
  permission: boolean
}

/** Every revision of a response, the oldest first, with what changed in it. */
export async function historyOf(
  response: Pick<Response, 'consultation' | 'version' | 'revisions'>,
): Promise<HistoryEntry[]> {
  const questions = wordedQuestions(await spokenVersion(response.consultation, response.version))
  return response.revisions.map((revision, index) => {
    const before = response.revisions[index - 1]
    return {
      ...{ number: index + 1, at: revision.at, first: before === undefined },
      changed: before
        ? questions.filter(({ id }) => !isSame(before, revision, id)).map(({ label }) => label)
        : [],
      ...(revision.by ? { by: revision.by } : {}),
      details: revision.also?.includes('details') === true,
      permission: revision.also?.includes('permission') === true,
    }
  })
}

function isSame(before: Revision, after: Revision, question: string): boolean {
  return isDeepStrictEqual(given(before, question), given(after, question))
}

function given({ answers }: Revision, question: string): Given | undefined {
  return Object.hasOwn(answers, question) ? answers[question] : undefined
}
