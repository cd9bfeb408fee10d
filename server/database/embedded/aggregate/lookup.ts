import { MongoError, unsupported } from '../errors.ts'
import { reaches } from '../values/paths.ts'
import { type Document, documentOf, isDocument, type Value } from '../values/types.ts'
import { assign } from './assign.ts'
import { parsePipeline, type Stage } from './pipeline.ts'

/** Joins by equality: `{from, localField, foreignField, as}`, perhaps with a `pipeline` over what was found. */
export function parseLookup(operand: Value): Stage {
  if (!isDocument(operand))
    throw new MongoError('FailedToParse', 'the $lookup specification must be an object')
  for (const option of operand.keys()) {
    if (!['from', 'localField', 'foreignField', 'as', 'pipeline'].includes(option))
      throw unsupported(`$lookup with '${option}'`)
  }
  const text = (name: string): string => {
    const value = operand.get(name)
    if (typeof value !== 'string' || value === '')
      throw new MongoError('FailedToParse', `$lookup needs '${name}', a string`)
    return value
  }
  const [from, localField, foreignField, as] = [
    text('from'),
    text('localField'),
    text('foreignField'),
    text('as'),
  ]
  const pipeline = parsePipeline(operand.get('pipeline') ?? [])
  return function* (input, surroundings) {
    for (const document of input) {
      const filter = documentOf({ [foreignField]: { $in: localValues(document, localField.split('.')) } })
      const found = pipeline(surroundings.documentsOf(from, filter), surroundings)
      yield assign(document, as.split('.'), [...found])
    }
  }
}

/** Each element of an array is looked for; a missing field finds null and missing. */
function localValues(document: Document, parts: string[]): Value[] {
  const values: Value[] = []
  reaches(document, parts, true, value => {
    if (!Array.isArray(value)) values.push(value ?? null)
    return false
  })
  return values
}
