import type { Int32 } from 'bson'
import { type CodeName, MongoError } from './errors.ts'
import type { Readers } from './readers.ts'
import { decode } from './values/decode.ts'
import { wholeNumber } from './values/numbers.ts'
import { type Document, isDocument, type Value } from './values/types.ts'

/**
 * The results of an aggregate, as a reader's thread gives them batch by batch; its cursor is closed where they are not
 * all taken. @throws MongoError where it is refused
 */
export async function* resultsInParts(
  readers: Readers,
  command: Document,
  database: string,
): AsyncGenerator<Document[]> {
  const batchSize = (command.get('cursor') as Document).get('batchSize') as Int32
  let cursor = await cursorOf(readers, command)
  const namespace = String(cursor.get('ns')).slice(database.length + 1)
  const id = cursor.get('id') as Value
  const behind = (name: string, value: Value, rest: [string, Value][]): Document =>
    new Map([[name, value], ...rest, ['$db', database]])
  let isOpen = true
  try {
    for (;;) {
      isOpen = wholeNumber(cursor.get('id')) !== 0
      const batch = (cursor.get('firstBatch') ?? cursor.get('nextBatch')) as Document[]
      if (batch.length > 0) yield batch
      if (!isOpen) return
      cursor = await cursorOf(
        readers,
        behind('getMore', id, [
          ['collection', namespace],
          ['batchSize', batchSize],
        ]),
      )
    }
  } finally {
    if (isOpen) await readers.run(behind('killCursors', namespace, [['cursors', [id]]])).catch(() => {})
  }
}

async function cursorOf(readers: Readers, command: Document): Promise<Document> {
  const reply = decode(await readers.run(command))
  const cursor = reply.get('cursor')
  if (isDocument(cursor)) return cursor
  throw new MongoError(String(reply.get('codeName')) as CodeName, String(reply.get('errmsg')))
}
