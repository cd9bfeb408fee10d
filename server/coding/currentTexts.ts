import type { Response } from '../responses/response.ts'

/** Ids of the texts that a response's newest revision names: what its respondent says now. */
export function currentTexts(response: Pick<Response, 'revisions'>): string[] {
  const answers = Object.values(response.revisions.at(-1)?.answers ?? {})
  return answers.flatMap(given => ('text' in given && given.text ? [given.text] : []))
}
