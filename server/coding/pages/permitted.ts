import { currentWording } from '../../consultations/consentWording.ts'
import { choiceFor, withheldOf } from '../../responses/permissions/permission.ts'
import { currentConsent, type Response } from '../../responses/response.ts'
import type { Text } from '../../responses/textStore.ts'

/** What its author permits less widely of an answer than of the others: how it may be quoted, and which words are not. */
export function permittedOf(response: Response, { _id, question, text }: Text) {
  const choice = choiceFor(response, question)
  const isNarrower = choice !== currentConsent(response).choice
  return {
    narrower: isNarrower ? currentWording().choices[choice] : undefined,
    withheld: withheldOf(response, _id).map(({ start, end }) => text.slice(start, end)),
  }
}
