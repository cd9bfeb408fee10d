import { choiceWords, wordsOfEntry } from '../../consultations/consentWording.ts'
import type { Consultation } from '../../consultations/store.ts'
import type { SignedReceipt } from '../receipts/sign.ts'
import { currentConsent, type Response } from '../response.ts'
import { channelNames } from './brought.ts'

/** The receipt of what was entered, to be printed and sent to whoever wrote it. */
export function staffReceiptPage(consultation: Consultation, response: Response, signed: SignedReceipt) {
  const { choice, wording } = currentConsent(response)
  return {
    reference: response.reference,
    submittedOn: response.submittedOn,
    as: response.brought ? channelNames[response.brought.as] : '',
    changedOn: response.revisions.length > 1 ? response.revisions.at(-1)?.at : undefined,
    withdrawn: response.state === 'withdrawn',
    choice: choiceWords(choice, wording),
    said: wordsOfEntry(wording),
    contact: consultation.contact,
    asker: consultation.asker,
    code: signed.code,
    checkAt: signed.checkAt,
    sha256: signed.sha256,
    file: `/desk/${consultation._id}/responses/${response._id}/receipt.json`,
    back: `/desk/${consultation._id}/responses/${response._id}`,
  }
}
