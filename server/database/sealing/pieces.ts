import { hkdfSync, randomBytes } from 'node:crypto'
import { type Lock, markBytes, pieceLock } from '../pieceLock.ts'
import { Tampered } from './box.ts'
import { currentKey, type DataKey, keyNumbered } from './keyring.ts'

/** How much of a file is in one piece, in bytes: as much as in one of GridFS. */
export const plainPieceBytes = 255 * 1024
const numberBytes = 4
/** How much longer a sealed piece is: the number of its key before it, and a mark behind. */
const addedBytes = numberBytes + markBytes
export const sealedPieceBytes = plainPieceBytes + addedBytes

/** Which file a piece is of: its id, and random bytes of it from which, with a data key, the key of its pieces is derived. */
export type SealedFile = { id: string; salt: string }

export function newSalt(): string {
  return randomBytes(32).toString('base64url')
}

/** Seals the piece at a place of a file, counted from 0, by the newest key of attachments. */
export async function sealPiece(
  file: SealedFile,
  place: number,
  last: boolean,
  plain: Buffer,
): Promise<Buffer> {
  const key = await currentKey('attachments')
  const number = Buffer.alloc(numberBytes)
  number.writeUInt32BE(key.number)
  return Buffer.concat([number, lockOf(file, key).close(place, last, plain)])
}

/** @throws Tampered where it was changed, is another file’s, or stood at another place of it */
export async function openPiece(
  file: SealedFile,
  place: number,
  last: boolean,
  sealed: Buffer,
): Promise<Buffer> {
  if (sealed.length < addedBytes) throw tampered(file)
  const key = await keyNumbered('attachments', pieceSealedBy(sealed))
  return lockOf(file, key).open(place, last, sealed.subarray(numberBytes))
}

/** The number of the key that a piece was sealed by. */
export function pieceSealedBy(sealed: Buffer): number {
  return sealed.readUInt32BE()
}

/** How many bytes are in a file of so many sealed ones, and in how many pieces. */
export function plainSize(sealedBytes: number): { bytes: number; pieces: number } {
  const pieces = Math.ceil(sealedBytes / sealedPieceBytes)
  return { bytes: sealedBytes - pieces * addedBytes, pieces }
}

/** HKDF (RFC 5869) gives each file a key of its own, so that the place of a piece can be its nonce. */
function lockOf(file: SealedFile, { key }: DataKey): Lock {
  const own = hkdfSync('sha256', key, Buffer.from(file.salt, 'base64url'), `attachments ${file.id}`, 32)
  return pieceLock(Buffer.from(own), Buffer.from(file.id), () => tampered(file))
}

export function tampered({ id }: Pick<SealedFile, 'id'>): Tampered {
  return new Tampered(
    `The attached file ${id} cannot be opened: it was changed or moved since it was encrypted. Restore a backup.`,
  )
}
