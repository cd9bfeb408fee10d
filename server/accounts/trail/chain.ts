import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { KeptEvent } from '../auditStore.ts'

/**
 * A block of the chain that the audit trail is sealed into. `_id` counts from 1 without a gap.
 *
 *     event   hash = SHA-256 of [id, at, account, what, on]
 *     block   hash = SHA-256 of [_id, at, events, previous]      seal = HMAC-SHA-256 of hash, by the site’s secret
 *
 * Each is over JSON, with times in milliseconds; hashes are in hexadecimal digits. Whoever can write the database but
 * has not the secret can compute every hash, and no seal.
 */
export type Block = {
  _id: number
  at: Date
  events: { id: string; hash: string }[]
  /** The hash of the block before. */
  previous: string
  hash: string
  seal: string
}

/** What the first block has as the hash of the one before. */
export const beforeFirst = '0'.repeat(64)

/** A hash of all that an event says; which block it is sealed in is no part of it. */
export function eventHash({ _id, at, account, what, on }: KeptEvent): string {
  return sha256([String(_id), timeOf(at), account, what, on])
}

export function blockHash({ _id, at, events, previous }: Omit<Block, 'hash' | 'seal'>): string {
  return sha256([_id, timeOf(at), events.map(({ id, hash }) => [id, hash]), previous])
}

/** The block that follows another, or that is the first. @param secret the site’s */
export function nextBlock(secret: string, last: Block | null, events: KeptEvent[], at: Date): Block {
  const block = {
    _id: (last?._id ?? 0) + 1,
    at,
    events: events.map(event => ({ id: String(event._id), hash: eventHash(event) })),
    previous: last?.hash ?? beforeFirst,
  }
  const hash = blockHash(block)
  return { ...block, hash, seal: sealOf(secret, hash) }
}

/** Whether a block was sealed by this secret. */
export function sealFits(secret: string, { hash, seal }: Block): boolean {
  const [right, given] = [sealOf(secret, hash), seal].map(text => Buffer.from(String(text)))
  return right !== undefined && given?.length === right.length && timingSafeEqual(given, right)
}

function sealOf(secret: string, hash: string): string {
  const key = createHmac('sha256', secret).update('audit').digest()
  return createHmac('sha256', key).update(hash).digest('hex')
}

/** What somebody wrote into the database in place of a time is told from every time. */
function timeOf(at: unknown): number | string {
  return at instanceof Date ? at.getTime() : `no time: ${at}`
}

function sha256(parts: unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}
