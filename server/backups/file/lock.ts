import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { type Lock, markBytes, nonceOf, parted, pieceLock } from '../../database/pieceLock.ts'
import { Unusable } from '../unusable.ts'

/** How a file’s key is made of a passphrase by scrypt (RFC 7914): 128 MB of memory for each try. */
export type Scrypt = { salt: string; N: number; r: number; p: number; check: string }

/** What stands at the beginning of a backup, readable by anybody. */
export type Header = { format: number; encrypted?: Scrypt }

/** What a passphrase must have, in characters. */
export const shortestPassphrase = 12

const cost = { N: 2 ** 17, r: 8, p: 1 }
/** No file makes a restore take more memory than this for its key. */
const mostMemory = 512 * 1024 * 1024

/** The header of a new file, and what closes its pieces. @param passphrase absent: the file can be read by anybody */
export async function newLock(format: number, passphrase?: string): Promise<{ header: Header; lock: Lock }> {
  if (passphrase === undefined) return { header: { format }, lock: checksummed({ format }) }
  const salt = randomBytes(16)
  const { key, check } = await keyOf(passphrase, salt, cost)
  const header = { format, encrypted: { salt: salt.toString('base64url'), ...cost, check } }
  return { header, lock: encrypted(header, key) }
}

/** What opens the pieces of a file. @throws Unusable where the passphrase is missing or another one */
export async function lockOf(header: Header, passphrase?: string): Promise<Lock> {
  if (!header.encrypted) return checksummed(header)
  if (passphrase === undefined)
    throw new Unusable('It is encrypted. Set BACKUP_PASSPHRASE, or give --key-file, as when it was made.')
  const { salt, check: expected, N, r, p } = header.encrypted
  if (!(128 * N * r * p <= mostMemory)) throw new Unusable('It is damaged: its header asks for too much.')
  const { key, check } = await keyOf(passphrase, Buffer.from(salt, 'base64url'), { N, r, p })
  if (check !== expected)
    throw new Unusable(
      'It was encrypted with another passphrase. Set BACKUP_PASSPHRASE, or give --key-file, as when it was made.',
    )
  return encrypted(header, key)
}

function keyOf(
  passphrase: string,
  salt: Buffer,
  { N, r, p }: Pick<Scrypt, 'N' | 'r' | 'p'>,
): Promise<{ key: Buffer; check: string }> {
  const words = passphrase.normalize('NFC')
  return new Promise((resolve, reject) =>
    scrypt(words, salt, 64, { N, r, p, maxmem: 2 * mostMemory }, (error, made) => {
      if (error) reject(new Unusable(`It is damaged: no key can be made by its header (${error.message}).`))
      // The second half tells a wrong passphrase from a damaged file, and gives nothing away of the first.
      else resolve({ key: made.subarray(0, 32), check: made.subarray(32, 48).toString('base64url') })
    }),
  )
}

function encrypted(header: Header, key: Buffer): Lock {
  return pieceLock(key, Buffer.from(JSON.stringify(header)), damaged)
}

/** Without a passphrase each piece has a part of its SHA-256 behind it. */
function checksummed(header: Header): Lock {
  const beginning = JSON.stringify(header)
  const markOf = (place: number, last: boolean, plain: Buffer) =>
    createHash('sha256')
      .update(beginning)
      .update(nonceOf(place, last))
      .update(plain)
      .digest()
      .subarray(0, markBytes)
  return {
    close: (place, last, plain) => Buffer.concat([plain, markOf(place, last, plain)]),
    open(place, last, closed) {
      const [plain, mark] = parted(closed)
      if (!timingSafeEqual(mark, markOf(place, last, plain))) throw damaged()
      return plain
    },
  }
}

export function damaged(): Unusable {
  return new Unusable('It is damaged: its bytes are not as they were written. Use another backup.')
}
