import { isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'
import type { Encoding } from '../encoding.ts'
import type { TableProblems } from './problems.ts'

/** One line as decoded, with its line break; numbered from 1. */
export type Line = { number: number; text: string }

/** Bytes without a line break: what is longer is no table. */
const longestLine = 16 * 1024 * 1024

/** A line is longer than anybody's table has. */
export class LineTooLong extends Error {}

type Piece = { text: string; mended: boolean }

/**
 * Decodes and splits a stream of bytes, a batch of lines at a time. In a UTF-8 text, a line that is not valid
 * UTF-8 is read as windows-1252 and reported.
 * @throws LineTooLong
 */
export async function* readLines(
  chunks: AsyncIterable<Buffer>,
  encoding: Encoding,
  problems: TableProblems,
): AsyncGenerator<Line[]> {
  const bytes = skipFirst(chunks, encoding.skip)
  const pieces = encoding.name === 'UTF-8' ? utf8Pieces(bytes) : decodedPieces(bytes, encoding.name)
  let number = 1
  let carry = ''
  for await (const { text, mended } of pieces) {
    if (mended)
      problems.add(
        `line ${number}`,
        'Is not in UTF-8 as the rest is, and was read as windows-1252. Check its accents and quote marks.',
      )
    // A break may be cut between its two characters, so a last "\r" waits for what follows.
    const whole = carry + text
    const settled = whole.endsWith('\r') ? whole.slice(0, -1) : whole
    const end = Math.max(settled.lastIndexOf('\n'), settled.lastIndexOf('\r')) + 1
    carry = whole.slice(end)
    if (carry.length > longestLine) throw new LineTooLong()
    const texts = whole.slice(0, end).match(/[^\r\n]*(?:\r\n|\n|\r)/g) ?? []
    const lines = texts.map((text, index) => ({ number: number + index, text }))
    number += lines.length
    if (lines.length > 0) yield lines
  }
  if (carry) yield [{ number, text: carry }]
}

async function* skipFirst(chunks: AsyncIterable<Buffer>, skip: number): AsyncGenerator<Buffer> {
  let left = skip
  for await (const chunk of chunks) {
    yield chunk.subarray(left)
    left = Math.max(0, left - chunk.length)
  }
}

async function* decodedPieces(chunks: AsyncIterable<Buffer>, encoding: string): AsyncGenerator<Piece> {
  const decoder = iconv.getDecoder(encoding)
  for await (const chunk of chunks) yield { text: decoder.write(chunk), mended: false }
  yield { text: decoder.end() ?? '', mended: false }
}

/** Whole lines at a time, so that no character is cut and each line can be judged by itself. */
async function* utf8Pieces(chunks: AsyncIterable<Buffer>): AsyncGenerator<Piece> {
  let waiting: Buffer[] = []
  let waitingLength = 0
  for await (const chunk of chunks) {
    const end = chunk.lastIndexOf(0x0a) + 1
    waiting.push(end > 0 ? chunk.subarray(0, end) : chunk)
    waitingLength += chunk.length
    if (end === 0) {
      if (waitingLength > longestLine) throw new LineTooLong()
      continue
    }
    yield* utf8Block(Buffer.concat(waiting))
    waiting = [chunk.subarray(end)]
    waitingLength = chunk.length - end
  }
  yield* utf8Block(Buffer.concat(waiting))
}

function* utf8Block(block: Buffer): Generator<Piece> {
  if (isUtf8(block)) {
    yield { text: block.toString('utf8'), mended: false }
    return
  }
  let from = 0
  while (from < block.length) {
    const end = block.indexOf(0x0a, from) + 1 || block.length
    const line = block.subarray(from, end)
    const valid = isUtf8(line)
    yield { text: valid ? line.toString('utf8') : iconv.decode(line, 'windows-1252'), mended: !valid }
    from = end
  }
}
