import { createHash } from 'node:crypto'
import { model, Schema } from 'mongoose'
import { attributionChoices } from '../../../analysis/application.ts'
import { newId } from '../../database/ids.ts'
import {
  type Acceptance,
  type Approval,
  type ApprovalAnswer,
  type Asking,
  approvalAnswers,
  type Pending,
} from './approval.ts'

const schema = new Schema<Approval>(
  {
    _id: { type: String, required: true },
    consultation: { type: String, required: true },
    report: { type: String, required: true },
    respondent: { type: String, required: true },
    sentence: { type: String, required: true },
    hash: { type: String, required: true },
    quotes: [{ _id: false, quote: String, key: String, words: String }],
    quoted: { type: [String], required: true },
    choice: { type: String, enum: attributionChoices, required: true },
    link: { type: String, required: true, unique: true },
    expiresAt: { type: Date, required: true },
    asked: [{ _id: false, at: Date, by: String, byMail: Boolean, reminded: Date }],
    answers: [
      {
        _id: false,
        at: Date,
        answer: { type: String, enum: approvalAnswers },
        choice: { type: String, enum: attributionChoices },
        comment: String,
        wording: String,
        parts: { type: [{ _id: false, quote: String, key: String, words: String }], default: undefined },
        proposed: { type: { _id: false, sentence: String, hash: String }, required: false },
      },
    ],
    accepted: {
      type: [
        {
          _id: false,
          at: Date,
          by: String,
          was: [
            {
              _id: false,
              quote: String,
              start: Number,
              end: Number,
              edits: Schema.Types.Mixed,
              translation: String,
            },
          ],
          undone: { type: { _id: false, at: Date, by: String }, required: false },
        },
      ],
      default: undefined,
    },
    from: { type: String, required: false },
    pending: { type: [String], default: undefined },
  },
  { versionKey: false },
)
schema.index({ report: 1, respondent: 1, hash: 1 }, { unique: true })
schema.index({ respondent: 1 })
schema.index({ consultation: 1, _id: 1 })
schema.index({ pending: 1 }, { sparse: true })

const Approvals = model('Approval', schema, 'approvals')

/** The queries behind the pages, for the test that holds each to its index. */
export const hotApprovals = {
  all: (consultation: string) => Approvals.find({ consultation }).sort({ _id: 1 }),
  ofRespondents: (respondents: string[]) => Approvals.find({ respondent: { $in: respondents } }),
  byLink: (link: string) => Approvals.find({ link }),
  waiting: (pending: Pending) => Approvals.find({ pending }, { _id: 1 }).limit(100),
  ofSentence: (report: string, respondent: string, hash: string) =>
    Approvals.find({ report, respondent, hash }),
}

/** What is kept of a private link's token. */
export function linkOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

export function listApprovals(consultation: string): Promise<Approval[]> {
  return hotApprovals.all(consultation).lean<Approval[]>().exec()
}

export function approvalsOf(respondents: string[]): Promise<Approval[]> {
  return hotApprovals.ofRespondents(respondents).lean<Approval[]>().exec()
}

export async function findApproval(consultation: string, id: string): Promise<Approval | null> {
  const [found] = await Approvals.find({ _id: id, consultation }).limit(1).lean<Approval[]>().exec()
  return found ?? null
}

export function approvalsByIds(ids: string[]): Promise<Approval[]> {
  return Approvals.find({ _id: { $in: ids } })
    .lean<Approval[]>()
    .exec()
}

/** What a private link opens, expired or not; null where nothing. */
export async function approvalBehind(token: string): Promise<Approval | null> {
  const [found] = await hotApprovals.byLink(linkOf(token)).lean<Approval[]>().exec()
  return found ?? null
}

export async function approvalOfSentence(
  report: string,
  respondent: string,
  hash: string,
): Promise<Approval | null> {
  const [found] = await hotApprovals.ofSentence(report, respondent, hash).lean<Approval[]>().exec()
  return found ?? null
}

/** Adds what somebody is asked; false where they were asked the same in the same moment. */
export async function addApproval(approval: Approval): Promise<boolean> {
  return Approvals.create(approval).then(
    () => true,
    error => {
      if ((error as { code?: unknown }).code === 11000) return false
      throw error
    },
  )
}

/**
 * Asks again by another link, which ends the one before.
 * @param seen the approval as it was when that was decided: false where it was asked or answered since
 */
export async function askAgain(
  seen: Approval,
  { link, expiresAt, asked }: Pick<Approval, 'link' | 'expiresAt'> & { asked: Asking },
): Promise<boolean> {
  const result = await Approvals.updateOne(unchanged(seen), {
    $set: { link, expiresAt },
    $push: { asked },
    $addToSet: { pending: 'mail' },
  })
  return result.matchedCount === 1
}

