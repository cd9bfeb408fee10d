import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'bson'
import { hashed, nameAt, textAt } from './shortTexts.ts'
import type { Document, Value } from './types.ts'

/** Bytes that are not BSON. On the wire it ends the connection that sent them. */
export class MalformedBson extends Error {}

/** MongoDB's limit on how deep documents nest. */
const maxDepth = 200

/**
 * Reads the BSON document that starts at `start`. Everything is checked before it is believed: lengths, terminators,
 * types and depth. With `wanted` only those fields are read, and the rest stepped over. @throws MalformedBson
 */
export function decode(bytes: Buffer, start = 0, wanted?: ReadonlySet<string>): Document {
  const size = documentSize(bytes, start, bytes.length)
  const reader = new Reader(bytes, start + size - 1)
  reader.at = start + 4
  return reader.document(0, wanted)
}

/** Is told where a field is: its type, where its name begins, and where its value begins and ends. True ends the search. */
export type Look = (type: number, name: number, start: number, end: number) => boolean

/** Goes through the fields of the document or array that starts at `start`, and decodes none of them. @throws MalformedBson */
export function eachField(bytes: Buffer, start: number, look: Look): void {
  const size = documentSize(bytes, start, bytes.length)
  const reader = new Reader(bytes, start + size - 1)
  reader.at = start + 4
  reader.each(look)
}

/** Size in bytes of the document at `start`, which must end, with its NUL, at or before `limit`. */
export function documentSize(bytes: Buffer, start: number, limit: number): number {
  if (start + 5 > limit) throw new MalformedBson('a document is cut short')
  const size = bytes.readInt32LE(start)
  if (size < 5 || start + size > limit) throw new MalformedBson(`a document claims ${size} bytes`)
  if (bytes[start + size - 1] !== 0) throw new MalformedBson('a document does not end in NUL')
  return size
}

/** The bytes of values whose types have one size. */
const sizes: Record<number, number> = { 1: 8, 7: 12, 8: 1, 9: 8, 10: 0, 16: 4, 17: 8, 18: 8, 19: 16 }

/** Walks one document. `end` is the offset of the innermost open document's closing NUL. */
class Reader {
  readonly bytes: Buffer
  end: number
  at = 0

  constructor(bytes: Buffer, end: number) {
    this.bytes = bytes
    this.end = end
  }

  document(depth: number, wanted?: ReadonlySet<string>): Document {
    const document: Document = new Map()
    while (this.at < this.end) {
      const type = this.bytes[this.at++] ?? 0
      const name = this.cstring()
      if (wanted && !wanted.has(name)) this.skip(type, depth)
      else document.set(name, this.value(type, depth))
    }
    return document
  }

  each(look: Look): void {
    while (this.at < this.end) {
      const type = this.bytes[this.at++] ?? 0
      const name = this.at
      this.skipName()
      const start = this.at
      this.skip(type, 0)
      if (look(type, name, start, this.at)) return
    }
  }

  array(depth: number): Value[] {
    const values: Value[] = []
    while (this.at < this.end) {
      const type = this.bytes[this.at++] ?? 0
      this.skipName()
      values.push(this.value(type, depth))
    }
    return values
  }

  /** Runs `read` within the nested document at `at`, and steps behind it. */
  nested<T>(depth: number, read: (depth: number) => T): T {
    if (depth >= maxDepth) throw new MalformedBson(`documents nest deeper than ${maxDepth}`)
    const size = documentSize(this.bytes, this.at, this.end)
    const [start, outer] = [this.at, this.end]
    this.at = start + 4
    this.end = start + size - 1
    const result = read(depth + 1)
    if (this.at !== this.end) throw new MalformedBson('a field runs past its document')
    this.at = start + size
    this.end = outer
    return result
  }

