import { randomBytes } from 'node:crypto'
import type { MongoClient } from 'mongodb'
import { databaseClient } from '../client.ts'
import { box, unbox } from './box.ts'
import {
  addKey,
  allKeys,
  findKey,
  keyId,
  newestKey,
  type Purpose,
  purposes,
  type WrappedKey,
} from './dataKeyStore.ts'
import { type KeyPlace, KeysUnusable, makeKeyFile, type OuterKey, readKeys } from './keyFile.ts'

/** A key that seals what is stored, as it is in memory. */
export type DataKey = { purpose: Purpose; number: number; key: Buffer }

/** How long a process seals by the key that it knows to be the newest before it looks again, in milliseconds. */
export const knownForMs = 10_000

type Opened = { keys: Map<string, DataKey>; newest: Map<Purpose, { key: DataKey; at: number }> }

let place: KeyPlace | undefined
/** By connection, since a process may speak to one database after another. */
const opened = new WeakMap<MongoClient, Opened>()

/** Says where this process finds the keys of the database that it connects to. */
export function keepKeysIn(newPlace: KeyPlace): void {
  place = newPlace
}

/** Where this process finds them. @throws Error where that was never said */
export function keyPlace(): KeyPlace {
  if (!place) throw new Error('keyPlace: keepKeysIn was not called before the database was used')
  return place
}

/**
 * Sees to it that every key in the database can be opened, and that there is one for each purpose. Changes nothing of a
 * database whose keys cannot be opened.
 * @throws KeysUnusable where the outer key is missing or another one
 */
export async function openKeys(): Promise<void> {
  const stored = await allKeys()
  for (const key of stored) open(key)
  const { file, given, makes } = keyPlace()
  if (stored.length === 0 && readKeys(keyPlace()).length === 0) {
    if (given || !makes)
      throw new KeysUnusable(
        `${file}, which ENCRYPTION_KEY_FILE names, is not there. Make it once with: openssl rand -hex 32 > ${file}; give the same to every process, and keep a copy elsewhere: without it nobody can read names and attached files again.`,
      )
    makeKeyFile(file)
  }
  for (const purpose of purposes) await currentKey(purpose)
}

/** The key that seals what is new of a purpose, made where there is none yet. */
export async function currentKey(purpose: Purpose): Promise<DataKey> {
  const { newest } = ofConnection()
  const known = newest.get(purpose)
  if (known && performance.now() - known.at < knownForMs) return known.key
  const stored = (await newestKey(purpose)) ?? (await makeKey(purpose, 1))
  const key = remember(open(stored))
  newest.set(purpose, { key, at: performance.now() })
  return key
}

/** The key of a number, of what was sealed before. @throws Error where there is none */
export async function keyNumbered(purpose: Purpose, number: number): Promise<DataKey> {
  const known = ofConnection().keys.get(keyId(purpose, number))
  if (known) return known
  const stored = await findKey(purpose, number)
  if (!stored)
    throw new KeysUnusable(`The key ${keyId(purpose, number)} is in the database no more. Restore a backup.`)
  return remember(open(stored))
}

/** Adds a key of the number, which seals what is new from now on; where another process did so, that one stands. */
export async function makeKey(purpose: Purpose, number: number): Promise<WrappedKey> {
  const [outer] = readKeys(keyPlace())
  if (!outer) throw missing(keyPlace())
  const _id = keyId(purpose, number)
  const wrapped = wrap(outer, _id, randomBytes(32))
  await addKey({ ...{ _id, purpose, number }, by: outer.mark, wrapped, madeAt: new Date() })
  const stored = await findKey(purpose, number)
  if (!stored) throw new Error(`makeKey: ${_id} was not kept`)
  return stored
}

/** A data key as it stands in the database. */
export function wrap(outer: OuterKey, id: string, key: Buffer): string {
  return box(outer.key, ['dataKeys', id], key).toString('base64url')
}

/** @throws KeysUnusable where no key that this process has wraps it */
export function open({ _id, purpose, number, by, wrapped }: WrappedKey): DataKey {
  const outer = readKeys(keyPlace()).find(({ mark }) => mark === by)
  if (!outer) throw missing(keyPlace())
  try {
    return { purpose, number, key: unbox(outer.key, ['dataKeys', _id], Buffer.from(wrapped, 'base64url')) }
  } catch {
    throw new KeysUnusable(`The key ${_id} in the database was changed since it was made. Restore a backup.`)
  }
}

function ofConnection(): Opened {
  const client = databaseClient()
  const known = opened.get(client) ?? { keys: new Map(), newest: new Map() }
  opened.set(client, known)
  return known
}

function remember(key: DataKey): DataKey {
  ofConnection().keys.set(keyId(key.purpose, key.number), key)
  return key
}

function missing(place: KeyPlace): KeysUnusable {
  const isThere = readKeys(place).length > 0
  const where = place.given ? 'ENCRYPTION_KEY' : place.file
  return new KeysUnusable(
    isThere
      ? `Names and attached files in the database are encrypted by another key than the one in ${where}. Put back the key that was there, or, where it was changed, add the former one behind it. Nothing was changed.`
      : `Names and attached files in the database are encrypted, and the key is missing: ${where} is not there. Put back the copy that was kept elsewhere. Nothing was changed, and no new key was made.`,
  )
}
