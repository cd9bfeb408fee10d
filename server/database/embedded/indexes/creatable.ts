import { MongoError } from '../errors.ts'
import type { Filter } from '../query/filter.ts'
import type { Document } from '../values/types.ts'
import { type Index, isIdKey } from './definition.ts'

/** What may be told of the index that every collection has. */
const idOptions = new Set(['key', 'name', 'v', 'ns', 'collation', 'background'])

/**
 * What MongoDB asks of an index when it is made, and never again of one that is stored.
 * @throws MongoError at an option that the index on _id has not, or a filter that no partial index may have
 */
export function checkCreatable(source: Document, index: Index): void {
  if (isIdKey(index.key)) checkIdIndex(source, index)
  if (index.partial) checkPartial(index.partial)
}

function checkIdIndex(source: Document, { key }: Index): void {
  if (key[0]?.direction === -1) {
    throw new MongoError('BadValue', "The field 'key' for an _id index must be {_id: 1}, but got {_id: -1}")
  }
  const unknown = [...source.keys()].find(option => !idOptions.has(option))
  if (unknown !== undefined) {
    throw new MongoError(
      'InvalidIndexSpecificationOption',
      `The field '${unknown}' is not valid for an _id index specification`,
    )
  }
}

const partialTests = new Set(['eq', 'gt', 'gte', 'lt', 'lte', 'in', 'exists', 'type'])

function checkPartial(filter: Filter): void {
  if (filter.kind === 'and' || filter.kind === 'or') {
    for (const part of filter.filters) checkPartial(part)
    return
  }
  if (filter.kind === 'field' && partialTests.has(filter.test.op)) return
  const what = filter.kind === 'field' ? filter.test.op : filter.kind
  throw new MongoError('CannotCreateIndex', `Expression not supported in partial index: $${what}`)
}
