import type { Page } from '../../consultations/questions.ts'
import { type Answering, addressOf } from '../answering/answering.ts'
import type { Draft, Lease } from '../draftStore.ts'
import { colleaguesOf } from './colleagueStore.ts'
import { takeLease } from './leaseStore.ts'

/** Who began a joint response, where those who write it are told apart. */
export const first = 'first'

/** Milliseconds for which somebody has a page from when they open or save it. */
export const leaseLength = 10 * 60 * 1000

/** Whoever writes now, of a joint response; undefined of one that one person writes. */
export function writerIn({ draft, colleague }: Pick<Answering, 'draft' | 'colleague'>): string | undefined {
  return draft.joint && (colleague?._id ?? first)
}

/** The names of those who write a joint response, by writer. */
export async function writersOf({ _id, joint }: Draft): Promise<Map<string, string>> {
  if (!joint) return new Map()
  const colleagues = await colleaguesOf(_id)
  return new Map([[first, joint.name], ...colleagues.map(each => [each._id, each.name] as const)])
}

/** What somebody else has of a page now. */
export function heldByOther(
  draft: Draft,
  page: string,
  by: string | undefined,
  now: Date,
): Lease | undefined {
  const lease = by === undefined ? undefined : draft.leases?.[page]
  const left = lease ? lease.until.getTime() - now.getTime() : 0
  // One that lasts for longer than any was taken by a clock that was wrong.
  return lease && lease.by !== by && left > 0 && left <= 2 * leaseLength ? lease : undefined
}

/**
 * Has whoever opens or saves a page of a joint response have it for some minutes.
 *
 * @returns false where somebody else has it
 */
export async function holdPage(answering: Answering, page: string, now = new Date()): Promise<boolean> {
  const by = writerIn(answering)
  if (by === undefined) return true
  const until = new Date(now.getTime() + leaseLength)
  return takeLease(answering.draft._id, page, { by, until }, now)
}

/** Where a script has a page of a joint response for longer, or asks whether it is free. */
export function holdingAddress(answering: Answering, { id }: Pick<Page, 'id'>): string {
  return `${addressOf(answering, id)}/holding`
}

/** Whether somebody may decide how a response may be quoted, and send it. */
export function maySend({ colleague }: Pick<Answering, 'colleague'>): boolean {
  return colleague === undefined || colleague.maySend
}
