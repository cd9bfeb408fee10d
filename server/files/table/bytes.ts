import { createReadStream } from 'node:fs'
import path from 'node:path'
import type { TableSource } from './model.ts'

/** A buffer is handed on in pieces of this many bytes, as a file is. */
const piece = 64 * 1024

/** Bytes on their way in: the first of them to judge by, and all of them to read. */
export type Peeked = { head: Buffer; complete: boolean; chunks: AsyncIterable<Buffer> }

export function sourceName(source: TableSource): string {
  return typeof source === 'string' ? path.basename(source) : source.name
}

/**
 * Opens a source and looks at its first `size` bytes (`complete` when there are no more).
 * @throws the file system's error when a path cannot be read.
 */
export async function peek(source: TableSource, size: number): Promise<Peeked> {
  const chunks = sourceChunks(source)[Symbol.asyncIterator]()
  const first: Buffer[] = []
  let length = 0
  let complete = false
  while (length < size && !complete) {
    const next = await chunks.next()
    if (next.done) complete = true
    else length += first[first.push(next.value) - 1]?.length ?? 0
  }
  const head = Buffer.concat(first)
  return { head, complete, chunks: resume(head, chunks) }
}

async function* resume(head: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield head
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
  } finally {
    await rest.return?.()
  }
}

async function* sourceChunks(source: TableSource): AsyncGenerator<Buffer> {
  if (typeof source === 'string') yield* createReadStream(source)
  else if (Buffer.isBuffer(source.content)) {
    const { content } = source
    for (let from = 0; from < content.length; from += piece) yield content.subarray(from, from + piece)
  } else for await (const chunk of source.content) yield Buffer.from(chunk)
}

/** Everything in one buffer, or null as soon as it passes `limit` bytes. */
export async function gather(chunks: AsyncIterable<Buffer>, limit: number): Promise<Buffer | null> {
  const parts: Buffer[] = []
  let length = 0
  for await (const chunk of chunks) {
    length += chunk.length
    if (length > limit) return null
    parts.push(chunk)
  }
  return Buffer.concat(parts)
}
