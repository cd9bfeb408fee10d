import { allKeys, replaceWrapping, type WrappedKey } from './dataKeyStore.ts'
import {
  type KeyPlace,
  KeysUnusable,
  keepKeys,
  newOuterKey,
  type OuterKey,
  readKeys,
  writeKeys,
} from './keyFile.ts'
import { open, wrap } from './keyring.ts'

/**
 * What a rotation did: how many keys it wrapped anew, whether it ended one that was broken off, and where the former key
 * is kept, which opens backups from before.
 */
export type Rotated = { wrapped: number; resumed: boolean; former: string | undefined }

/**
 * Has a new key outside the database wrap the keys in it, while the site is in use: what is stored stays as it is, and
 * processes that run have its keys open. The new key stands first in the file before anything is wrapped by it, and the
 * former one until nothing is wrapped by that: killed anywhere, all can be opened, and the next call goes on.
 * Of keys that the settings give, the first wraps what the others did.
 *
 * @param step called after each key that was wrapped
 * @throws KeysUnusable where a key cannot be opened; then nothing is changed
 */
export async function rotateKeys(place: KeyPlace, step: () => void = () => {}): Promise<Rotated> {
  const stored = await allKeys()
  for (const key of stored) open(key)
  const before = readKeys(place)
  const resumed = before.length > 1
  if (!place.given && !resumed) writeKeys(place.file, [newOuterKey(), ...before])
  const [outer] = readKeys(place)
  if (!outer) throw new KeysUnusable('There is no encryption key yet: start Soundings once, which makes it.')
  if (place.given && stored.every(({ by }) => by === outer.mark))
    throw new KeysUnusable(
      'The first of ENCRYPTION_KEY wraps everything already. Make another (openssl rand -hex 32), set ENCRYPTION_KEY to that, a comma, and the one that is there, and run this again.',
    )
  const wrapped = await wrapAll(outer, step)
  return { wrapped, resumed, former: place.given ? undefined : retire(place.file, outer) }
}

/** Until none is left, since a server may add one meanwhile that knows the former key only. */
async function wrapAll(outer: OuterKey, step: () => void): Promise<number> {
  let wrapped = 0
  for (;;) {
    const others = (await allKeys()).filter(({ by }) => by !== outer.mark)
    if (others.length === 0) return wrapped
    for (const key of others) {
      if (await wrapOne(outer, key)) wrapped++
      step()
    }
  }
}

function wrapOne(outer: OuterKey, key: WrappedKey): Promise<boolean> {
  return replaceWrapping(key, { by: outer.mark, wrapped: wrap(outer, key._id, open(key).key) })
}

/** Leaves the key that wraps all alone in its file, and the others in one beside it. */
function retire(file: string, outer: OuterKey): string | undefined {
  const others = readKeys({ file, makes: false }).filter(({ mark }) => mark !== outer.mark)
  if (others.length === 0) return undefined
  const former = `${file}.former`
  keepKeys(former, others)
  writeKeys(file, [outer])
  return former
}
