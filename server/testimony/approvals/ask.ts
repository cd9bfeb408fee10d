import type { Problem } from '../../../analysis/index.ts'
import type { Consultation } from '../../consultations/store.ts'
import { newId } from '../../database/ids.ts'
import { type Approval, lastAnswer } from '../../findings/approvals/approval.ts'
import { addApproval, approvalOfSentence, askAgain, linkOf } from '../../findings/approvals/store.ts'
import { findMail } from '../../mail/mailStore.ts'
import { mailIdOf } from '../../mail/post.ts'
import { contactOf } from '../contact.ts'
import { type PrintedSentence, printedNow } from './printedNow.ts'
import { approvalToken, askingOf } from './token.ts'

const aDay = 24 * 60 * 60 * 1000
/** How long a link may be answered. */
export const daysToAnswer = 28

/** What became of asking: where the link goes by mail, whoever asks is not shown it. */
export type Asked = { ok: true; sentence: PrintedSentence; token?: string } | { ok: false; problem: Problem }

/** What is asked: a sentence of a report, as whoever asks saw it, and whose words stand in it. */
export type ToAsk = { report: string; respondent: string; hash: string }

/**
 * Makes a private link by which a respondent may say whether a sentence may be published: it is mailed to the address
 * that they left, or else shown once. Only its token's hash is kept. Asking again ends the link before it. Wake the
 * runner afterwards.
 *
 * @param secret the site's, from which tokens are derived
 */
export async function ask(
  consultation: Consultation,
  toAsk: ToAsk,
  { by, secret }: { by: string; secret: string },
  now: Date,
): Promise<Asked> {
  const { report, respondent, hash } = toAsk
  const sentence = (await printedNow(consultation, report)).find(
    each => each.respondent === respondent && each.hash === hash,
  )
  if (!sentence) return refused('No report prints that sentence any more. Look at what it prints now.')
  const speaker = sentence.quotes[0]?.speaker
  if (!speaker) throw new Error('ask: a sentence has no quote')
  const known = await approvalOfSentence(report, respondent, hash)
  const answer = known && lastAnswer(known)?.answer
  if (answer && answer !== 'less') return refused('They have answered that already.')
  const id = known?._id ?? newId()
  const token = approvalToken(secret, id, (known?.asked.length ?? 0) + 1)
  const byMail = (await isReached(known)) && (await contactOf(consultation._id, respondent)) !== undefined
  const asked = { at: now, by, ...(byMail ? { byMail } : {}) }
  const link = { link: linkOf(token), expiresAt: new Date(now.getTime() + daysToAnswer * aDay) }
  const isAsked = known
    ? await askAgain(known, { ...link, asked })
    : await addApproval({
        ...{ _id: id, consultation: consultation._id, report, respondent, hash },
        sentence: sentence.sentence,
        quotes: sentence.quotes.map(({ key, words, source }) => ({ quote: source.quote._id, key, words })),
        quoted: sentence.quoted,
        choice: speaker.choice,
        ...link,
        asked: [asked],
        answers: [],
        pending: ['mail'],
      })
  if (!isAsked)
    return refused('Somebody else asked for it, or they answered, in the same moment. Look how it stands.')
  return { ok: true, sentence, ...(byMail ? {} : { token }) }
}

/** Whether mail to them arrives, as far as the last one tells. */
async function isReached(approval: Approval | null): Promise<boolean> {
  const last = approval?.asked.at(-1)
  if (!approval || !last?.byMail) return true
  const mail = await findMail(mailIdOf('approval', askingOf(approval)))
  return mail?.state !== 'failed' && mail?.state !== 'dropped'
}

function refused(message: string): Asked {
  return { ok: false, problem: { place: 'approvals', message } }
}
