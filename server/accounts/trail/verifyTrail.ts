import { countByBlock, countWaiting, eventsInBlock, findEvents, type KeptEvent } from '../auditStore.ts'
import { blocksUpTo, lastBlock } from './blockStore.ts'
import { type Block, beforeFirst, blockHash, eventHash, sealFits } from './chain.ts'

export const faultKinds = [
  'event changed',
  'event missing',
  'event added',
  'event marked wrongly',
  'block changed',
  'block missing',
  'block out of order',
  'other key',
  'head missing',
] as const

/** One thing that is not as it was sealed; `place` names the event or the block. */
export type Fault = { fault: (typeof faultKinds)[number]; place: string; message: string }

/** What was found of an audit trail. */
export type VerifiedTrail = {
  /** How many events there are, sealed or not. */
  events: number
  blocks: number
  /** When the last block was sealed. */
  sealedUntil: Date | null
  /** How many events wait to be sealed: they are not protected yet. */
  waiting: number
  /** The last block, to be kept elsewhere: a later chain must hold it. */
  head: { block: number; hash: string } | null
  faultCount: number
  /** The first of the faults. */
  faults: Fault[]
}

const mostFaults = 500

/**
 * Computes the whole chain again, block by block, and compares it to what is kept. May run while others write: it looks
 * at the blocks that were there when it began.
 *
 * @param secret the site’s
 * @param head the hash of the last block of a chain that was seen before, which this one must hold
 */
export async function verifyTrail(secret: string, head?: string): Promise<VerifiedTrail> {
  const faults: Fault[] = []
  let faultCount = 0
  const found = (fault: Fault['fault'], place: string, message: string) => {
    faultCount++
    if (faults.length < mostFaults) faults.push({ fault, place, message })
  }
  // In this order: a mark that is seen has its block, which is written before it.
  const marked = await countByBlock()
  const last = await lastBlock()
  const seen = new Set<unknown>([null])
  let before: { _id: number; hash: string } = { _id: 0, hash: beforeFirst }
  let unmarked = 0
  let holdsHead = false
  for await (const block of blocksUpTo(last?._id ?? 0)) {
    const place = `block ${block._id}`
    if (block._id !== before._id + 1) found('block missing', ...missingBetween(before._id, block._id))
    else if (block.previous !== before.hash)
      found('block out of order', place, `Does not follow block ${before._id} as that is now.`)
    if (!isWhole(block) || blockHash(block) !== block.hash)
      found('block changed', place, 'Is not as it was sealed: its hash does not fit what it holds.')
    else if (!sealFits(secret, block))
      found(
        'other key',
        place,
        'Is not sealed by the secret of this site. Either another made it, or SESSION_SECRET is another.',
      )
    else if (block.hash === head) holdsHead = true
    seen.add(block._id)
    before = { _id: block._id, hash: block.hash }
    if (isWhole(block)) unmarked += await compareEvents(block, block._id === last?._id, found)
  }
  for (const [block, events] of marked)
    if (!seen.has(block))
      found(
        'block missing',
        `block ${block}`,
        `Is not there, and ${events} events are marked as sealed in it.`,
      )
  if (head !== undefined && !holdsHead)
    found(
      'head missing',
      'the head',
      'No sound block has this hash: the end of the chain was cut off or made anew since, or it is of another site.',
    )
  return {
    events: [...marked.values()].reduce((sum, count) => sum + count, 0),
    blocks: seen.size - 1,
    sealedUntil: last?.at ?? null,
    waiting: Math.max(0, (await countWaiting()) - unmarked),
    head: last && { block: last._id, hash: last.hash },
    faultCount,
    faults,
  }
}

/** @returns how many events of the last block are not marked yet, which a killed process may leave */
async function compareEvents(
  { _id, events }: Block,
  isLast: boolean,
  found: (fault: Fault['fault'], place: string, message: string) => void,
): Promise<number> {
  const sealed = new Map(events.map(({ id, hash }) => [id, hash]))
  const there = new Map((await eventsInBlock(_id)).map(event => [String(event._id), event]))
  const others = [...sealed.keys()].filter(id => !there.has(id))
  const elsewhere = new Map((await findEvents(others)).map(event => [String(event._id), event]))
  let unmarked = 0
  for (const [id, hash] of sealed) {
    const event = there.get(id) ?? elsewhere.get(id)
    if (!event) found('event missing', `event ${id}`, `Is sealed in block ${_id}, and is not there any more.`)
    else if (eventHash(event) !== hash)
      found('event changed', `event ${id}`, `Is not as it was sealed in block ${_id}: ${inWords(event)}.`)
    else if (isLast && event.block === undefined) unmarked++
    else if (event.block !== _id)
      found(
        'event marked wrongly',
        `event ${id}`,
        `Is sealed in block ${_id}, and marked as in ${event.block ?? 'none'}.`,
      )
  }
  for (const [id, event] of there)
    if (!sealed.has(id))
      found(
        'event added',
        `event ${id}`,
        `Is marked as sealed in block ${_id}, which does not hold it: ${inWords(event)}.`,
      )
  return unmarked
}

/** Blocks that are not there, as a place and a message. */
function missingBetween(before: number, next: number): [place: string, message: string] {
  const [from, to] = [before + 1, next - 1]
  return from === to ? [`block ${from}`, 'Is not there.'] : [`blocks ${from} to ${to}`, 'Are not there.']
}

/** Whether a block has the form of one: whoever writes the database may have written anything. */
function isWhole({ events }: Block): boolean {
  return Array.isArray(events) && events.every(event => typeof event?.id === 'string')
}

function inWords({ at, account, what }: KeptEvent): string {
  return `now “${what}” by ${account}, ${at instanceof Date ? at.toISOString() : at}`
}
