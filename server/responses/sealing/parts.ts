import type { SealedPart } from '../../database/sealing/sealedPart.ts'
import { sealedEntries } from '../byStaff/entryStore.ts'
import { sealedDrafts } from '../draftStore.ts'
import { sealedFiles } from '../fileStore.ts'
import { sealedIdentities } from '../identityStore.ts'

/** All that is encrypted in the database. */
export const sealedParts: SealedPart[] = [sealedIdentities, sealedFiles, sealedDrafts, sealedEntries]

/** What was found of all that is encrypted, by kind. */
export type Sum = { what: string; opened: number; earlier: number; faults: string[] }

/** Ids that are told of those that cannot be opened. */
const mostTold = 100

/**
 * Goes through all that is encrypted, some at a time.
 *
 * @param anew seals by the newest keys what earlier ones sealed; what cannot be opened stays as it is
 * @param step called after each batch, with how many were gone through
 */
export async function throughAll(anew: boolean, step: (done: number) => Promise<void>): Promise<Sum[]> {
  const sums: Sum[] = []
  let done = 0
  for (const { what, look } of sealedParts) {
    const sum: Sum = { what, opened: 0, earlier: 0, faults: [] }
    sums.push(sum)
    for (let after = ''; ; ) {
      const looked = await look(after, anew)
      if (!looked) break
      after = looked.last
      sum.opened += looked.opened
      sum.earlier += looked.earlier
      sum.faults.push(...looked.faults.slice(0, mostTold - sum.faults.length))
      done += looked.opened + looked.faults.length
      await step(done)
    }
  }
  return sums
}
