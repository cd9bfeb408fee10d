import { MongoError } from '../../errors.ts'
import { binaryBytes } from '../../values/binary.ts'
import { encode } from '../../values/encode.ts'
import { type Document, documentOf, isDocument, type Maybe, type Value, wrap } from '../../values/types.ts'
import type { Expression } from '../expression.ts'
import { arrayOperand, isNothing, named, of, type ParseOperator, wrongOperand } from './define.ts'

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
  $getField: (operand, name) => {
    const source: Document =
      isDocument(operand) && operand.has('field')
        ? operand
        : new Map<string, Value>([
            ['field', operand],
            ['input', '$$CURRENT'],
          ])
    const whole = source.has('input') ? source : new Map<string, Value>([...source, ['input', '$$CURRENT']])
    return named(['field', 'input'], [], parts => {
      const [field, input] = [parts.get('field') as Expression, parts.get('input') as Expression]
      return scope => {
        const key = fieldName(name, field(scope))
        const value = input(scope)
        if (isDocument(value)) return value.get(key)
        return value === null ? null : undefined
      }
    })(whole, name)
  },
  $setField: named(['field', 'input', 'value'], [], parts => scope => {
    const key = fieldName('$setField', parts.get('field')?.(scope))
    return withField(parts.get('input')?.(scope), key, parts.get('value')?.(scope))
  }),
  $unsetField: named(['field', 'input'], [], parts => scope => {
    const key = fieldName('$unsetField', parts.get('field')?.(scope))
    return withField(parts.get('input')?.(scope), key, undefined)
  }),
  $bsonSize: of(1, 1, ([value], name) => {
    if (isNothing(value)) return null
    if (!isDocument(value)) throw wrongOperand(name, 'a document', value)
    return wrap(encode(value).length)
  }),
  $binarySize: of(1, 1, ([value], name) => {
    if (isNothing(value)) return null
    const bytes = typeof value === 'string' ? Buffer.from(value) : binaryBytes(value)
    if (!bytes) throw wrongOperand(name, 'a string or binData', value)
    return wrap(bytes.length)
  }),
}

function fieldName(operator: string, value: Maybe): string {
  if (typeof value === 'string') return value
  throw new MongoError('Location5654602', `${operator} requires 'field' to evaluate to type String`)
}

function withField(value: Maybe, key: string, field: Maybe): Maybe {
  if (isNothing(value)) return null
  if (!isDocument(value))
    throw new MongoError('Location4161105', '$setField requires an object to change a field of')
  const result: Document = new Map(value)
  if (field === undefined) result.delete(key)
  else result.set(key, field)
  return result
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
