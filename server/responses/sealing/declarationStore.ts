import mongoose from 'mongoose'
import { currentKey } from '../../database/sealing/keyring.ts'
import { openFrom, sealedBy, sealFor } from '../../database/sealing/sealed.ts'
import type { SealedPart } from '../../database/sealing/sealedPart.ts'

/** Where declarations stand that were not sent yet, with names and addresses in them. */
export type Collection = 'drafts' | 'staffEntries'

type Declaration = Record<string, string>
type Holder = { _id: string; declaration: unknown }

const placeOf = (collection: Collection, id: string) => [collection, id, 'declaration']

/** A declaration as it is stored: encrypted, unless nothing was entered yet. */
export async function sealDeclaration(
  collection: Collection,
  id: string,
  declaration: Declaration,
): Promise<string | Record<string, never>> {
  if (Object.keys(declaration).length === 0) return {}
  return sealFor('identities', placeOf(collection, id), declaration)
}

/** What was stored, with its declaration as it was entered. @throws Tampered where that was changed since */
export async function openDeclaration<T extends { _id: string; declaration: Declaration }>(
  collection: Collection,
  stored: T,
): Promise<T> {
  const { declaration } = stored as Holder
  const isEmpty = typeof declaration !== 'string' && Object.keys(declaration ?? {}).length === 0
  if (isEmpty) return stored
  const opened = await openFrom('identities', placeOf(collection, stored._id), declaration)
  return { ...stored, declaration: opened as Declaration }
}

const atOnce = 200

/** All that is stored of them, for who looks whether it can be opened, or encrypts it by a new key. */
export function sealedDeclarations(what: string, name: Collection): SealedPart {
  return {
    what,
    async look(after, anew) {
      const holders = mongoose.connection.collection<Holder>(name)
      const found = await holders
        .find({ _id: { $gt: after } }, { projection: { declaration: 1 } })
        .sort({ _id: 1 })
        .limit(atOnce)
        .toArray()
      const last = found.at(-1)?._id
      if (last === undefined) return undefined
      const { number } = await currentKey('identities')
      const looked = { last, opened: 0, earlier: 0, faults: [] as string[] }
      for (const { _id, declaration } of found) {
        const opened = await openDeclaration(name, { _id, declaration: declaration as Declaration }).catch(
          () => undefined,
        )
        if (!opened) looked.faults.push(_id)
        else looked.opened++
        if (!opened || typeof declaration !== 'string' || sealedBy(declaration) >= number) continue
        looked.earlier++
        const sealed = await sealDeclaration(name, _id, opened.declaration)
        // What was entered meanwhile is under the new key already.
        if (anew) await holders.updateOne({ _id, declaration }, { $set: { declaration: sealed } })
      }
      return looked
    },
  }
}
