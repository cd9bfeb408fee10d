import { createHmac } from 'node:crypto'
import { languagesOf } from '../../consultations/languages/languages.ts'
import { type Consultation, openingOf } from '../../consultations/store.ts'
import { idOf } from '../../database/ids.ts'
import { inLanguage } from '../../http/languages/current.ts'
import { draftedOf } from '../../responses/answering/answering.ts'
import { addAnswered, draftIdOf } from '../../responses/draftStore.ts'
import { signsOfProgram } from '../../responses/held/signs.ts'
import { dayOf, makeReceipt } from '../../responses/receipts/receipt.ts'
import { signReceipt } from '../../responses/receipts/sign.ts'
import type { Response } from '../../responses/response.ts'
import { findByOrigin } from '../../responses/store.ts'
import { submit } from '../../responses/submit.ts'
import type { Services } from '../../services.ts'
import { Refused } from '../problem.ts'
import { addClaim, type Claim, findClaim, markSent } from './claimStore.ts'
import { draftOf } from './draft.ts'
import type { Submission } from './submission.ts'

/** For how long a key is known to stand for what it was sent with, in milliseconds. */
const keyIsKnownMs = 30 * 24 * 60 * 60 * 1000

/** A response as it arrives: by which token, under which key of whoever sends it. */
export type Arriving = { token: string; key: string; sent: Submission; now: Date }

/**
 * Takes a response that a program sent: by the same checks, and in the same writes, as one from the pages. The key
 * makes its private link, and so its draft and itself: sent again, at the same time or after a kill at any point, it
 * is the same response, and what is answered is the same.
 *
 * @throws Refused where it cannot be taken, or its key stands for another
 */
export function takeResponse(services: Services, consultation: Consultation, arriving: Arriving) {
  const { language = languagesOf(consultation)[0] } = arriving.sent
  return inLanguage(language, () => take(services, consultation, arriving))
}

async function take(services: Services, consultation: Consultation, arriving: Arriving) {
  const { config } = services
  const { token, key, sent, now } = arriving
  const link = mac(config.sessionSecret, 'link', token, key)
  const claim: Claim = {
    _id: idOf('claim', token, key),
    body: mac(config.sessionSecret, 'body', JSON.stringify(sent)),
    until: new Date(now.getTime() + keyIsKnownMs),
  }
  const before = await findClaim(claim._id)
  if (before) {
    refuseAnother(before, claim)
    const stands = await findByOrigin(draftIdOf(link))
    if (stands) return taken(stands, link, services)
    if (before.sent)
      throw new Refused(409, 'It was taken before, and whoever answered has cut the link to it since.')
  }
  if (openingOf(consultation, now) !== 'open')
    throw new Refused(409, 'This consultation takes no answers now: see its hours.')
  if (consultation.access === 'invited')
    throw new Refused(409, 'Only those who were invited may answer this consultation, by their own links.')
  const draft = await draftOf(link, consultation, sent, now)
  refuseAnother(await addClaim(claim), claim)
  await addAnswered(draft)
  const answering = await draftedOf(link, now)
  const signs = await signsOfProgram({ answering, place: token, now }, services)
  const response = await submit(answering, now, signs, 'api')
  await markSent(claim._id)
  services.runner.wake()
  return taken(response, link, services)
}

function refuseAnother(known: Claim, claim: Claim): void {
  if (known.body !== claim.body)
    throw new Refused(
      422,
      'This Idempotency-Key was used with another body. Give each response a key of its own, and send the same again only to repeat it.',
    )
}

/** What is told of a response that was taken: as the page that follows an answer does, of what was sent first. */
async function taken(response: Response, link: string, { config }: Services) {
  const receipt = await makeReceipt(response, { revision: 1, event: 1 })
  const { code, checkAt } = await signReceipt(config, receipt)
  return {
    id: response._id,
    reference: response.reference,
    submitted: dayOf(response.submittedOn),
    waiting: response.state === 'held',
    receipt: { link: `${config.baseUrl}/receipt/${link}`, code, checkAt },
    own: `${config.baseUrl}/own/${link}`,
  }
}

/** 192 bits that follow from these, and that nobody can work out without the secret of the site. */
function mac(secret: string, ...parts: string[]): string {
  const made = createHmac('sha256', secret)
  return made
    .update(JSON.stringify(['api', ...parts]))
    .digest()
    .subarray(0, 24)
    .toString('base64url')
}