  value(type: number, depth: number): Value {
    switch (type) {
      case 0x01:
        return new Double(this.bytes.readDoubleLE(this.take(8)))
      case 0x02:
        return this.string()
      case 0x03:
        return this.nested(depth, d => this.document(d))
      case 0x04:
        return this.nested(depth, d => this.array(d))
      case 0x05:
        return this.binary()
      case 0x06: // undefined, deprecated: MongoDB's queries treat it as null
      case 0x0a:
        return null
      case 0x07: {
        const at = this.take(12)
        return new ObjectId(Uint8Array.prototype.slice.call(this.bytes, at, at + 12))
      }
      case 0x08:
        return this.boolean()
      case 0x09:
        return this.date()
      case 0x0b:
        return new BSONRegExp(this.cstring(), this.cstring())
      case 0x0d:
        return new Code(this.string())
      case 0x0e:
        return new BSONSymbol(this.string())
      case 0x0f:
        return this.codeWithScope(depth)
      case 0x10:
        return new Int32(this.bytes.readInt32LE(this.take(4)))
      case 0x11:
        return new Timestamp(this.bytes.readBigUInt64LE(this.take(8)))
      case 0x12: {
        const at = this.take(8)
        return new Long(this.bytes.readInt32LE(at), this.bytes.readInt32LE(at + 4))
      }
      case 0x13: {
        const at = this.take(16)
        return new Decimal128(Uint8Array.prototype.slice.call(this.bytes, at, at + 16))
      }
      case 0x7f:
        return new MaxKey()
      case 0xff:
        return new MinKey()
      default:
        throw new MalformedBson(`0x${type.toString(16)} is no BSON type that is in use`)
    }
  }

  /** Steps over a value; what has no length of its own is read. */
  skip(type: number, depth: number): void {
    const size = sizes[type]
    // The most frequent first.
    if (type === 0x02 || type === 0x0d || type === 0x0e) this.take(this.bytes.readInt32LE(this.take(4)))
    else if (size !== undefined) this.take(size)
    else if (type === 0x03 || type === 0x04) this.take(documentSize(this.bytes, this.at, this.end))
    else if (type === 0x05) this.take(this.bytes.readInt32LE(this.take(4)) + 1)
    else this.value(type, depth)
  }

  /** Steps over `length` bytes and returns where they start. */
  take(length: number): number {
    const at = this.at
    if (length < 0 || at + length > this.end) throw new MalformedBson('a value runs past its document')
    this.at = at + length
    return at
  }

  cstring(): string {
    const { bytes, at: start, end: limit } = this
    let hash = 0
    let at = start
    for (let byte = bytes[at]; byte !== 0 && at < limit; byte = bytes[at]) {
      hash = hashed(hash, byte ?? 0)
      at += 1
    }
    if (at >= limit) throw new MalformedBson('a name does not end')
    this.at = at + 1
    return nameAt(bytes, start, at, hash)
  }

  /** Steps over a name that says nothing, as those in an array do. */
  skipName(): void {
    const { bytes, end } = this
    let at = this.at
    while (at < end && bytes[at] !== 0) at += 1
    if (at >= end) throw new MalformedBson('a name does not end')
    this.at = at + 1
  }

  string(): string {
    const length = this.bytes.readInt32LE(this.take(4))
    if (length < 1) throw new MalformedBson('a string has no length')
    const at = this.take(length)
    if (this.bytes[at + length - 1] !== 0) throw new MalformedBson('a string does not end in NUL')
    return textAt(this.bytes, at, at + length - 1)
  }

  boolean(): boolean {
    const byte = this.bytes[this.take(1)]
    if (byte !== 0 && byte !== 1) throw new MalformedBson('a boolean is neither 0 nor 1')
    return byte === 1
  }

  date(): Date {
    const date = new Date(Number(this.bytes.readBigInt64LE(this.take(8))))
    if (Number.isNaN(date.getTime())) throw new MalformedBson('a date is beyond the year 275760')
    return date
  }

  binary(): Binary {
    const length = this.bytes.readInt32LE(this.take(4))
    const subtype = this.bytes[this.take(1)] ?? 0
    const at = this.take(length)
    return new Binary(Uint8Array.prototype.slice.call(this.bytes, at, at + length), subtype)
  }

  codeWithScope(depth: number): Code {
    this.take(4)
    const code = this.string()
    return new Code(
      code,
      this.nested(depth, d => this.document(d)),
    )
  }
}
