import { model, Schema } from 'mongoose'
import { type Scope, scopes } from './scopes.ts'

/** What a program shows to be let into one consultation. */
export type Token = {
  _id: string
  /** Of the token, which is kept nowhere. */
  hash: string
  consultation: string
  /** Who made it: it is good for no more than they may do themselves. */
  account: string
  name: string
  scopes: Scope[]
  createdAt: Date
  /** Until when it is good; absent: until it is ended. */
  until?: Date
  /** The day on which it was used last; absent: never. */
  usedOn?: Date
  ended?: { at: Date; by: string }
}

const schema = new Schema<Token>(
  {
    _id: { type: String, required: true },
    hash: { type: String, required: true, unique: true },
    consultation: { type: String, required: true },
    account: { type: String, required: true },
    name: { type: String, required: true },
    scopes: [{ type: String, enum: scopes }],
    createdAt: { type: Date, required: true },
    until: Date,
    usedOn: Date,
    ended: { type: new Schema({ at: Date, by: String }, { _id: false }) },
  },
  { versionKey: false },
)
schema.index({ consultation: 1, createdAt: -1 })

const Tokens = model('ApiToken', schema, 'apiTokens')

/** The queries behind each call and the page, for the test that holds each to its index. */
export const hotTokens = {
  behind: (hash: string) => Tokens.find({ hash }),
  ofConsultation: (consultation: string) => Tokens.find({ consultation }).sort({ createdAt: -1 }),
}

export async function addToken(token: Token): Promise<void> {
  await Tokens.create(token)
}

/** The token of this hash, ended or not. */
export function findToken(hash: string): Promise<Token | null> {
  return Tokens.findOne({ hash }).lean<Token>().exec()
}

/** All that were ever made here, the newest first. */
export function tokensOf(consultation: string): Promise<Token[]> {
  return hotTokens.ofConsultation(consultation).lean<Token[]>().exec()
}

/** Ends a token. @returns it as it was; null where there is none here, or it was ended before */
export function endToken(consultation: string, id: string, by: string, at: Date): Promise<Token | null> {
  return Tokens.findOneAndUpdate(
    { _id: id, consultation, ended: { $exists: false } },
    { $set: { ended: { at, by } } },
  )
    .lean<Token>()
    .exec()
}

/** Notes on which day a token was used. @returns whether that is the first use of the day, for one of all processes */
export async function noteUse(id: string, day: Date): Promise<boolean> {
  const result = await Tokens.updateOne({ _id: id, usedOn: { $ne: day } }, { $set: { usedOn: day } })
  return result.modifiedCount === 1
}