/** Has whoever was asked last reminded, once; false where they were, or answered or were asked again meanwhile. */
export async function remindOnce(seen: Approval, now: Date): Promise<boolean> {
  const reminded = `asked.${seen.asked.length - 1}.reminded`
  const result = await Approvals.updateOne(
    { ...unchanged(seen), [reminded]: { $exists: false } },
    { $set: { [reminded]: now }, $addToSet: { pending: 'mail' } },
  )
  return result.matchedCount === 1
}

function unchanged({ _id, asked, answers }: Approval) {
  return {
    _id,
    [`asked.${asked.length}`]: { $exists: false },
    [`answers.${answers.length}`]: { $exists: false },
  }
}

/**
 * Adds an answer behind those that are there; `expiresAt` is until when it may be changed.
 * @param seen as it was read: false where it was answered since, or what it proposed was accepted
 */
export async function addAnswer(
  seen: Pick<Approval, '_id' | 'answers' | 'accepted'>,
  answer: ApprovalAnswer,
  expiresAt: Date,
): Promise<boolean> {
  const result = await Approvals.updateOne(asSeen(seen), {
    $push: { answers: answer },
    $set: { expiresAt },
    // What is frozen to appear later may print the sentence.
    $addToSet: { pending: { $each: answer.answer === 'approved' ? ['mail'] : ['mail', 'published'] } },
  })
  return result.matchedCount === 1
}

/**
 * Records that what an approval's last answer proposes is taken over.
 * @param seen as it was read: false where it was answered since, or accepted by another
 */
export async function addAcceptance(
  seen: Pick<Approval, '_id' | 'answers' | 'accepted'>,
  accepted: Acceptance,
): Promise<boolean> {
  const result = await Approvals.updateOne(asSeen(seen), { $push: { accepted } })
  return result.matchedCount === 1
}

/** Records that the last acceptance of an approval was undone. */
export async function markUndone(
  { _id, accepted = [] }: Pick<Approval, '_id' | 'accepted'>,
  undone: NonNullable<Acceptance['undone']>,
): Promise<void> {
  await Approvals.updateOne({ _id }, { $set: { [`accepted.${accepted.length - 1}.undone`]: undone } })
}

function asSeen({ _id, answers, accepted = [] }: Pick<Approval, '_id' | 'answers' | 'accepted'>) {
  return {
    _id,
    [`answers.${answers.length}`]: { $exists: false },
    [`accepted.${accepted.length}`]: { $exists: false },
  }
}

/** Ids of approvals of which something is yet to be done. */
export async function approvalsWaiting(pending: Pending): Promise<string[]> {
  const found = await hotApprovals.waiting(pending).lean<{ _id: string }[]>().exec()
  return found.map(({ _id }) => _id)
}

/** Takes the marking of publications off an approval's list, unless it was answered again since it was read. */
export async function doneMarking({ _id, answers }: Pick<Approval, '_id' | 'answers'>): Promise<void> {
  await Approvals.updateOne(
    { _id, [`answers.${answers.length}`]: { $exists: false } },
    { $pull: { pending: 'published' } },
  )
}

/** The mails about an approval were asked for, as it was read; where it was asked or answered since, it stays on. */
export async function doneMailing(read: Approval): Promise<void> {
  const reminded = `asked.${read.asked.length - 1}.reminded`
  const isReminded = read.asked.at(-1)?.reminded !== undefined
  await Approvals.updateOne(
    { ...unchanged(read), [reminded]: { $exists: isReminded } },
    { $pull: { pending: 'mail' } },
  )
}

/** Has the private links that a respondent was sent open nothing, and lead to no approval, once and for all. */
export async function endLinks(respondent: string, now: Date): Promise<void> {
  for (const { _id } of await approvalsOf([respondent]))
    await Approvals.updateOne({ _id }, { $set: { link: `ended ${newId()}`, expiresAt: now } })
}

/**
 * Takes the sentences out of approvals of other respondents in which words of one stand that are erased.
 * @param sign what stands in their place
 */
export async function eraseQuoted(consultation: string, respondent: string, sign: string): Promise<void> {
  for (const { _id, answers, accepted } of await Approvals.find({ consultation, quoted: respondent })
    .lean<Approval[]>()
    .exec()) {
    const withoutWords = {
      quotes: [],
      answers: answers.map(({ parts, proposed, ...answer }) => answer),
      ...(accepted ? { accepted: accepted.map(each => ({ ...each, was: [] })) } : {}),
    }
    await Approvals.updateOne({ _id }, { $set: { sentence: sign, ...withoutWords } })
  }
}
