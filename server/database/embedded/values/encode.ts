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
import type { Document, Value } from './types.ts'

/** A stored document that a reply carries as it is. */
export class RawDocument {
  readonly bytes: Buffer
  constructor(bytes: Buffer) {
    this.bytes = bytes
  }
}

export type Encodable = Value | RawDocument | Encodable[] | Map<string, Encodable>

/** The BSON of a document, of any length: who stores or sends it checks the limits. */
export function encode(document: Map<string, Encodable>): Buffer {
  const writer = new Writer()
  writer.document(document.entries())
  return writer.finish()
}

class Writer {
  bytes = Buffer.allocUnsafe(1024)
  at = 0

  finish(): Buffer {
    return this.bytes.subarray(0, this.at)
  }

  /** Makes room for `length` bytes and returns where they start. */
  take(length: number): number {
    const at = this.at
    this.at = at + length
    if (this.at > this.bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.at))
      this.bytes.copy(larger, 0, 0, at)
      this.bytes = larger
    }
    return at
  }

  byte(value: number): void {
    const at = this.take(1)
    this.bytes[at] = value
  }

  int(value: number): void {
    const at = this.take(4)
    this.bytes.writeInt32LE(value, at)
  }

  raw(bytes: Uint8Array): void {
    const at = this.take(bytes.length)
    this.bytes.set(bytes, at)
  }

  cstring(text: string): void {
    if (text.includes('\0')) throw new TypeError(`encode: a name holds NUL: ${JSON.stringify(text)}`)
    const length = Buffer.byteLength(text)
    const at = this.take(length + 1)
    this.bytes.write(text, at, length, 'utf8')
    this.bytes[at + length] = 0
  }

  string(text: string): void {
    const length = Buffer.byteLength(text)
    this.int(length + 1)
    const at = this.take(length + 1)
    this.bytes.write(text, at, length, 'utf8')
    this.bytes[at + length] = 0
  }

  document(entries: Iterable<[string, Encodable]>): void {
    const start = this.take(4)
    for (const [name, value] of entries) this.element(name, value)
    this.byte(0)
    this.bytes.writeInt32LE(this.at - start, start)
  }

  element(name: string, value: Encodable): void {
    const type = typeOf(value)
    this.byte(type)
    this.cstring(name)
    content[type]?.(this, value)
  }

  embedded(value: Map<string, Encodable> | RawDocument): void {
    if (value instanceof RawDocument) this.raw(value.bytes)
    else this.document(value.entries())
  }

  regex({ pattern, options }: BSONRegExp): void {
    this.cstring(pattern)
    this.cstring(options)
  }

  double(value: number): void {
    const at = this.take(8)
    this.bytes.writeDoubleLE(value, at)
  }

  date(value: Date): void {
    const at = this.take(8)
    this.bytes.writeBigInt64LE(BigInt(value.getTime()), at)
  }

  long(value: { low: number; high: number }): void {
    this.int(value.low)
    this.int(value.high)
  }

  binary(value: Binary): void {
    this.int(value.position)
    this.byte(value.sub_type)
    this.raw(value.buffer.subarray(0, value.position))
  }

  codeWithScope({ code, scope }: Code): void {
    const start = this.take(4)
    this.string(code)
    this.document((scope as unknown as Document).entries())
    this.bytes.writeInt32LE(this.at - start, start)
  }
}

/** How the value of each type is written; a type that is not listed has no content. */
const content: Record<number, (writer: Writer, value: Encodable) => void> = {
  1: (writer, value) => writer.double((value as Double).value),
  2: (writer, value) => writer.string(value as string),
  3: (writer, value) => writer.embedded(value as Map<string, Encodable> | RawDocument),
  4: (writer, value) => writer.document(indexed(value as Encodable[])),
  5: (writer, value) => writer.binary(value as Binary),
  7: (writer, value) => writer.raw((value as ObjectId).id),
  8: (writer, value) => writer.byte(value ? 1 : 0),
  9: (writer, value) => writer.date(value as Date),
  11: (writer, value) => writer.regex(value as BSONRegExp),
  13: (writer, value) => writer.string((value as Code).code),
  14: (writer, value) => writer.string((value as BSONSymbol).value),
  15: (writer, value) => writer.codeWithScope(value as Code),
  16: (writer, value) => writer.int((value as Int32).value),
  17: (writer, value) => writer.long(value as Timestamp),
  18: (writer, value) => writer.long(value as Long),
  19: (writer, value) => writer.raw((value as Decimal128).bytes),
}

/** The number of a value's BSON type. */
function typeOf(value: Encodable): number {
  if (value === null) return 10
  if (typeof value === 'string') return 2
  if (typeof value === 'boolean') return 8
  if (value instanceof Map || value instanceof RawDocument) return 3
  if (Array.isArray(value)) return 4
  if (value instanceof ObjectId) return 7
  if (value instanceof Int32) return 16
  if (value instanceof Double) return 1
  if (value instanceof Date) return 9
  // A Timestamp is a Long to JavaScript, so it is asked for first.
  if (value instanceof Timestamp) return 17
  if (value instanceof Long) return 18
  if (value instanceof Decimal128) return 19
  if (value instanceof Binary) return 5
  if (value instanceof BSONRegExp) return 11
  if (value instanceof BSONSymbol) return 14
  if (value instanceof Code) return value.scope ? 15 : 13
  if (value instanceof MinKey) return 255
  if (value instanceof MaxKey) return 127
  throw new TypeError(`encode: not a BSON value: ${String(value)}`)
}

function* indexed(values: Encodable[]): Iterable<[string, Encodable]> {
  for (let index = 0; index < values.length; index++) yield [String(index), values[index] as Encodable]
}
