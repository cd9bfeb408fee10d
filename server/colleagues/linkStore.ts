import { model, Schema } from 'mongoose'
import { type ConsultationRole, consultationRoles, type Role, roles } from '../accounts/roles.ts'
import { tokenHash } from '../database/ids.ts'

/** Somebody who was asked to join, until they do. Of the link’s token only the hash is kept, as the id. */
export type Invite = {
  _id: string
  email: string
  name: string
  /** What they may do everywhere. */
  roles: Role[]
  /** The consultation that they are asked into, and what they may do there. */
  into?: { consultation: string; title: string; roles: ConsultationRole[] }
  by: string
  at: Date
  expiresAt: Date
}

/** A link that sets a new password once. `account` is empty where it was asked for of an address that has none. */
export type Reset = { _id: string; account: string; expiresAt: Date }

const inviteSchema = new Schema<Invite>(
  {
    _id: { type: String, required: true },
    email: { type: String, required: true },
    name: { type: String, required: true },
    roles: [{ type: String, enum: roles }],
    into: {
      type: new Schema(
        { consultation: String, title: String, roles: [{ type: String, enum: consultationRoles }] },
        { _id: false },
      ),
    },
    by: { type: String, required: true },
    at: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
  },
  { versionKey: false },
)
inviteSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 })
inviteSchema.index({ email: 1, at: -1 })
const Invites = model('ColleagueInvite', inviteSchema, 'colleagueInvites')

/** Queries behind every sign-in of somebody new, for the test that holds each to its index. */
export const hotInvites = {
  ofAddress: (email: string, now: Date) => Invites.find({ email, expiresAt: { $gt: now } }).sort({ at: -1 }),
}

const resetSchema = new Schema<Reset>(
  { _id: { type: String, required: true }, account: String, expiresAt: { type: Date, required: true } },
  { versionKey: false },
)
resetSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 })
resetSchema.index({ account: 1 })
const Resets = model('PasswordReset', resetSchema, 'passwordResets')

const aDay = 24 * 60 * 60 * 1000
const invitedFor = 7 * aDay
const resetFor = 60 * 60 * 1000

/** Notes who is asked to join, in place of an earlier invitation of the same address to the same place. */
export async function addInvite(
  token: string,
  invite: Pick<Invite, 'email' | 'name' | 'roles' | 'into' | 'by'>,
  now: Date,
): Promise<Invite> {
  const added = { ...invite, _id: tokenHash(token), at: now, expiresAt: new Date(now.getTime() + invitedFor) }
  await Invites.create(added)
  const place = invite.into?.consultation ?? { $exists: false }
  await Invites.deleteMany({
    email: invite.email,
    'into.consultation': place,
    _id: { $ne: added._id },
  })
  return added
}

export function listInvites(now: Date): Promise<Invite[]> {
  return Invites.find({ expiresAt: { $gt: now } })
    .sort({ at: 1 })
    .lean<Invite[]>()
    .exec()
}

/** Those who were asked into a consultation, and are not there yet. */
export function invitesInto(consultation: string, now: Date): Promise<Invite[]> {
  return Invites.find({ 'into.consultation': consultation, expiresAt: { $gt: now } })
    .sort({ at: 1 })
    .lean<Invite[]>()
    .exec()
}

/** What an address was asked to join, the latest first. */
export function invitesOf(email: string, now: Date): Promise<Invite[]> {
  return hotInvites.ofAddress(email, now).lean<Invite[]>().exec()
}

export function findInvite(id: string, now: Date): Promise<Invite | null> {
  return Invites.findOne({ _id: id, expiresAt: { $gt: now } })
    .lean<Invite>()
    .exec()
}

/** Takes an invitation back, or uses it up: true for exactly one of those who try. */
export async function removeInvite(id: string): Promise<boolean> {
  return (await Invites.deleteOne({ _id: id })).deletedCount === 1
}

/** Notes that a new password was asked for. */
export async function addReset(token: string, account: string, now: Date): Promise<Reset> {
  const added = { _id: tokenHash(token), account, expiresAt: new Date(now.getTime() + resetFor) }
  await Resets.create(added)
  return added
}

/** A link that an account asked for. */
export function findReset(id: string, now: Date): Promise<Reset | null> {
  // One that lasts for longer than any was made by a clock that was wrong.
  const latest = new Date(now.getTime() + 2 * resetFor)
  return Resets.findOne({ _id: id, account: { $ne: '' }, expiresAt: { $gt: now, $lte: latest } })
    .lean<Reset>()
    .exec()
}

/** Uses a link up, and with it every other of its account: true for exactly one of those who try. */
export async function useReset({ _id, account }: Reset): Promise<boolean> {
  const isFirst = (await Resets.deleteOne({ _id })).deletedCount === 1
  if (isFirst) await Resets.deleteMany({ account })
  return isFirst
}
