import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { crc32, createDeflateRaw, deflateRawSync } from 'node:zlib'

/** What goes into a ZIP file: a name, and its content in pieces. */
export type Packed = {
  name: string
  content: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>
}

/** Sizes and offsets have four bytes. */
const mostBytes = 0xffff_ffff
/** An end record counts to this; of more entries a longer one before it tells (APPNOTE 4.3.14). */
const mostInShortEnd = 0xfffe

/**
 * A ZIP file of bytes, and of text in UTF-8, made while its entries are read: of none is more kept than a few pieces. Sizes stand
 * behind each entry, as for a file that is written in one go (APPNOTE 4.3.9).
 *
 * @throws RangeError where an entry or the whole grows beyond 4 GB
 */
export async function* zipped(entries: Iterable<Packed> | AsyncIterable<Packed>): AsyncGenerator<Buffer> {
  const directory: Buffer[] = []
  let offset = 0
  for await (const { name, content } of entries) {
    const sums = { crc: 0, packed: 0, unpacked: 0 }
    const start = offset
    const local = Buffer.concat([signed('PK\x03\x04', fields(name)), Buffer.from(name)])
    yield local
    for await (const piece of deflated(summed(content, sums))) {
      sums.packed += piece.length
      yield piece
    }
    const sizes = sizesOf(sums)
    yield signed('PK\x07\x08', sizes)
    offset += local.length + sums.packed + 4 + sizes.length
    if (offset > mostBytes) throw new RangeError(`zipped: ${offset} bytes are more than a ZIP file holds`)
    directory.push(directoryEntry(name, sizes, start))
  }
  const central = Buffer.concat(directory)
  yield central
  if (directory.length > mostInShortEnd) yield longEnd(directory.length, central.length, offset)
  yield endRecord(Math.min(directory.length, 0xffff), central.length, offset)
}

type Sums = { crc: number; packed: number; unpacked: number }

async function* summed(content: Packed['content'], sums: Sums): AsyncGenerator<Buffer> {
  for await (const piece of content) {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : Buffer.from(piece)
    sums.crc = crc32(bytes, sums.crc)
    sums.unpacked += bytes.length
    yield bytes
  }
}

/** A short content is deflated at once: to begin a stream for each of many small files would take longer than the rest. */
const short = 64 * 1024

async function* deflated(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const read = content[Symbol.asyncIterator]()
  const begun: Buffer[] = []
  for (let bytes = 0; bytes < short; ) {
    const { done, value } = await read.next()
    if (done) {
      yield deflateRawSync(Buffer.concat(begun))
      return
    }
    begun.push(value)
    bytes += value.length
  }
  const deflate = createDeflateRaw()
  const fed = pipeline(Readable.from(rest(begun, read), { objectMode: false }), deflate)
  // What goes wrong with the content, the reading of what it was deflated to tells.
  fed.catch(() => {})
  yield* deflate
}

async function* rest(begun: Buffer[], read: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield* begun
  yield* { [Symbol.asyncIterator]: () => read }
}

function signed(signature: string, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from(signature, 'latin1'), content])
}

/** What a local header and the directory begin with: deflated, sizes behind the entry, a name in UTF-8, no date. */
function fields(name: string, sizes: Buffer = Buffer.alloc(12)): Buffer {
  const head = Buffer.alloc(10)
  head.writeUInt16LE(20, 0)
  head.writeUInt16LE(0x0808, 2)
  head.writeUInt16LE(8, 4)
  head.writeUInt16LE(firstDay, 8)
  const lengths = Buffer.alloc(4)
  lengths.writeUInt16LE(Buffer.byteLength(name), 0)
  return Buffer.concat([head, sizes, lengths])
}

/** 1 January 1980, the first that there is. */
const firstDay = 0x21

function sizesOf({ crc, packed, unpacked }: Sums): Buffer {
  if (Math.max(packed, unpacked) > mostBytes)
    throw new RangeError(`zipped: ${unpacked} bytes are more than an entry of a ZIP file holds`)
  const sizes = Buffer.alloc(12)
  sizes.writeUInt32LE(crc, 0)
  sizes.writeUInt32LE(packed, 4)
  sizes.writeUInt32LE(unpacked, 8)
  return sizes
}

function directoryEntry(name: string, sizes: Buffer, start: number): Buffer {
  const tail = Buffer.alloc(14)
  tail.writeUInt32LE(start, 10)
  return Buffer.concat([signed('PK\x01\x02\x14\x00', fields(name, sizes)), tail, Buffer.from(name)])
}

/** The end record of ZIP64 for many entries, with the locator behind it. */
function longEnd(entries: number, directoryBytes: number, start: number): Buffer {
  const end = Buffer.alloc(52)
  end.writeUInt32LE(44, 0)
  end.writeUInt16LE(45, 8)
  end.writeUInt16LE(45, 10)
  end.writeUInt32LE(entries, 20)
  end.writeUInt32LE(entries, 28)
  end.writeUInt32LE(directoryBytes, 36)
  end.writeUInt32LE(start, 44)
  const locator = Buffer.alloc(16)
  locator.writeUInt32LE(start + directoryBytes, 4)
  locator.writeUInt32LE(1, 12)
  return Buffer.concat([signed('PK\x06\x06', end), signed('PK\x06\x07', locator)])
}

function endRecord(entries: number, directoryBytes: number, start: number): Buffer {
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries, 4)
  end.writeUInt16LE(entries, 6)
  end.writeUInt32LE(directoryBytes, 8)
  end.writeUInt32LE(start, 12)
  return signed('PK\x05\x06', end)
}
