import { createHash } from 'node:crypto'

const namespace = Buffer.from('b2c4f0de5a3e4d0c9b436f2f7f0f8a11', 'hex')

/** The same for the same parts: RFC 9562's version 5. */
export function guidOf(...parts: (string | number)[]): string {
  const hash = createHash('sha1').update(namespace)
  const bytes = hash.update(parts.join('\u0000')).digest().subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
