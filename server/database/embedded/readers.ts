import type { Worker } from 'node:worker_threads'
import { Long } from 'bson'
import { startThread } from './thread.ts'
import { encode } from './values/encode.ts'
import type { Document, Value } from './values/types.ts'

/** Enough that one long scan does not hold up the next. */
const count = 2

/** What a reader's thread is sent: a command to run, or a write whose search it does. `command` is BSON. */
export type ReaderTask = { id: number; task: 'run' | 'search'; command: Uint8Array }
/** What it sends back: the reply's BSON (of a search, that of its refusal), or the numbers of the records found. */
export type ReaderReply = { id: number; bytes: Uint8Array; records: number[] | undefined }

type ReaderAnswer = { bytes: Buffer; records: number[] | undefined }
type Waiting = { resolve: (answer: ReaderAnswer) => void; reject: (error: Error) => void }
type Reader = { worker: Worker; waiting: Map<number, Waiting> }

/** The threads that read what is long, each with its own connection to the file; started when first needed. */
export class Readers {
  private readonly folder: string
  private readonly readers: (Reader | undefined)[] = Array(count).fill(undefined)
  private requests = 0

  constructor(folder: string) {
    this.folder = folder
  }

  /** Runs a read on the thread that holds its cursor, or on the one with the least to do; gives the reply's BSON. */
  async run(command: Document): Promise<Buffer> {
    const { bytes } = await this.ask(this.threadFor(command), 'run', command)
    return bytes
  }

  /** The numbers of the records that a write's first statement is about, or the reply that refuses it. */
  async search(command: Document): Promise<number[] | Buffer> {
    const { bytes, records } = await this.ask(this.threadFor(command), 'search', command)
    return records ?? bytes
  }

  private ask(thread: number, task: ReaderTask['task'], command: Document): Promise<ReaderAnswer> {
    const { worker, waiting } = this.reader(thread)
    const id = ++this.requests
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject })
      worker.postMessage({ id, task, command: encode(command) } satisfies ReaderTask)
    })
  }

  async close(): Promise<void> {
    await Promise.all(this.readers.map(reader => reader?.worker.terminate()))
  }

  private threadFor(command: Document): number {
    const cursor = cursorOf(command)
    if (cursor !== undefined) return Number(cursor % BigInt(count))
    const busy = this.readers.map(reader => reader?.waiting.size ?? 0)
    return busy.indexOf(Math.min(...busy))
  }

  private reader(number: number): Reader {
    const running = this.readers[number]
    if (running) return running
    const worker = startThread('readerThread', { folder: this.folder, reader: number, readers: count })
    const reader: Reader = { worker, waiting: new Map() }
    worker.on('message', ({ id, bytes, records }: ReaderReply) => {
      reader.waiting.get(id)?.resolve({ bytes: asBuffer(bytes), records })
      reader.waiting.delete(id)
    })
    // A thread that dies (out of memory, say) fails what it was asked, and a new one takes its place.
    worker.on('error', error => this.lost(number, reader, error))
    worker.on('exit', code =>
      this.lost(number, reader, new Error(`a reader's thread ended with code ${code}`)),
    )
    this.readers[number] = reader
    return reader
  }

  private lost(number: number, reader: Reader, error: Error): void {
    if (this.readers[number] === reader) this.readers[number] = undefined
    for (const { reject } of reader.waiting.values()) reject(error)
    reader.waiting.clear()
  }
}

/** The cursor that getMore or killCursors speaks of; the ids of one killCursors are from one thread. */
function cursorOf(command: Document): bigint | undefined {
  const listed = command.get('cursors')
  const value: Value | undefined = command.get('getMore') ?? (Array.isArray(listed) ? listed[0] : undefined)
  return value instanceof Long ? BigInt.asUintN(63, value.toBigInt()) : undefined
}

/** Bytes that have gone through a message port are no Buffer any more. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
