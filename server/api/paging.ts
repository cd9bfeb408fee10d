import { z } from 'zod'

/** Which part of a list is asked for. */
export type Asked = { after: string; limit: number; since?: Date | undefined }

/** A part of a list, and from after what the next is read; absent: there is nothing more. */
export type Part<Item> = { items: Item[]; next?: string | undefined }

const mostItems = 100
/** How many are read at once: so few that the longest answers of all of them fit into memory. */
const atOnce = 20
/** How many are looked at for one part, however few of them belong in it, and how many characters it holds at least before it ends early. */
const mostLookedAt = 500
const enoughCharacters = 4_000_000

export const day = z.iso.date('must be a day, such as 2026-11-28')

/** The parameters of every list. */
export const partQuery = z.strictObject({
  limit: z.coerce
    .number({ error: 'must be a whole number from 1 to 100' })
    .int('must be a whole number from 1 to 100')
    .min(1, 'must be from 1 to 100')
    .max(mostItems, 'must be from 1 to 100')
    .default(50)
    .describe(
      'How many one answer holds at most; it may hold fewer, or none, and have a `next` all the same.',
    ),
  after: z
    .string({ error: 'must be as a `next` has it' })
    .max(200, 'must be as a `next` has it')
    .default('')
    .describe('Where the answer before ended; `next` has it.'),
})

/** The same for what is read again from a day on. */
export const partSinceQuery = partQuery.extend({
  since: day.optional().describe('Only what is of this day (by UTC) or later.'),
})

/**
 * Reads a part of a list in the order of ids, which never changes: whatever is added meanwhile, nothing comes twice,
 * and nothing that was there from the beginning is left out.
 *
 * @param read so many from after an id
 * @param show what is shown of each, in their order; undefined of what is not
 */
export async function partOf<Item extends { _id: string }, Shown>(
  { after: from, limit }: Asked,
  read: (after: string, count: number) => Promise<Item[]>,
  show: (items: Item[]) => Promise<(Shown | undefined)[]>,
): Promise<Part<Shown>> {
  const items: Shown[] = []
  let after = from
  let characters = 0
  for (let looked = 0; items.length < limit && looked < mostLookedAt && characters < enoughCharacters; ) {
    const count = Math.min(atOnce, limit - items.length)
    const found = await read(after, count)
    const shown = (await show(found)).filter(each => each !== undefined)
    items.push(...shown)
    characters += JSON.stringify(shown).length
    looked += found.length
    after = found.at(-1)?._id ?? after
    if (found.length < count) return { items }
  }
  return { items, next: after }
}
