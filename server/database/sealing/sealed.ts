import { box, Tampered, unbox } from './box.ts'
import type { Purpose } from './dataKeyStore.ts'
import { currentKey, keyNumbered } from './keyring.ts'

/** The number of the key that something was sealed by, and then the box in base64url. */
const form = /^(\d+)\.([\w-]+)$/

/** Seals a value, which JSON can say, for one place in the database. */
export async function sealFor(purpose: Purpose, place: string[], value: unknown): Promise<string> {
  const { number, key } = await currentKey(purpose)
  return `${number}.${box(key, place, Buffer.from(JSON.stringify(value))).toString('base64url')}`
}

/** Opens what was sealed for a place. @throws Tampered where it was changed, or stands elsewhere than it was sealed for */
export async function openFrom(purpose: Purpose, place: string[], sealed: unknown): Promise<unknown> {
  const [, number, boxed = ''] = form.exec(String(sealed)) ?? []
  if (number === undefined)
    throw new Tampered(
      `What is stored at ${place.join(' ')} is not encrypted, as it must be. Restore a backup.`,
    )
  const { key } = await keyNumbered(purpose, Number(number))
  return JSON.parse(unbox(key, place, Buffer.from(boxed, 'base64url')).toString('utf8'))
}

/** The number of the key that something was sealed by; 0 of what is not sealed. */
export function sealedBy(sealed: unknown): number {
  return Number(form.exec(String(sealed))?.[1] ?? 0)
}
