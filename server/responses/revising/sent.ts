import { NotFound } from '../../errors.ts'
import { say } from '../../http/languages/say.ts'
import { type Answering, answeringOf } from '../answering/answering.ts'
import type { Response } from '../response.ts'
import { findSent } from '../sentStore.ts'

/** What somebody sent, as their private link opens it. */
export type Sent = { answering: Answering; response: Response }

/**
 * The response behind a private link, whatever became of it; undefined where its draft was not sent yet.
 * @throws NotFound where the link opens nothing, or the response is kept no more
 */
export async function sentOf(token: string): Promise<Sent | undefined> {
  const answering = await answeringOf(token)
  if (answering.sent === undefined) return undefined
  const response = await findSent(answering.consultation._id, answering.sent)
  if (!response || response.anonymous) throw new NotFound(say('This link opens no response any more.'))
  return { answering, response }
}
