import type { Problem } from '../../../../analysis/index.ts'
import type { Consultation } from '../../../consultations/store.ts'
import { newId } from '../../../database/ids.ts'
import { type Approval, lastAnswer } from '../../../findings/approvals/approval.ts'
import {
  addAcceptance,
  addAnswer,
  addApproval,
  approvalOfSentence,
  linkOf,
} from '../../../findings/approvals/store.ts'
import { type QuoteSource, sourcesOf } from '../../../findings/quotes/sources.ts'
import { lookAt, standingOf } from '../../../findings/quotes/standing.ts'
import { changeQuote, quotesByIds } from '../../../findings/quotes/store.ts'
import type { SentenceToApprove } from '../../../reports/approvals/sentences.ts'
import { newToken } from '../../../responses/draftStore.ts'
import { carryOver } from './carryOver.ts'
import { sentencesWith, shortened } from './printedShorter.ts'
import { proposalState, proposedParts } from './proposal.ts'

/** `approved` where the sentence is printed then as its respondent saw it, so that nobody need be asked again. */
export type AcceptedShorter = { ok: true; approved: boolean } | { ok: false; problem: Problem }

/**
 * Has quotes print the parts that their respondent proposed. Where the sentence then is the one that they saw, it counts
 * as approved. What is done is recorded first, and changes nothing by itself; where it was stopped between, it may be
 * done again. Whatever they answer meanwhile comes first: then nothing is taken over.
 *
 * @param seen how many answers the author saw
 */
export async function acceptShorter(
  consultation: Consultation,
  approval: Approval,
  { seen, by, now }: { seen: number; by: string; now: Date },
): Promise<AcceptedShorter> {
  const parts = proposedParts(approval)
  if (parts.length === 0 || approval.answers.length !== seen) return refused(answeredSince)
  const sources = await sourcesOf(await quotesByIds(parts.map(({ quote }) => quote)))
  if (proposalState(approval, sources) === 'overtaken') return refused(changedSince)
  const unusable = sources.map(source => standingOf(source)).find(({ usable }) => !usable)
  if (unusable) return refused(lookAt(unusable) ?? changedSince)
  const sentence = await proposedSentence(consultation, approval)
  const was = sources.map(({ quote: { _id, start, end, edits, translation = '' } }) => ({
    ...{ quote: _id, start, end, edits, translation },
  }))
  const before = approval.accepted?.findLast(({ undone }) => !undone)?.was
  if (!(await addAcceptance(approval, { at: now, by, was: before ?? was }))) return refused(answeredSince)
  const approved = sentence !== undefined && (await approveAs(sentence, approval))
  for (const part of parts) {
    const source = sources.find(({ quote }) => quote._id === part.quote)
    if (source && !(await printPart(source, part.words))) return refused(changedSince)
  }
  return { ok: true, approved }
}

const answeredSince =
  'They answered again, or somebody else accepted it, since you looked. Look how it stands.'
const changedSince =
  'The quote was changed since they answered. Shorten it on its own page, and ask about the sentence that it prints then.'

function refused(message: string): AcceptedShorter {
  return { ok: false, problem: { place: 'approvals', message } }
}

/** The sentence with the proposed parts, where it is to the letter the one that its respondent saw. */
async function proposedSentence(
  consultation: Consultation,
  approval: Approval,
): Promise<SentenceToApprove | undefined> {
  const hash = lastAnswer(approval)?.proposed?.hash
  const { shorter } = await sentencesWith(consultation, approval.report, proposedParts(approval))
  return shorter.find(each => each.respondent === approval.respondent && each.hash === hash)
}

/** Records that a sentence is approved by what proposed it, unless its respondent said something of it since. */
async function approveAs(sentence: SentenceToApprove, approval: Approval): Promise<boolean> {
  const { _id, consultation, report, respondent, choice, expiresAt, asked } = approval
  const { hash, quoted } = sentence
  const said = lastAnswer(approval)
  if (!said) throw new Error(`approveAs: approval ${_id} has no answer`)
  const answer = { at: said.at, answer: 'approved' as const, comment: '', wording: said.wording }
  const known = await approvalOfSentence(report, respondent, hash)
  const last = known && lastAnswer(known)
  if (last && last.at >= said.at) return last.answer === 'approved'
  if (known) await addAnswer(known, answer, expiresAt)
  else
    await addApproval({
      ...{ _id: newId(), consultation, report, respondent, hash, quoted, choice, expiresAt, asked },
      sentence: sentence.sentence,
      quotes: sentence.quotes.map(({ key, words, source }) => ({ quote: source.quote._id, key, words })),
      // Their link leads on to it: this one is known to nobody.
      link: linkOf(newToken()),
      answers: [answer],
      from: _id,
    })
  await carryOver(_id)
  const now = await approvalOfSentence(report, respondent, hash)
  return now !== null && lastAnswer(now)?.answer === 'approved'
}

async function printPart({ quote, text, speaker }: QuoteSource, words: string): Promise<boolean> {
  const change = text && shortened(text.text, quote, words)
  if (!change || !speaker) return false
  if (change.start === quote.start && change.end === quote.end) return true
  return changeQuote(quote, { ...change, side: quote.side, choice: speaker.choice })
}
