import { createCipheriv, createDecipheriv } from 'node:crypto'

/** Closes and opens the pieces of one thing, each by its place, so that none can be changed, left out or moved. */
export type Lock = {
  close(place: number, last: boolean, plain: Buffer): Buffer
  /** @throws where it is not as it was closed */
  open(place: number, last: boolean, closed: Buffer): Buffer
}

/** How much longer a piece is when it is closed, in bytes. */
export const markBytes = 16

/**
 * AES-256-GCM (NIST SP 800-38D) by a key that closes one thing alone, so that a piece’s place can be its nonce.
 *
 * @param additional what else the pieces are bound to
 */
export function pieceLock(key: Buffer, additional: Buffer, damaged: () => Error): Lock {
  return {
    close(place, last, plain) {
      const cipher = createCipheriv('aes-256-gcm', key, nonceOf(place, last)).setAAD(additional)
      const closed = Buffer.concat([cipher.update(plain), cipher.final()])
      return Buffer.concat([closed, cipher.getAuthTag()])
    },
    open(place, last, closed) {
      const [words, mark] = parted(closed)
      if (mark.length < markBytes) throw damaged()
      const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(place, last))
      decipher.setAAD(additional).setAuthTag(mark)
      try {
        return Buffer.concat([decipher.update(words), decipher.final()])
      } catch {
        throw damaged()
      }
    },
  }
}

/** What is in a closed piece, and its mark. */
export function parted(closed: Buffer): [Buffer, Buffer] {
  return [closed.subarray(0, -markBytes), closed.subarray(-markBytes)]
}

export function nonceOf(place: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUInt8(last ? 1 : 0, 0)
  nonce.writeBigUInt64BE(BigInt(place), 4)
  return nonce
}
