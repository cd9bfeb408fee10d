import { BSONRegExp } from 'bson'
import { MongoError } from '../errors.ts'
import type { Filter } from '../query/filter.ts'
import { elementMatches, matches } from '../query/matches.ts'
import { isOperators, parseField, parseFilter, topLevelOperators } from '../query/parseFilter.ts'
import { compareSortKeys, parseSort, sortKey } from '../query/sort.ts'
import { compare, equal } from '../values/compare.ts'
import { exactNumber, wholeNumber } from '../values/numbers.ts'
import { show } from '../values/show.ts'
import { type Document, isDocument, isNumber, type Maybe, typeName, type Value } from '../values/types.ts'
import type { Change, FieldOperator } from './fieldOperators.ts'

export const arrayOperators = new Map<string, FieldOperator>([
  ['$push', push],
  ['$addToSet', addToSet],
  ['$pull', operand => removing('$pull', pullTest(operand))],
  ['$pullAll', pullAll],
  ['$pop', pop],
])

/** @throws MongoError where the field holds something else than an array */
function arrayAt(old: Maybe, path: string, operator: string): Value[] {
  if (old === undefined) return []
  if (!Array.isArray(old)) {
    throw new MongoError('BadValue', noArray(path, typeName(old), operator))
  }
  return old
}

function noArray(path: string, type: string, operator: string): string {
  if (operator === '$push') return `The field '${path}' must be an array but is of type ${type}`
  if (operator !== '$addToSet') return `Cannot apply ${operator} to a non-array value`
  return `Cannot apply $addToSet to non-array field. Field named '${path}' has non-array type ${type}`
}

/** What `$each` lists, or the operand itself. */
function eachOf(
  operator: string,
  operand: Value,
  modifiers: string[],
): { values: Value[]; options: Document } {
  if (!isDocument(operand) || !operand.has('$each')) return { values: [operand], options: new Map() }
  const values = operand.get('$each')
  if (!Array.isArray(values)) {
    throw new MongoError('TypeMismatch', `The argument to $each in ${operator} must be an array`)
  }
  for (const name of operand.keys()) {
    if (!modifiers.includes(name))
      throw new MongoError('BadValue', `Unrecognized clause in ${operator}: ${name}`)
  }
  return { values, options: operand }
}

function push(operand: Value): Change {
  const { values, options } = eachOf('$push', operand, ['$each', '$slice', '$sort', '$position'])
  const slice = wholeOption(options, '$slice')
  const position = wholeOption(options, '$position')
  const order = options.has('$sort') ? pushOrder(options.get('$sort') ?? null) : undefined
  return (old, path) => {
    const array = [...arrayAt(old, path, '$push')]
    array.splice(position ?? array.length, 0, ...values)
    if (order) array.sort(order)
    if (slice === undefined) return array
    return slice >= 0 ? array.slice(0, slice) : array.slice(slice)
  }
}

function wholeOption(options: Document, name: string): number | undefined {
  const value = options.get(name)
  if (value === undefined) return undefined
  const whole = wholeNumber(value)
  if (whole === undefined)
    throw new MongoError('BadValue', `The value for ${name} must be a whole number: ${show(value)}`)
  return whole
}

function pushOrder(sort: Value): (a: Value, b: Value) => number {
  if (isNumber(sort)) {
    const direction = exactNumber(sort)
    if (direction === 1 || direction === -1) return (a, b) => compare(a, b) * direction
  } else if (isDocument(sort) && sort.size > 0) {
    const fields = parseSort(sort)
    const keyOf = (value: Value) => sortKey(isDocument(value) ? value : new Map(), fields)
    return (a, b) => compareSortKeys(keyOf(a), keyOf(b), fields)
  }
  throw new MongoError(
    'BadValue',
    `The $sort of a $push must be 1, -1 or a document of fields: ${show(sort)}`,
  )
}

function addToSet(operand: Value): Change {
  const { values } = eachOf('$addToSet', operand, ['$each'])
  return (old, path) => {
    const array = arrayAt(old, path, '$addToSet')
    const result = [...array]
    for (const value of values) {
      if (!result.some(member => equal(member, value))) result.push(value)
    }
    return result.length === array.length && old !== undefined ? undefined : result
  }
}

function pullAll(operand: Value): Change {
  if (!Array.isArray(operand)) {
    throw new MongoError(
      'BadValue',
      `$pullAll requires an array argument but was given a ${typeName(operand)}`,
    )
  }
  return removing('$pullAll', element => operand.some(value => equal(value, element)))
}

/** A condition on documents, a condition on values, or a value to equal (a document by the fields it names). */
function pullTest(operand: Value): (element: Value) => boolean {
  if (asksOfValue(operand)) {
    // As MongoDB has it, the element is the value of a field: an array among them is gone into.
    const filter: Filter = { kind: 'and', filters: parseField('', operand, 0) }
    return element => matches(filter, new Map([['', element]]))
  }
  if (isDocument(operand)) {
    const filter = parseFilter(operand)
    return element => isDocument(element) && elementMatches(filter, element)
  }
  return element => equal(element, operand)
}

/** Of a document's own operators, such as $or, the first says that its fields are asked. */
function asksOfValue(operand: Value): boolean {
  if (!isOperators(operand)) return operand instanceof BSONRegExp
  return !topLevelOperators.some(each => each === [...operand.keys()][0])
}

function removing(operator: string, test: (element: Value) => boolean): Change {
  return (old, path) => {
    if (old === undefined) return undefined
    return arrayAt(old, path, operator).filter(element => !test(element))
  }
}

function pop(operand: Value): Change {
  const end = isNumber(operand) ? exactNumber(operand) : undefined
  if (end !== 1 && end !== -1)
    throw new MongoError('FailedToParse', `$pop expects 1 or -1, found: ${show(operand)}`)
  return (old, path) => {
    if (old === undefined) return undefined
    if (!Array.isArray(old)) {
      throw new MongoError(
        'TypeMismatch',
        `Path '${path}' contains an element of non-array type '${typeName(old)}'`,
      )
    }
    return end === 1 ? old.slice(0, -1) : old.slice(1)
  }
}
