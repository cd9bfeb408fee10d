import { createHash } from 'node:crypto'
import type { AttributionChoice, Edit } from '../../../analysis/index.ts'

/**
 * What a respondent may answer: publish it as it stands, with less said of them, with fewer of their words, or not.
 * All but the first leave the sentence unapproved.
 */
export const approvalAnswers = ['approved', 'less', 'shorter', 'refused'] as const

export type ApprovalAnswer = {
  at: Date
  answer: (typeof approvalAnswers)[number]
  /** What they allow of all their words from then on, where that became less. */
  choice?: AttributionChoice
  comment: string
  /** The version of the wording that they saw. */
  wording: string
  /** Of quotes of which only a part may be printed: that part, in the quote's words. */
  parts?: QuotePart[]
  /** The sentence as it would be printed with these parts, which they saw; absent where that could not be told. */
  proposed?: { sentence: string; hash: string }
}

export type QuotePart = { quote: string; key: string; words: string }

/** That an author took the parts over: what the quotes were before, so that it can be undone. */
export type Acceptance = {
  at: Date
  by: string
  was: { quote: string; start: number; end: number; edits: Edit[]; translation: string }[]
  undone?: { at: Date; by: string }
}

/** That somebody was asked. */
export type Asking = {
  at: Date
  by: string
  /** Whether the link was mailed to them; otherwise whoever asked was shown it. */
  byMail?: boolean
  /** When they were reminded, by mail: once. */
  reminded?: Date
}

/**
 * What is yet to be done about an approval: what was published of a sentence that is not approved any more is
 * marked, and mails are asked for.
 */
export type Pending = 'published' | 'mail'

/** A sentence that quotes somebody who asked to see it first, as it was shown to them, and what they said. */
export type Approval = {
  _id: string
  consultation: string
  report: string
  respondent: string
  /** The sentence as a reader sees it, and its hash: an approval is for this and for no other. */
  sentence: string
  hash: string
  /** Whatever of theirs stands in it. */
  quotes: { quote: string; key: string; words: string }[]
  /** Everybody whose words stand in it: once one of them withdraws, it is shown to nobody. */
  quoted: string[]
  /** What they allowed when they were asked. */
  choice: AttributionChoice
  /** The hash of the private link's token: the link itself is kept nowhere. Asked again, there is another. */
  link: string
  expiresAt: Date
  asked: Asking[]
  /** Append-only: the last one holds. */
  answers: ApprovalAnswer[]
  pending?: Pending[]
  /** Each time that an author took over the parts which the last answer names. */
  accepted?: Acceptance[]
  /** The approval whose answer proposed this sentence, where it was approved by that. */
  from?: string
}

/** The SHA-256 of a sentence, in hexadecimal; white space makes no difference. */
export function sentenceHash(sentence: string): string {
  const words = sentence.normalize('NFC').replace(/\s+/g, ' ').trim()
  return createHash('sha256').update(words, 'utf8').digest('hex')
}

export function lastAnswer({ answers }: Pick<Approval, 'answers'>): ApprovalAnswer | undefined {
  return answers.at(-1)
}

/** Why a sentence may not be published, as it follows a quote's name; undefined where its respondent approved it. */
export function notApproved(approval: Approval | undefined): string | undefined {
  if (!approval)
    return 'is by someone who asked to see each sentence before it is published. Ask them to approve the one that quotes them, on the page of approvals.'
  const answer = lastAnswer(approval)?.answer
  if (answer === 'approved') return undefined
  if (answer === undefined)
    return 'waits for its respondent to approve the sentence. Without an answer it is not published: ask again, or take the quote out.'
  if (answer === 'less')
    return 'is by someone who wants less said of them than this sentence says. Ask them to approve it as it is printed now.'
  if (answer === 'shorter')
    return 'is by someone who wants fewer of their words printed, as they say on the page of approvals. Accept the part that they chose there, or shorten the quote and ask again.'
  return 'is by someone who refused this sentence. Take the quote out, or ask them to approve another sentence.'
}

/** What of an approval does not hold any more, as a sentence; undefined where it holds. */
export function revoked(approval: Pick<Approval, 'answers'>): string | undefined {
  const said = lastAnswer(approval)
  if (said?.answer === 'approved') return undefined
  if (!said) return 'Its respondent was asked to approve the sentence, and has not answered.'
  const on = said.at.toISOString().slice(0, 10)
  if (said.answer === 'refused') return `Its respondent has refused the sentence since (${on}).`
  return `Its respondent no longer approves the sentence as it was printed (${on}): they want ${said.answer === 'less' ? 'less said of them' : 'fewer of their words printed'}.`
}
