import { model, Schema } from 'mongoose'
import { type Mail, type MailKind, type MailState, mailKinds, mailStates } from './mail.ts'

const schema = new Schema<Mail>(
  {
    _id: { type: String, required: true },
    kind: { type: String, enum: mailKinds, required: true },
    to: String,
    about: { type: Schema.Types.Mixed, required: true },
    language: { type: String, required: true },
    sealed: String,
    state: { type: String, enum: mailStates, required: true },
    attempts: { type: Number, required: true },
    problem: String,
    byHand: String,
    askedAt: { type: Date, required: true },
    notBefore: { type: Date, required: true },
    until: { type: Date, required: true },
    leaseUntil: Date,
    settledAt: Date,
  },
  { versionKey: false, minimize: false },
)
schema.index({ state: 1, notBefore: 1 })
schema.index({ state: 1, until: 1 })
schema.index({ state: 1, leaseUntil: 1 })
schema.index({ state: 1, settledAt: -1 })

const Mails = model('Mail', schema, 'mails')

/** How long a process may take over one mail before another takes it for dead: longer than any session with a server. */
const leaseMs = 5 * 60_000

/** How many mails a list shows. */
export const mostShown = 200

/** States in which a person may still do something about a mail. */
const unsettled: MailState[] = ['waiting', 'failed', 'unsure']

/** The queries behind the pages and the sending, for the test that holds each to its index. */
export const hotMails = {
  ready: (now: Date) => Mails.find({ state: 'waiting', notBefore: { $lte: now } }, { _id: 1 }).limit(100),
  abandoned: (state: MailState, now: Date) => Mails.find({ state, leaseUntil: { $lt: now } }),
  late: (after: Date) => Mails.find({ state: 'waiting', notBefore: { $gt: after } }),
  useless: (now: Date) => Mails.find({ state: { $in: unsettled }, until: { $lte: now } }),
  inStates: (states: MailState[]) =>
    Mails.find({ state: { $in: states } })
      .sort({ notBefore: 1 })
      .limit(mostShown),
  settled: (state: MailState) => Mails.find({ state }).sort({ settledAt: -1 }).limit(50),
}

/** How many mails wait to be sent, and how many are for somebody to look at. */
export async function countUnsettled(): Promise<{ waiting: number; wrong: number }> {
  const [waiting, wrong] = await Promise.all([
    Mails.countDocuments({ state: { $in: ['waiting', 'sending', 'handing'] } }),
    Mails.countDocuments({ state: { $in: ['failed', 'unsure'] } }),
  ])
  return { waiting, wrong }
}

/** Adds a mail; false where its cause has one already. */
export async function addMail(mail: Mail): Promise<boolean> {
  const result = await Mails.updateOne({ _id: mail._id }, { $setOnInsert: mail }, { upsert: true })
  return result.upsertedCount === 1
}

export function findMail(id: string): Promise<Mail | null> {
  return Mails.findById(id).lean<Mail>().exec()
}

export function findMails(ids: string[]): Promise<Mail[]> {
  return Mails.find({ _id: { $in: ids } })
    .lean<Mail[]>()
    .exec()
}

/** The mails in some states, as many as a page shows. */
export function mailsInStates(states: MailState[]): Promise<Mail[]> {
  return hotMails.inStates(states).lean<Mail[]>().exec()
}

/** The mails that were settled last in a state. */
export function latestSettled(state: 'sent' | 'dropped'): Promise<Mail[]> {
  return hotMails.settled(state).lean<Mail[]>().exec()
}

/** Ids of some mails whose turn has come. */
export async function readyMails(now: Date): Promise<string[]> {
  const found = await hotMails.ready(now).lean<{ _id: string }[]>().exec()
  return found.map(({ _id }) => _id)
}

/** How many mails of some kinds wait and could be sent now, counted up to `most`. */
export function countReady(kinds: MailKind[], now: Date, most: number): Promise<number> {
  return Mails.countDocuments({ state: 'waiting', notBefore: { $lte: now }, kind: { $in: kinds } })
    .limit(most)
    .exec()
}

/** Takes a mail to send it; null where another process has it, or it is settled. */
export function claimMail(id: string, now: Date): Promise<Mail | null> {
  return Mails.findOneAndUpdate(
    { _id: id, state: 'waiting', notBefore: { $lte: now } },
    {
      $set: { state: 'sending', leaseUntil: new Date(now.getTime() + leaseMs) },
      $inc: { attempts: 1 },
      $unset: { problem: 1 },
    },
    { returnDocument: 'after' },
  )
    .lean<Mail>()
    .exec()
}

/** Whoever claimed a mail and lost it to another must not say what became of it. */
function claimed({ _id, attempts }: Mail) {
  const state: { $in: MailState[] } = { $in: ['sending', 'handing'] }
  return { _id, attempts, state }
}

