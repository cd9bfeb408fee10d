import { type Document, documentOf, isDocument, type Maybe, type Value } from '../../values/types.ts'
import { arrayOperand, isNothing, of, type ParseOperator, wrongOperand } from './define.ts'

const any = Number.POSITIVE_INFINITY

export const documentOperators: Record<string, ParseOperator> = {
  $mergeObjects: of(0, any, values => merge(values)),
  $objectToArray: of(1, 1, ([value], name) => {
    if (isNothing(value)) return null
    if (!isDocument(value)) throw wrongOperand(name, 'a document', value)
    return [...value].map(([k, v]) => documentOf({ k, v }))
  }),
  $arrayToObject: of(1, 1, ([value], name) => {
    if (isNothing(value)) return null
    return new Map(arrayOperand(name, value).map(pair => entryOf(pair, name)))
  }),
}

export function merge(values: Maybe[]): Document {
  const result: Document = new Map()
  for (const value of values) {
    if (isNothing(value)) continue
    if (!isDocument(value)) throw wrongOperand('$mergeObjects', 'documents', value)
    for (const [name, inner] of value) result.set(name, inner)
  }
  return result
}

/** `{k, v}` or `[k, v]`. */
function entryOf(pair: Value, name: string): [string, Value] {
  const [key, value] = isDocument(pair) ? [pair.get('k'), pair.get('v')] : Array.isArray(pair) ? pair : []
  if (typeof key !== 'string' || value === undefined)
    throw wrongOperand(name, 'pairs of a name and a value', pair)
  return [key, value]
}
