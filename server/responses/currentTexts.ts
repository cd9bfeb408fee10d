import { type Response, textsIn } from './response.ts'

/** Ids of the texts that a response's newest revision names: what its respondent says now. */
export function currentTexts(response: Pick<Response, 'revisions'>): string[] {
  return response.revisions.slice(-1).flatMap(textsIn)
}
