import { deserialize, serialize } from 'bson'
import type { Part } from '../../database/moving/part.ts'
import { damaged } from './lock.ts'
import type { Manifest } from './manifest.ts'

/** What a backup is a list of; the manifest is the last. */
export type BackupRecord = Part | { secret: string } | { keys: string } | { manifest: Manifest }

const kinds = { collection: 1, document: 2, secret: 3, manifest: 4, keys: 5 } as const
/** A document may have 16 MB, and a manifest is shorter. */
const longest = 17 * 1024 * 1024
/** About how many bytes are written or given on at once. */
const atOnce = 256 * 1024

/** A record as bytes: its length in four, its kind in one, and then what it says. */
export async function* written(records: AsyncIterable<BackupRecord>): AsyncGenerator<Buffer> {
  for await (const record of records) {
    if ('documents' in record)
      yield Buffer.concat(record.documents.flatMap(bytes => framed(kinds.document, bytes)))
    else if ('collection' in record)
      yield Buffer.concat(framed(kinds.collection, Buffer.from(serialize(record.collection))))
    else if ('secret' in record) yield Buffer.concat(framed(kinds.secret, Buffer.from(record.secret)))
    else if ('keys' in record) yield Buffer.concat(framed(kinds.keys, Buffer.from(record.keys)))
    else yield Buffer.concat(framed(kinds.manifest, Buffer.from(JSON.stringify(record.manifest))))
  }
}

function framed(kind: number, bytes: Buffer): [Buffer, Buffer] {
  const beginning = Buffer.alloc(5)
  beginning.writeUInt32BE(bytes.length)
  beginning.writeUInt8(kind, 4)
  return [beginning, bytes]
}

/** The same records, documents some at a time. @throws Unusable where they are none */
export async function* read(content: AsyncIterable<Buffer>): AsyncGenerator<BackupRecord> {
  let held: Buffer = Buffer.alloc(0)
  let documents: Buffer[] = []
  let bytes = 0
  const gathered = function* (): Generator<BackupRecord> {
    if (documents.length > 0) yield { documents }
    documents = []
    bytes = 0
  }
  for await (const chunk of content) {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk])
    for (;;) {
      if (held.length < 5) break
      const length = held.readUInt32BE()
      if (length > longest) throw damaged()
      if (held.length < 5 + length) break
      const kind = held.readUInt8(4)
      const body = held.subarray(5, 5 + length)
      held = held.subarray(5 + length)
      if (kind === kinds.document) {
        documents.push(body)
        bytes += length
        if (bytes >= atOnce) yield* gathered()
      } else {
        yield* gathered()
        yield recordOf(kind, body)
      }
    }
  }
  if (held.length > 0) throw damaged()
  yield* gathered()
}

function recordOf(kind: number, body: Buffer): BackupRecord {
  if (kind === kinds.collection) {
    const { name, options, indexes } = deserialize(body, { promoteBuffers: true })
    return { collection: { name, options, indexes } }
  }
  if (kind === kinds.secret) return { secret: body.toString('utf8') }
  if (kind === kinds.keys) return { keys: body.toString('utf8') }
  if (kind === kinds.manifest) return { manifest: JSON.parse(body.toString('utf8')) as Manifest }
  throw damaged()
}
