import type { Refusals } from '../aggregate/refused.ts'
import { MongoError, unsupported } from '../errors.ts'

const unsupportedOperators = [
  '$text',
  '$geoWithin',
  '$geoIntersects',
  '$near',
  '$nearSphere',
  '$within',
  '$maxDistance',
  '$minDistance',
  '$geometry',
]

/** Operators of a filter that MongoDB has and this server has not. */
export const refusedFilters: Refusals = new Map([
  // As a MongoDB answers that was started without JavaScript.
  ['$where', () => new MongoError('BadValue', 'no globalScriptEngine in $where parsing')],
  ...unsupportedOperators.map((name): [string, () => MongoError] => [
    name,
    () => unsupported(`the operator ${name}`),
  ]),
])
