import { Long } from 'bson'
import { MongoError } from '../errors.ts'
import { plainValue } from '../values/paths.ts'
import { type Document, documentOf, isDocument, type Maybe, type Value } from '../values/types.ts'
import { assign } from './assign.ts'
import type { Stage } from './pipeline.ts'

/** One document for each element; a value that is no array stays as it is. */
export function parseUnwind(operand: Value): Stage {
  const source = isDocument(operand) ? operand : documentOf({ path: operand })
  const path = source.get('path')
  const keeps = source.get('preserveNullAndEmptyArrays') === true
  const position = source.get('includeArrayIndex')
  for (const option of source.keys()) {
    if (!['path', 'preserveNullAndEmptyArrays', 'includeArrayIndex'].includes(option)) {
      throw new MongoError('Location28811', `unrecognized option to $unwind stage: ${option}`)
    }
  }
  if (typeof path !== 'string' || !path.startsWith('$') || path.length < 2) {
    throw new MongoError('Location28818', "path option to $unwind stage should be prefixed with a '$'")
  }
  if (position !== undefined && (typeof position !== 'string' || position.startsWith('$'))) {
    throw new MongoError('BadValue', 'includeArrayIndex must be the name of a field')
  }
  const parts = path.slice(1).split('.')
  const numbered = (document: Document, index: Value): Document =>
    position === undefined ? document : assign(document, position.split('.'), index)

  return function* (input) {
    for (const document of input) {
      const value: Maybe = plainValue(document, path.slice(1))
      if (Array.isArray(value) && value.length > 0) {
        for (const [index, element] of value.entries()) {
          yield numbered(assign(document, parts, element), Long.fromNumber(index))
        }
      } else if (value !== undefined && value !== null && !Array.isArray(value)) {
        yield numbered(document, null)
      } else if (keeps) {
        yield numbered(Array.isArray(value) ? assign(document, parts, undefined) : document, null)
      }
    }
  }
}
