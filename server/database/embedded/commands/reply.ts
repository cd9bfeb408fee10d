import { Double } from 'bson'
import { MongoError } from '../errors.ts'
import { isDiskFull, isDiskRefusing } from '../storage/sql.ts'
import { MalformedBson } from '../values/decode.ts'
import { type Encodable, encode } from '../values/encode.ts'
import { documentOf, type Value } from '../values/types.ts'
import type { Reply } from './command.ts'

/** The bytes of a command's success. */
export function success(reply: Reply): Buffer {
  if (!reply.has('ok')) reply.set('ok', new Double(1))
  return encode(reply)
}

/** The bytes of a command's failure. An error that is not MongoDB's is this server's own: 1 InternalError. */
export function failure(error: unknown): Buffer {
  return encode(new Map<string, Encodable>([['ok', new Double(0)], ...errorFields(error)]))
}

export function errorFields(error: unknown): Map<string, Value> {
  const { message, code, codeName, details } = known(error)
  return documentOf({ errmsg: message, code, codeName, ...(details as Record<string, Value>) })
}

function known(error: unknown): MongoError {
  if (error instanceof MongoError) return error
  if (error instanceof MalformedBson) return new MongoError('InvalidBSON', error.message)
  if (isDiskFull(error)) {
    return new MongoError(
      'OutOfDiskSpace',
      'The disk is full: nothing was written. Free some space and try again.',
    )
  }
  if (isDiskRefusing(error)) {
    return new MongoError(
      'FileStreamFailed',
      `The disk cannot be read or written (${(error as { code?: unknown }).code}): nothing was written.`,
    )
  }
  return new MongoError('InternalError', String(error))
}

/** One failure among the writes of a command: `index` counts within its batch. */
export function writeError(index: number, error: unknown): Map<string, Value> {
  const { errmsg, ...rest } = Object.fromEntries(errorFields(error)) as Record<string, Value>
  return documentOf({ index, ...rest, errmsg })
}
