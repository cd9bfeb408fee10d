import { draftIdOf } from '../../server/responses/draftStore.ts'
import type { Response } from '../../server/responses/response.ts'
import { findByOrigin } from '../../server/responses/store.ts'
import { csrfIn, type Site } from '../site.ts'
import { answerAll, declaration, type Respondent, respondentTo } from './respondent.ts'

/** Somebody who has sent what is usually said, with `changes` to it. */
export async function sender(
  site: Site,
  consultation: string,
  changes: Record<string, unknown> = {},
  declared: Partial<typeof declaration> & Record<string, string> = {},
): Promise<Respondent> {
  const respondent = await respondentTo(site, consultation)
  await answerAll(respondent, changes)
  await respondent.send('send', { ...declaration, ...declared })
  return respondent
}

/** What somebody sent, as it stands. */
export async function responseOf({ token }: Respondent): Promise<Response> {
  const found = await findByOrigin(draftIdOf(token))
  if (!found) throw new Error('nothing was sent')
  return found
}

/** Presses the only button of a page of a private link, or the one that leads to `action`. */
export async function pressOn(site: Site, page: string, fields: Record<string, string> = {}, action = page) {
  const agent = site.agent()
  const { text } = await agent.get(page)
  return agent
    .post(action)
    .type('form')
    .send({ _csrf: csrfIn(text), ...fields })
}

/** Opens what somebody sent for changes. */
export async function open(site: Site, { token }: Respondent): Promise<void> {
  const begun = await pressOn(site, `/revise/${token}`)
  if (begun.headers.location !== `/answer/${token}/check`) throw new Error('changes were not opened')
}

/** Opens it, changes one page, and sends the changes. */
export async function change(
  site: Site,
  respondent: Respondent,
  fields: Record<string, unknown>,
  declared: Partial<typeof declaration> & Record<string, string> = {},
): Promise<void> {
  await open(site, respondent)
  await respondent.send('experience', fields)
  const sent = await respondent.send('send', { ...declaration, ...declared })
  if (!sent.headers.location?.startsWith('/receipt/')) throw new Error('the changes were not sent')
}
