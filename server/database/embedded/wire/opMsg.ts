import { decode, documentSize } from '../values/decode.ts'
import type { Document, Value } from '../values/types.ts'
import { header, type Message, ProtocolError } from './frames.ts'

export const opMsg = 2013

const checksumPresent = 1
const moreToCome = 2
/** Bits 0 to 15 must be understood; bit 16 (exhaustAllowed) may be ignored. */
const requiredBits = 0xffff

/** One command as sent. `sequences` holds the document sequences by name, their documents still as bytes. */
export type Request = {
  command: Document
  sequences: Map<string, Buffer[]>
  /** False for an unacknowledged write. */
  wantsReply: boolean
}

/**
 * Reads an OP_MSG: flags, one body, any number of document sequences, perhaps a checksum.
 * @throws ProtocolError, MalformedBson
 */
export function readOpMsg({ body }: Message): Request {
  if (body.length < 9) throw new ProtocolError('an OP_MSG is cut short')
  const flags = body.readUInt32LE(0)
  if ((flags & requiredBits & ~(checksumPresent | moreToCome)) !== 0) {
    throw new ProtocolError(`OP_MSG flags 0x${flags.toString(16)}`)
  }
  const end = (flags & checksumPresent) !== 0 ? body.length - 4 : body.length
  const sequences = new Map<string, Buffer[]>()
  let command: Document | undefined
  let at = 4
  while (at < end) {
    const kind = body[at++]
    if (kind === 0) {
      if (command) throw new ProtocolError('an OP_MSG has two bodies')
      const size = documentSize(body, at, end)
      command = decode(body.subarray(at, at + size))
      at += size
    } else if (kind === 1) {
      at = readSequence(body, at, end, sequences)
    } else {
      throw new ProtocolError(`an OP_MSG section of kind ${kind}`)
    }
  }
  if (!command) throw new ProtocolError('an OP_MSG has no body')
  return { command, sequences, wantsReply: (flags & moreToCome) === 0 }
}

function readSequence(body: Buffer, start: number, end: number, sequences: Map<string, Buffer[]>): number {
  if (start + 4 > end) throw new ProtocolError('a document sequence is cut short')
  const sectionEnd = start + body.readInt32LE(start)
  const nameEnd = body.indexOf(0, start + 4)
  if (sectionEnd > end || nameEnd < 0 || nameEnd >= sectionEnd) {
    throw new ProtocolError('a document sequence is cut short')
  }
  const name = body.toString('utf8', start + 4, nameEnd)
  if (sequences.has(name)) throw new ProtocolError(`a document sequence comes twice: ${name}`)
  const documents: Buffer[] = []
  let at = nameEnd + 1
  while (at < sectionEnd) {
    const size = documentSize(body, at, sectionEnd)
    documents.push(body.subarray(at, at + size))
    at += size
  }
  sequences.set(name, documents)
  return sectionEnd
}

/** The documents that a command was given under `name`, in its body or as a sequence. */
export function documentsOf(request: Request, name: string): (Buffer | Value)[] | undefined {
  const sequence = request.sequences.get(name)
  if (sequence) return sequence
  const inBody = request.command.get(name)
  return Array.isArray(inBody) ? inBody : undefined
}

/** An OP_MSG that answers `responseTo` with one BSON document. */
export function writeOpMsg(requestId: number, responseTo: number, document: Buffer): Buffer[] {
  const prefix = Buffer.alloc(5)
  return [header(requestId, responseTo, opMsg, 5 + document.length), prefix, document]
}
