import { Drafts } from '../draftStore.ts'

/**
 * Has somebody have a page of a draft for themselves until then; who has it already has it longer.
 *
 * @returns false where somebody else has it, or the draft was sent
 */
export async function takeLease(
  draft: string,
  page: string,
  lease: { by: string; until: Date },
  now: Date,
): Promise<boolean> {
  const at = `leases.${page}`
  const result = await Drafts.updateOne(
    {
      ...{ _id: draft, response: { $exists: false } },
      $or: [
        { [at]: { $exists: false } },
        { [`${at}.by`]: lease.by },
        { [`${at}.until`]: { $lte: now } },
        // Nobody has a page for so long: a clock that was wrong said so.
        { [`${at}.until`]: { $gt: new Date(2 * lease.until.getTime() - now.getTime()) } },
      ],
    },
    { $set: { [at]: lease } },
  )
  return result.matchedCount === 1
}

/** Gives a page back that somebody has. */
export async function endLease(draft: string, page: string, by: string): Promise<void> {
  await Drafts.updateOne({ _id: draft, [`leases.${page}.by`]: by }, { $unset: { [`leases.${page}`]: 1 } })
}

/** Has a draft be one that several people write; `name` is that of who began it, as the others see it. */
export async function makeJoint(draft: string, name: string): Promise<void> {
  await Drafts.updateOne({ _id: draft, response: { $exists: false } }, { $set: { joint: { name } } })
}
