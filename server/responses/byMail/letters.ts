import { wordingOf } from '../../consultations/consentWording.ts'
import { graceEnds, zoneOf } from '../../consultations/store.ts'
import type { Secrets } from '../../database/seal.ts'
import { NotFound } from '../../errors.ts'
import { inLanguage } from '../../http/languages/current.ts'
import type { Mail, Written } from '../../mail/mail.ts'
import { fillMail } from '../../mail/template.ts'
import type { Services } from '../../services.ts'
import { type Answering, answeringOf } from '../answering/answering.ts'
import { currentConsent } from '../response.ts'
import { findSent } from '../sentStore.ts'
import { copyOf } from './copy.ts'

/** Says what stands in the mails that respondents ask for themselves. */
export function registerRespondentMails({ post, config }: Services): void {
  // Nothing in it is anybody's words: it goes to addresses that anybody may give.
  post.register('code', async (mail, { address = '', code = '' }) => ({
    to: address,
    ...fillMail('code', mail.language, { code, site: config.baseUrl, until: mail.until }),
  }))
  post.register('link', (mail, secrets, now) =>
    inLanguage(mail.language, () => linkLetter(mail, secrets, config.baseUrl, now)),
  )
  post.register('copy', (mail, secrets, now) =>
    inLanguage(mail.language, () => copyLetter(mail, secrets, config.baseUrl, now)),
  )
}

async function linkLetter(
  { language }: Mail,
  { address = '', token = '' }: Secrets,
  baseUrl: string,
  now: Date,
): Promise<Written> {
  const answering = await openedBy(token, now)
  if (!answering) return opensNothing
  const { consultation, opening, sent } = answering
  if (opening !== 'open' && sent === undefined)
    return { dropped: 'The consultation takes no more answers, and theirs was not sent.' }
  const values = {
    consultation: consultation.title,
    asker: consultation.asker,
    contact: consultation.contact,
    link: `${baseUrl}/answer/${token}`,
    until: graceEnds(consultation),
    zone: zoneOf(consultation),
  }
  return { to: address, ...fillMail('link', language, values) }
}

async function copyLetter(
  { language }: Mail,
  { address = '', token = '' }: Secrets,
  baseUrl: string,
  now: Date,
): Promise<Written> {
  const answering = await openedBy(token, now)
  if (!answering) return opensNothing
  const { consultation, sent = '' } = answering
  const response = await findSent(consultation._id, sent)
  if (!response || response.state === 'withdrawn') return { dropped: 'They withdrew.' }
  const { answers, isCut } = await copyOf(response)
  const { choice, wording } = currentConsent(response)
  const values = {
    consultation: consultation.title,
    contact: consultation.contact,
    reference: response.reference,
    sentOn: response.submittedOn,
    choice: wordingOf(wording).choices[choice],
    link: `${baseUrl}/receipt/${token}`,
    answers,
    isCut,
  }
  return { to: address, ...fillMail('copy', language, values) }
}

const opensNothing = { dropped: 'Their private link opens nothing any more.' }

/** What a private link opens; undefined where its draft was removed since. */
function openedBy(token: string, now: Date): Promise<Answering | undefined> {
  return answeringOf(token, now).catch(error => {
    if (error instanceof NotFound) return undefined
    throw error
  })
}
