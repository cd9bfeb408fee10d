import { model, Schema } from 'mongoose'
import { Responses } from '../store.ts'

/** A key with which this site signs receipts, or once did (Ed25519, RFC 8032). */
export type ReceiptKey = {
  /** Its thumbprint (RFC 7638), which receipts name it by. */
  _id: string
  /** 0: derived from the site's secret, as all were once; else its place in the order in which they were made. */
  order: number
  /** The 32 bytes of the public key and of the private one, in base64url. A key that is retired has no private one. */
  publicKey: string
  privateKey?: string
  /** Days. */
  madeOn: Date
  retiredOn?: Date
}

const schema = new Schema<ReceiptKey>(
  {
    _id: { type: String, required: true },
    order: { type: Number, required: true, unique: true },
    publicKey: { type: String, required: true },
    privateKey: String,
    madeOn: { type: Date, required: true },
    retiredOn: Date,
  },
  { versionKey: false },
)

const ReceiptKeys = model('ReceiptKey', schema, 'receiptKeys')

/** The key that signs now; null before one was made. */
export function newestKey(): Promise<ReceiptKey | null> {
  return ReceiptKeys.findOne({ order: { $gte: 1 } })
    .sort({ order: -1 })
    .lean<ReceiptKey>()
    .exec()
}

/** All keys, the newest first, without what is private of them. */
export function publicKeys(): Promise<Omit<ReceiptKey, 'privateKey'>[]> {
  return ReceiptKeys.find({}, { privateKey: 0 }).sort({ order: -1 }).lean<ReceiptKey[]>().exec()
}

/** Adds a key; false where another process was first with one of its place. */
export async function addKey(key: ReceiptKey): Promise<boolean> {
  try {
    await ReceiptKeys.create(key)
    return true
  } catch (error) {
    if ((error as { code?: unknown }).code === 11000) return false
    throw error
  }
}

/** Has every key before this place sign nothing any more. */
export async function retireBefore(order: number, retiredOn: Date): Promise<void> {
  await ReceiptKeys.updateMany(
    { order: { $lt: order }, privateKey: { $exists: true } },
    { $set: { retiredOn }, $unset: { privateKey: 1 } },
  )
}

/** Whether anything was sent before there were keys, so that receipts may be about. */
export async function wasAnswered(): Promise<boolean> {
  return (await Responses.exists({})) !== null
}
