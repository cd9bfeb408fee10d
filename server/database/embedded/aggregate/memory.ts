import { MongoError } from '../errors.ts'
import type { Document } from '../values/types.ts'
import { weightOf } from '../values/weight.ts'

/** MongoDB's limit for what one stage holds in memory, in bytes; nothing is moved to the disk here. */
export const stageBytes = 100 * 1024 * 1024

export function heldTooMuch(stage: string): MongoError {
  return new MongoError(
    'QueryExceededMemoryLimitNoDiskUseAllowed',
    `${stage} exceeded memory limit of ${stageBytes} bytes, and the embedded database moves nothing to the disk. ` +
      'Leave out what is not needed before it.',
  )
}

/** All that comes, for a stage that has to see the last document before it gives the first. @throws MongoError 292 */
export function allOf(stage: string, input: Iterable<Document>): Document[] {
  const documents: Document[] = []
  let bytes = 0
  for (const document of input) {
    bytes += weightOf(document)
    if (bytes > stageBytes) throw heldTooMuch(stage)
    documents.push(document)
  }
  return documents
}
