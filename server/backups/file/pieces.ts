import { type Lock, markBytes } from '../../database/pieceLock.ts'
import { Unusable } from '../unusable.ts'
import { damaged, type Header } from './lock.ts'

/**
 * A file is one line, `soundings-backup {header as JSON}`, and then pieces: four bytes that say how many follow, of which
 * the highest bit marks the last piece, then so many closed bytes.
 */

/** The newest form of file that this release writes and reads. */
export const newestFormat = 2

const name = 'soundings-backup '
const pieceBytes = 64 * 1024
const longestHeader = 4096
const lastBit = 0x8000_0000

/** The bytes of a file. */
export async function* inPieces(
  content: AsyncIterable<Buffer>,
  header: Header,
  lock: Lock,
): AsyncGenerator<Buffer> {
  yield Buffer.from(`${name}${JSON.stringify(header)}\n`)
  let held: Buffer = Buffer.alloc(0)
  let place = 0
  const piece = (plain: Buffer, last: boolean) => {
    const closed = lock.close(place++, last, plain)
    const length = Buffer.alloc(4)
    length.writeUInt32BE((closed.length | (last ? lastBit : 0)) >>> 0)
    return Buffer.concat([length, closed])
  }
  for await (const chunk of content) {
    held = Buffer.concat([held, chunk])
    for (; held.length > pieceBytes; held = held.subarray(pieceBytes))
      yield piece(held.subarray(0, pieceBytes), false)
  }
  yield piece(held, true)
}

/** Reads a file’s bytes a few at a time. */
class Bytes {
  readonly #source: AsyncIterator<Buffer>
  #held: Buffer = Buffer.alloc(0)

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]()
  }

  /** @throws Unusable where the file ends before */
  async take(length: number): Promise<Buffer> {
    while (this.#held.length < length)
      if (!(await this.#more())) throw new Unusable('It is cut short. Copy it again, or use another backup.')
    const taken = this.#held.subarray(0, length)
    this.#held = this.#held.subarray(length)
    return taken
  }

  /** Up to the end of a line, or undefined where there is none so soon. */
  async line(longest: number): Promise<string | undefined> {
    for (;;) {
      const end = this.#held.indexOf(10)
      if (end >= 0 && end <= longest) return (await this.take(end + 1)).subarray(0, end).toString('utf8')
      if (this.#held.length > longest || !(await this.#more())) return undefined
    }
  }

  async isAtEnd(): Promise<boolean> {
    return this.#held.length === 0 && !(await this.#more())
  }

  async #more(): Promise<boolean> {
    const next = await this.#source.next()
    if (next.done) return false
    this.#held = this.#held.length === 0 ? next.value : Buffer.concat([this.#held, next.value])
    return true
  }
}

/** The header of a file, and what is in its pieces. @throws Unusable where it is no backup, or of a newer release */
export async function outOfPieces(
  file: AsyncIterable<Buffer>,
): Promise<{ header: Header; content(lock: Lock): AsyncGenerator<Buffer> }> {
  const bytes = new Bytes(file)
  const header = headerIn(await bytes.line(longestHeader))
  return { header, content: lock => contentOf(bytes, lock) }
}

function headerIn(line: string | undefined): Header {
  if (!line?.startsWith(name)) throw new Unusable('It is no backup of Soundings.')
  let header: Header
  try {
    header = JSON.parse(line.slice(name.length)) as Header
  } catch {
    throw damaged()
  }
  if (!(header.format <= newestFormat))
    throw new Unusable(
      `It was made by a newer Soundings (form ${header.format} of backups; this one reads up to ${newestFormat}). Use that release.`,
    )
  return header
}

async function* contentOf(bytes: Bytes, lock: Lock): AsyncGenerator<Buffer> {
  for (let place = 0; ; place++) {
    const said = (await bytes.take(4)).readUInt32BE()
    const last = said >= lastBit
    const length = last ? said - lastBit : said
    if (length < markBytes || length > pieceBytes + markBytes) throw damaged()
    yield lock.open(place, last, await bytes.take(length))
    if (last) break
  }
  if (!(await bytes.isAtEnd())) throw new Unusable('It is damaged: something stands behind its end.')
}
