import { printedLine } from '../../../analysis/application.ts'
import type { Config } from '../../config.ts'
import { besides, wordingOf } from '../../consultations/consentWording.ts'
import { pagesOf } from '../../consultations/pages/shown.ts'
import { zoneOf } from '../../consultations/store.ts'
import { styleOf } from '../../consultations/style/store.ts'
import { say } from '../../http/languages/say.ts'
import { heldTold } from '../held/told.ts'
import { narrowedCount } from '../permissions/marks.ts'
import { makeReceipt } from '../receipts/receipt.ts'
import { signReceipt } from '../receipts/sign.ts'
import { currentConsent, type Response } from '../response.ts'
import { speakersOf } from '../speakers.ts'
import { type Answering, ownOf } from './answering.ts'

/** What a respondent is told once their response stands: its reference, what follows, how they are quoted. */
export async function receiptPage(
  answering: Answering,
  response: Response,
  config: Pick<Config, 'baseUrl' | 'sessionSecret'>,
) {
  const { consultation, token } = answering
  const speaker = (await speakersOf([response])).get(response._id)
  if (!speaker) throw new Error(`receiptPage: response ${response._id} has no speaker`)
  const consent = currentConsent(response)
  const { choice, wording, byHand, approval, told, answers = {}, withheld = [] } = consent
  const last = response.revisions.at(-1)
  return {
    title: say('Response sent'),
    service: consultation.title,
    pagesAt: pagesOf(consultation),
    reference: response.reference,
    asker: consultation.asker,
    contact: consultation.contact,
    submittedOn: response.submittedOn,
    changedOn: response.revisions.length > 1 ? last?.at : undefined,
    own: ownOf(answering),
    revise: answering.opening === 'open' ? `/revise/${token}` : undefined,
    closes: consultation.closesAt,
    zone: zoneOf(consultation),
    link: `${config.baseUrl}/receipt/${token}`,
    code: (await signReceipt(config, await makeReceipt(response))).code,
    file: `/receipt/${token}/file`,
    mail: `/mail/${token}`,
    anonymous: `/receipt/${token}/anonymous`,
    withdrawn: response.state === 'withdrawn',
    held: await heldTold(response, consultation),
    choice: wordingOf(wording).choices[choice],
    byHand: byHand === true,
    approval: approval === true,
    told: told === true,
    besides: besides
      .filter(beside => consent[beside])
      .flatMap(beside => wordingOf(wording).besides?.[beside].text ?? []),
    narrowed: narrowedCount(Object.keys(answers).length, withheld.length),
    line:
      speaker.choice === 'none'
        ? undefined
        : printedLine(speaker, undefined, await styleOf(consultation._id)),
  }
}
