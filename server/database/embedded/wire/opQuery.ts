import { decode, documentSize } from '../values/decode.ts'
import type { Document } from '../values/types.ts'
import { header, type Message, ProtocolError } from './frames.ts'

export const opQuery = 2004
const opReply = 1

/** The old way to ask, still used by drivers for the first hello of a connection. */
export type Query = { collection: string; query: Document }

/** Reads an OP_QUERY: flags, `database.collection`, skip, limit, query. @throws ProtocolError, MalformedBson */
export function readOpQuery({ body }: Message): Query {
  const nameEnd = body.indexOf(0, 4)
  if (nameEnd < 0 || nameEnd + 9 > body.length) throw new ProtocolError('an OP_QUERY is cut short')
  const at = nameEnd + 9
  const size = documentSize(body, at, body.length)
  return { collection: body.toString('utf8', 4, nameEnd), query: decode(body.subarray(at, at + size)) }
}

/** An OP_REPLY with one BSON document. */
export function writeOpReply(requestId: number, responseTo: number, document: Buffer): Buffer[] {
  const prefix = Buffer.alloc(20)
  prefix.writeInt32LE(8, 0) // AwaitCapable, as every server since 1.6 says
  prefix.writeInt32LE(1, 16) // one document
  return [header(requestId, responseTo, opReply, 20 + document.length), prefix, document]
}
