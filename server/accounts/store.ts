import { model, Schema } from 'mongoose'
import { type Role, roles } from './roles.ts'
import type { SecondFactor } from './secondFactor/factor.ts'

/** A sign-in at a provider (OpenID Connect), as it is told from others. */
export type Link = {
  /** A hash of the provider’s address and of what it calls the person, which may be an address of theirs. */
  key: string
  issuer: string
}

export type Account = {
  _id: string
  /** Lower case; it is what one signs in with. */
  email: string
  name: string
  /** What they may do everywhere; what they may in single consultations stands in people/store.ts. */
  roles: Role[]
  /** argon2id, in its own encoded form. Absent: none was chosen yet, and the provider alone signs them in. */
  passwordHash?: string
  secondFactor?: SecondFactor
  /** The sign-in at a provider by which they may sign in too. */
  link?: Link & { since: Date }
  /** When it was ended, by an administrator, and what its person might do until then: they have no role since. */
  ended?: { at: Date; roles: Role[] }
  /** Made with the demo, with a password that everybody knows: it signs in only where nobody else can reach the site. */
  demo?: boolean
  createdAt: Date
}

const schema = new Schema<Account>(
  {
    _id: { type: String, required: true },
    email: { type: String, required: true, unique: true },
    name: { type: String, required: true },
    roles: [{ type: String, enum: roles }],
    passwordHash: String,
    secondFactor: {
      type: new Schema<SecondFactor>(
        { sealed: String, since: Date, lastStep: Number, recovery: [String] },
        { _id: false },
      ),
    },
    link: { type: new Schema({ key: String, issuer: String, since: Date }, { _id: false }) },
    ended: { type: new Schema({ at: Date, roles: [String] }, { _id: false }) },
    demo: Boolean,
    createdAt: { type: Date, required: true },
  },
  { versionKey: false },
)
schema.index({ 'link.key': 1 }, { unique: true, sparse: true })
const Accounts = model('Account', schema, 'accounts')

/** Queries behind every sign-in, for the test that holds each to its index. */
export const hotAccounts = {
  byLink: (key: string) => Accounts.findOne({ 'link.key': key }),
}

export function findAccount(id: string): Promise<Account | null> {
  return Accounts.findById(id).lean<Account>().exec()
}

export function findAccountByEmail(email: string): Promise<Account | null> {
  return Accounts.findOne({ email: email.toLowerCase() }).lean<Account>().exec()
}

/** The account that is linked with a sign-in at a provider. @param key as `Link` has it */
export function findAccountByLink(key: string): Promise<Account | null> {
  return hotAccounts.byLink(key).lean<Account>().exec()
}

export function listAccounts(): Promise<Account[]> {
  return Accounts.find().sort({ name: 1 }).lean<Account[]>().exec()
}

export function countAccounts(): Promise<number> {
  return Accounts.estimatedDocumentCount().exec()
}

/** @returns false when the address has an account already, or another is linked with the same sign-in. */
export async function addAccount(account: Account): Promise<boolean> {
  const adding = Accounts.updateOne({ email: account.email }, { $setOnInsert: account }, { upsert: true })
  return (await orTaken(adding))?.upsertedCount === 1
}

/**
 * Links an account with a sign-in at a provider, in place of one at another provider.
 * @returns false where it is linked with one of the same, or was ended, or another account is linked with this
 */
export async function addLink(id: string, link: Link & { since: Date }): Promise<boolean> {
  const free = { _id: id, ended: { $exists: false }, 'link.issuer': { $ne: link.issuer } }
  return (await orTaken(Accounts.updateOne(free, { $set: { link } })))?.modifiedCount === 1
}

/** @returns whether it was linked */
export async function removeLink(id: string): Promise<boolean> {
  const { modifiedCount } = await Accounts.updateOne(
    { _id: id, link: { $exists: true } },
    { $unset: { link: 1 } },
  )
  return modifiedCount === 1
}

/** What a write gives; undefined where another has what no two may have. */
async function orTaken<T>(writing: PromiseLike<T>): Promise<T | undefined> {
  try {
    return await writing
  } catch (error) {
    if ((error as { code?: unknown } | null)?.code === 11000) return undefined
    throw error
  }
}

/** Changes what an account says of its person. */
export async function changeAccount(
  id: string,
  changes: Partial<Pick<Account, 'name' | 'passwordHash'>>,
): Promise<void> {
  await Accounts.updateOne({ _id: id }, { $set: changes })
}

export async function setRoles(id: string, roles: Role[]): Promise<void> {
  await Accounts.updateOne({ _id: id, ended: { $exists: false } }, { $set: { roles } })
}

/** How many may manage the accounts. */
export function countAdministrators(): Promise<number> {
  return Accounts.countDocuments({ roles: 'administrator' }).exec()
}

/** Ends an account. It stays, so that what its person did keeps their name. */
export async function endAccount({ _id, roles }: Account, at: Date): Promise<void> {
  await Accounts.updateOne({ _id, ended: { $exists: false } }, { $set: { roles: [], ended: { at, roles } } })
}

export async function restoreAccount({ _id, ended }: Account): Promise<void> {
  if (!ended) return
  await Accounts.updateOne(
    { _id, ended: { $exists: true } },
    { $set: { roles: ended.roles }, $unset: { ended: 1 } },
  )
}

/** Gives an account a second factor, or takes it away. */
export async function setSecondFactor(id: string, factor: SecondFactor | undefined): Promise<void> {
  await Accounts.updateOne(
    { _id: id },
    factor ? { $set: { secondFactor: factor } } : { $unset: { secondFactor: 1 } },
  )
}

/** Replaces the recovery codes of a second factor. */
export async function setRecoveryCodes(id: string, recovery: string[]): Promise<void> {
  await Accounts.updateOne(
    { _id: id, secondFactor: { $exists: true } },
    { $set: { 'secondFactor.recovery': recovery } },
  )
}

/** Uses a code of an app up: true for exactly one of those who try it, and never for one before it. */
export async function useStep(id: string, step: number): Promise<boolean> {
  const result = await Accounts.updateOne(
    { _id: id, 'secondFactor.lastStep': { $lt: step } },
    { $set: { 'secondFactor.lastStep': step } },
  )
  return result.modifiedCount === 1
}

/** Uses a recovery code up: true for exactly one of those who try it. */
export async function useRecoveryCode(id: string, hash: string): Promise<boolean> {
  const result = await Accounts.updateOne(
    { _id: id, 'secondFactor.recovery': hash },
    { $pull: { 'secondFactor.recovery': hash } },
  )
  return result.modifiedCount === 1
}
