import { wordsOfEntry } from '../../consultations/consentWording.ts'
import { type Channel, channelNames } from '../../responses/byStaff/brought.ts'
import { currentConsent, type Response } from '../../responses/response.ts'

/** How an answer came that the team brought in, for a list; empty for any other. */
export function cameWords({ brought }: Pick<Response, 'brought'>): string {
  return brought ? came[brought.as] : ''
}

const came: Record<Channel, string> = {
  paper: 'Came on paper, entered by the team',
  email: 'Came by email, entered by the team',
  event: 'Notes of an event, entered by the team',
  telephone: 'Said by telephone, entered by the team',
}

/** The same on the page of a response: who brought it in, what came with it of being quoted, and what can be done. */
export function broughtView(response: Response, nameOf: (id: string) => string, mayOpen: boolean) {
  const { brought, state } = response
  if (!brought) return undefined
  return {
    how: channelNames[brought.as],
    by: nameOf(brought.by),
    at: brought.at,
    said: state === 'withdrawn' ? '' : wordsOfEntry(currentConsent(response).wording),
    copy: mayOpen && state === 'submitted' ? brought.copy?.name : undefined,
    mayCorrect: mayOpen && state === 'submitted',
  }
}
