import { Binary } from 'bson'
import type { Maybe } from './types.ts'

/** The bits of bytes as one number: the first byte has the lowest. */
export function bitsOf(bytes: Buffer): bigint {
  return bytes.reduceRight((bits, byte) => (bits << 8n) | BigInt(byte), 0n)
}

/** The bytes of a Binary, which may have more room than it uses; undefined for another value. */
export function binaryBytes(value: Maybe): Buffer | undefined {
  if (!(value instanceof Binary)) return undefined
  return Buffer.from(value.buffer.subarray(0, value.position))
}
