import { type Response, textsOf } from '../responses/response.ts'

/** Ids of the texts that a response's newest revision names: what its respondent says now. */
export function currentTexts(response: Pick<Response, 'revisions'>): string[] {
  return textsOf(response.revisions.at(-1)?.answers ?? {})
}
