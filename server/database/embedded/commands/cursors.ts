import { Long } from 'bson'
import { MongoError } from '../errors.ts'
import { nextBatch } from '../query/cursors.ts'
import { wholeNumber } from '../values/numbers.ts'
import { documentOf, type Value } from '../values/types.ts'
import { arrayField, type Command, countField } from './command.ts'

/** Both run on the reader's thread that holds the cursor. */
export const getMoreCommand: Command = {
  kind: 'reader',
  fields: ['collection', 'batchSize', 'term', 'lastKnownCommittedOpTime'],
  run({ command, cursors, database }) {
    const id = idOf(command.get('getMore'))
    const name = command.get('collection')
    if (!cursors || typeof name !== 'string')
      throw new MongoError('TypeMismatch', "getMore needs a 'collection'")
    return nextBatch(
      cursors,
      id,
      `${database}.${name}`,
      countField(command, 'batchSize') || Number.POSITIVE_INFINITY,
    )
  },
}

export const killCursorsCommand: Command = {
  kind: 'reader',
  fields: ['cursors'],
  run({ command, cursors }) {
    const killed: Value[] = []
    const missing: Value[] = []
    for (const value of arrayField(command, 'cursors') ?? []) {
      const list = cursors?.close(idOf(value)) ? killed : missing
      list.push(value)
    }
    return documentOf({
      cursorsKilled: killed,
      cursorsNotFound: missing,
      cursorsAlive: [],
      cursorsUnknown: [],
    })
  },
}

/** A cursor's id: a long, which some clients send as an int. */
function idOf(value: Value | undefined): bigint {
  if (value instanceof Long) return value.toBigInt()
  const number = wholeNumber(value)
  if (number === undefined) throw new MongoError('TypeMismatch', 'a cursor id must be a long')
  return BigInt(number)
}
