import { model, Schema } from 'mongoose'
import { addMissing } from '../../database/addMissing.ts'
import { type Invitation, type InvitationState, invitationStates, openStates } from './invitation.ts'

const schema = new Schema<Invitation>(
  {
    _id: { type: String, required: true },
    consultation: { type: String, required: true },
    name: String,
    email: { type: String, required: true },
    key: { type: String, required: true },
    link: { type: String, required: true, unique: true },
    sealed: String,
    state: { type: String, enum: invitationStates, required: true },
    quiet: Boolean,
    told: { type: Number, required: true },
  },
  { versionKey: false },
)
schema.index({ consultation: 1, key: 1 }, { unique: true })
schema.index({ consultation: 1, state: 1, key: 1 })
schema.index({ consultation: 1, state: 1, told: 1 })
schema.index({ consultation: 1, quiet: 1 }, { partialFilterExpression: { quiet: true } })

const Invitations = model('ConsultationInvitation', schema, 'consultationInvitations')

/** How many people a page of the list shows. */
export const perPage = 50

/** The queries behind the pages and the mails, for the test that holds each to its index. */
export const hotInvitations = {
  behind: (link: string) => Invitations.find({ link }),
  people: (consultation: string, state: InvitationState | undefined, from: string) =>
    Invitations.find({ consultation, ...(state ? { state } : {}), key: { $gte: from } })
      .sort({ key: 1 })
      .limit(perPage + 1),
  inState: (consultation: string, state: InvitationState) => Invitations.find({ consultation, state }),
  quiet: (consultation: string) => Invitations.find({ consultation, quiet: true }, { state: 1, told: 1 }),
  toInvite: (consultation: string) =>
    Invitations.find({ consultation, state: { $in: openStates }, told: 0 }, { _id: 1 }),
  toRemind: (consultation: string, round: number) =>
    Invitations.find({ ...silentIn(consultation, round), quiet: { $ne: true } }, { _id: 1 }),
}

/** Who was written to, but not in a round yet, and has not answered; each round by its number, which an index counts. */
function silentIn(consultation: string, round: number) {
  return { consultation, state: { $in: openStates }, told: { $in: roundsBefore(round) } }
}

function roundsBefore(round: number): number[] {
  return Array.from({ length: round - 1 }, (_, n) => n + 1)
}

/** Adds invitations; those whose address is on the list already are left as they are. Give it some hundreds at a time. */
export async function addInvitations(invitations: Invitation[]): Promise<void> {
  await addMissing(Invitations.collection, invitations)
}

/** Those of these addresses that are on the list already, each with its state. */
export async function standingAddresses(
  consultation: string,
  keys: string[],
): Promise<Map<string, InvitationState>> {
  const found = await Invitations.find({ consultation, key: { $in: keys } }, { key: 1, state: 1 })
    .lean<Pick<Invitation, 'key' | 'state'>[]>()
    .exec()
  return new Map(found.map(({ key, state }) => [key, state]))
}

export function findInvitation(id: string): Promise<Invitation | null> {
  return Invitations.findById(id).lean<Invitation>().exec()
}

/** The invitation of a personal link, by the hash of its token. */
export async function invitationBehind(link: string): Promise<Invitation | null> {
  const [found] = await hotInvitations.behind(link).lean<Invitation[]>().exec()
  return found ?? null
}

/** A page of the list in the order of the addresses, and the address with which the next one begins. */
export async function listPeople(
  consultation: string,
  state: InvitationState | undefined,
  from: string,
): Promise<{ people: Invitation[]; next?: string }> {
  const found = await hotInvitations.people(consultation, state, from).lean<Invitation[]>().exec()
  const next = found[perPage]?.key
  return { people: found.slice(0, perPage), ...(next === undefined ? {} : { next }) }
}

/** How many are in each state, how many of those who may answer were not written to yet, and how many want no reminders. */
export type Counts = Record<InvitationState, number> & { unsent: number; quiet: number; remindable: number }

