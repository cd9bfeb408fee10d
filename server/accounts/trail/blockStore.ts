import { model, Schema } from 'mongoose'
import type { Block } from './chain.ts'

const schema = new Schema<Block>(
  {
    _id: { type: Number, required: true },
    at: { type: Date, required: true },
    events: { type: [{ _id: false, id: String, hash: String }], required: true },
    previous: { type: String, required: true },
    hash: { type: String, required: true },
    seal: { type: String, required: true },
  },
  { versionKey: false },
)
const Blocks = model('AuditBlock', schema, 'auditBlocks')

/** The last of the chain, or null where nothing was sealed yet. */
export function lastBlock(): Promise<Block | null> {
  return Blocks.findOne().sort({ _id: -1 }).lean<Block>().exec()
}

/** Adds a block behind the last. @returns whether it was; else another process has just added one of its number */
export async function addBlock(block: Block): Promise<boolean> {
  try {
    await Blocks.create(block)
    return true
  } catch (error) {
    if ((error as { code?: unknown } | null)?.code === 11000) return false
    throw error
  }
}

/** All up to a number, in order, a few at a time. */
export function blocksUpTo(last: number): AsyncIterable<Block> {
  return Blocks.find({ _id: { $lte: last } })
    .sort({ _id: 1 })
    .lean<Block[]>()
    .cursor({ batchSize: 20 }) as AsyncIterable<Block>
}