/**
 * Notes that the mail server is about to be given a mail.
 * @throws Error where the mail was taken by another process, and so must not be given
 */
export async function markHanding(mail: Mail): Promise<void> {
  const result = await Mails.updateOne({ ...claimed(mail), state: 'sending' }, { $set: { state: 'handing' } })
  if (result.matchedCount === 0) throw new Error(`markHanding: the mail ${mail._id} is another's`)
}

/** Puts a mail back until another try. */
export async function postpone(mail: Mail, notBefore: Date, problem: string): Promise<void> {
  await Mails.updateOne(claimed(mail), {
    $set: { state: 'waiting', notBefore, problem },
    $unset: { leaseUntil: 1 },
  })
}

/** Says what became of a mail that was claimed. What nobody may read goes, unless it may be needed once more. */
export async function settle(
  mail: Mail,
  state: 'sent' | 'unsure' | 'failed' | 'dropped',
  now: Date,
  problem?: string,
): Promise<void> {
  const isOver = state === 'sent' || state === 'dropped'
  await Mails.updateOne(claimed(mail), {
    $set: { state, settledAt: now, ...(problem === undefined ? {} : { problem }) },
    $unset: { leaseUntil: 1, ...(isOver ? { sealed: 1 } : {}) },
  })
}

/** Records that somebody sent a mail by hand; false where it was settled meanwhile. */
export async function sentByHand(id: string, byHand: string, now: Date): Promise<boolean> {
  const result = await Mails.updateOne(
    { _id: id, state: { $in: unsettled } },
    { $set: { state: 'sent', byHand, settledAt: now }, $unset: { sealed: 1, problem: 1 } },
  )
  return result.matchedCount === 1
}

/** Has a mail that failed, or may have been sent, sent once more; false where it is neither. */
export async function sendAgain(id: string, now: Date): Promise<boolean> {
  const result = await Mails.updateOne(
    { _id: id, state: { $in: ['failed', 'unsure'] }, until: { $gt: now } },
    { $set: { state: 'waiting', attempts: 0, notBefore: now }, $unset: { settledAt: 1 } },
  )
  return result.matchedCount === 1
}

/** What is said of a mail that a killed process was giving to the server. */
export const stoppedWhileHanding =
  'The site stopped while the mail server was given it, so it may have been sent.'

/** Takes up what processes left that died: what no server was given is sent, the rest is for a person to decide. */
export async function takeUpAbandoned(now: Date): Promise<void> {
  await putBack({ leaseUntil: { $lt: now } }, now)
  // One that ends later than any was taken by a clock that was wrong.
  await putBack({ leaseUntil: { $gt: new Date(now.getTime() + 2 * leaseMs) } }, now)
}

/** Has mails be sent now that wait longer than any does: a clock that was wrong said when. */
export async function takeUpLate(now: Date, longestMs: number): Promise<void> {
  const late = hotMails.late(new Date(now.getTime() + longestMs))
  await Mails.updateMany(late.getFilter(), { $set: { notBefore: now } })
}

/** The same for every mail that is being sent. Only for a process that knows itself to be the only one. */
export async function takeUpAll(now: Date): Promise<void> {
  await putBack({}, now)
}

async function putBack(which: { leaseUntil?: { $lt: Date } | { $gt: Date } }, now: Date): Promise<void> {
  await Mails.updateMany(
    { ...which, state: 'sending' },
    { $set: { state: 'waiting' }, $unset: { leaseUntil: 1 } },
  )
  await Mails.updateMany(
    { ...which, state: 'handing' },
    { $set: { state: 'unsure', settledAt: now, problem: stoppedWhileHanding }, $unset: { leaseUntil: 1 } },
  )
}

/** Drops what is of no use any more, with what nobody may read of it. */
export async function dropUseless(now: Date): Promise<void> {
  await Mails.updateMany(hotMails.useless(now).getFilter(), {
    $set: { state: 'dropped', settledAt: now, problem: 'It was not sent while it was of use.' },
    $unset: { sealed: 1 },
  })
}

/**
 * Removes every mail to a respondent and what is known of it: once nothing may lead from a person to their response.
 *
 * @param reference of the response, and its id
 */
export async function removeMailsAbout(reference: string, respondent: string): Promise<void> {
  await Mails.deleteMany({ $or: [{ to: reference }, { 'about.respondent': respondent }] })
}

/** Every mail to a respondent, without what is sealed in it. See {@link removeMailsAbout}. */
export function mailsAbout(reference: string, respondent: string): Promise<Mail[]> {
  return Mails.find({ $or: [{ to: reference }, { 'about.respondent': respondent }] }, { sealed: 0 })
    .lean<Mail[]>()
    .exec()
}
