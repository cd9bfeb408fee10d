import { model, Schema } from 'mongoose'
import { type Role, roles } from './roles.ts'

export type Account = {
  _id: string
  /** Lower case; it is what one signs in with. */
  email: string
  name: string
  roles: Role[]
  /** argon2id, in its own encoded form. */
  passwordHash: string
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
    passwordHash: { type: String, required: true },
    demo: Boolean,
    createdAt: { type: Date, required: true },
  },
  { versionKey: false },
)
const Accounts = model('Account', schema, 'accounts')

export function findAccount(id: string): Promise<Account | null> {
  return Accounts.findById(id).lean<Account>().exec()
}

export function findAccountByEmail(email: string): Promise<Account | null> {
  return Accounts.findOne({ email: email.toLowerCase() }).lean<Account>().exec()
}

export function listAccounts(): Promise<Account[]> {
  return Accounts.find().sort({ name: 1 }).lean<Account[]>().exec()
}

export function countAccounts(): Promise<number> {
  return Accounts.estimatedDocumentCount().exec()
}

/** @returns false when the address has an account already. */
export async function addAccount(account: Account): Promise<boolean> {
  const result = await Accounts.updateOne(
    { email: account.email },
    { $setOnInsert: account },
    { upsert: true },
  )
  return result.upsertedCount === 1
}
