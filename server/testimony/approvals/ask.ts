import type { Problem } from '../../../analysis/index.ts'
import type { Consultation } from '../../consultations/store.ts'
import { newId } from '../../database/ids.ts'
import { lastAnswer } from '../../findings/approvals/approval.ts'
import { addApproval, approvalOfSentence, askAgain, linkOf } from '../../findings/approvals/store.ts'
import { newToken } from '../../responses/draftStore.ts'
import { type PrintedSentence, printedNow } from './printedNow.ts'

const aDay = 24 * 60 * 60 * 1000
/** How long a link may be answered. */
export const daysToAnswer = 28

export type Asked = { ok: true; token: string; sentence: PrintedSentence } | { ok: false; problem: Problem }

/** What is asked: a sentence of a report, as whoever asks saw it, and whose words stand in it. */
export type Asking = { report: string; respondent: string; hash: string }

/**
 * Makes a private link by which a respondent may say whether a sentence may be published. It is shown once: only its
 * token's hash is kept. Asking again ends the link before it.
 */
export async function ask(consultation: Consultation, asking: Asking, by: string, now: Date): Promise<Asked> {
  const { report, respondent, hash } = asking
  const sentence = (await printedNow(consultation, report)).find(
    each => each.respondent === respondent && each.hash === hash,
  )
  if (!sentence) return refused('No report prints that sentence any more. Look at what it prints now.')
  const speaker = sentence.quotes[0]?.speaker
  if (!speaker) throw new Error('ask: a sentence has no quote')
  const token = newToken()
  const link = { link: linkOf(token), expiresAt: new Date(now.getTime() + daysToAnswer * aDay) }
  const known = await approvalOfSentence(report, respondent, hash)
  const answer = known && lastAnswer(known)?.answer
  if (answer && answer !== 'less') return refused('They have answered that already.')
  const isAsked = known
    ? await askAgain(known._id, known.answers.length, { ...link, asked: { at: now, by } })
    : await addApproval({
        ...{ _id: newId(), consultation: consultation._id, report, respondent, hash },
        sentence: sentence.sentence,
        quotes: sentence.quotes.map(({ key, words, source }) => ({ quote: source.quote._id, key, words })),
        quoted: sentence.quoted,
        choice: speaker.choice,
        ...link,
        asked: [{ at: now, by }],
        answers: [],
      })
  return isAsked
    ? { ok: true, token, sentence }
    : refused('Somebody else asked for it, or they answered, in the same moment. Look how it stands.')
}

function refused(message: string): Asked {
  return { ok: false, problem: { place: 'approvals', message } }
}