/** @param round a reminder's, of which nobody was written to in it yet */
export async function countInvitations(consultation: string, round: number): Promise<Counts> {
  const count = (state: InvitationState) =>
    hotInvitations.inState(consultation, state).countDocuments().exec()
  const [invited, begun, answered, withdrawn, unsent, silent, quiet] = await Promise.all([
    count('invited'),
    count('begun'),
    count('answered'),
    count('withdrawn'),
    hotInvitations.toInvite(consultation).countDocuments().exec(),
    Invitations.countDocuments(silentIn(consultation, round)).exec(),
    hotInvitations.quiet(consultation).lean<Pick<Invitation, 'state' | 'told'>[]>().exec(),
  ])
  // Counted so, an index tells all but the few who want no reminders.
  const silentAndQuiet = quiet.filter(
    ({ state, told }) => openStates.includes(state) && told >= 1 && told < round,
  )
  const remindable = silent - silentAndQuiet.length
  return { invited, begun, answered, withdrawn, unsent, quiet: quiet.length, remindable }
}

/** Some of those who are to be written to: who was not invited yet, then whom a round of reminders has not reached. */
export async function nextToWrite(
  consultation: string,
  which: { invite: boolean; remind?: number },
  limit: number,
): Promise<string[]> {
  const ids = async (query: ReturnType<typeof hotInvitations.toInvite>) =>
    (await query.limit(limit).lean<{ _id: string }[]>().exec()).map(({ _id }) => _id)
  const first = which.invite ? await ids(hotInvitations.toInvite(consultation)) : []
  if (first.length > 0 || which.remind === undefined) return first
  return ids(hotInvitations.toRemind(consultation, which.remind))
}

/** Notes that somebody was written to in a round. */
export async function markTold(
  { _id, told }: Pick<Invitation, '_id' | 'told'>,
  round: number,
): Promise<void> {
  await Invitations.updateOne({ _id, told }, { $set: { told: round } })
}

/** Notes that somebody began to answer; no more than that, and not when. */
export async function markBegun(link: string): Promise<void> {
  await Invitations.updateOne({ link, state: 'invited' }, { $set: { state: 'begun' } })
}

/** Notes that some have answered, and forgets the tokens of their links. */
export async function markAnswered(links: string[]): Promise<void> {
  if (links.length === 0) return
  await Invitations.updateMany(
    { link: { $in: links }, state: { $in: openStates } },
    { $set: { state: 'answered' }, $unset: { sealed: 1 } },
  )
}

/** Ends an invitation; false where it was answered, or withdrawn before. */
export async function withdrawInvitation(consultation: string, id: string): Promise<boolean> {
  const result = await Invitations.updateOne(
    { _id: id, consultation, state: { $in: openStates } },
    { $set: { state: 'withdrawn' }, $unset: { sealed: 1 } },
  )
  return result.matchedCount === 1
}

/** Invites somebody again whose invitation was withdrawn, by a new link; false where it was not. */
export async function inviteAgain(
  consultation: string,
  id: string,
  link: Required<Pick<Invitation, 'link' | 'sealed'>>,
): Promise<boolean> {
  const result = await Invitations.updateOne(
    { _id: id, consultation, state: 'withdrawn' },
    { $set: { ...link, state: 'invited', told: 0 } },
  )
  return result.matchedCount === 1
}

/** Erases somebody from the list who has answered, or whose invitation was withdrawn; false where neither is so. */
export async function eraseInvitation(consultation: string, id: string): Promise<boolean> {
  const over: InvitationState[] = ['answered', 'withdrawn']
  const result = await Invitations.deleteOne({ _id: id, consultation, state: { $in: over } })
  return result.deletedCount === 1
}

/** Forgets the tokens of all links of a consultation, to which nobody is to be reminded any more. */
export async function forgetTokens(consultation: string): Promise<void> {
  await Invitations.updateMany(
    { consultation, state: { $in: openStates }, sealed: { $exists: true } },
    { $unset: { sealed: 1 } },
  )
}

/** Has somebody reminded no more, or again. */
export async function setQuiet(link: string, quiet: boolean): Promise<void> {
  await Invitations.updateOne({ link }, quiet ? { $set: { quiet: true } } : { $unset: { quiet: 1 } })
}
