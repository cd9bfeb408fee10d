import { MongoError } from '../errors.ts'
import { compare, equal } from '../values/compare.ts'
import { exactNumber, toNumber, wholeNumber } from '../values/numbers.ts'
import { show } from '../values/show.ts'
import { type Document, isDocument, isNumber, typeName, typeNamed, type Value } from '../values/types.ts'
import { patternOf } from './regex.ts'

/** One rule of a JSON Schema: whether a value keeps it. */
export type Schema = { keyword: string; keeps: (value: Value) => boolean }[]

export function fits(schema: Schema, value: Value): boolean {
  return schema.every(({ keeps }) => keeps(value))
}

type Keyword = (operand: Value, schema: Document) => (value: Value) => boolean

/** @throws MongoError FailedToParse or TypeMismatch, at a keyword that is unknown or malformed */
export function parseSchema(source: Value): Schema {
  if (!isDocument(source)) throw new MongoError('TypeMismatch', '$jsonSchema must be an object')
  return [...source].flatMap(([keyword, operand]) => {
    if (notes.includes(keyword)) return []
    const parse = keywords[keyword]
    if (!parse) {
      const reason = unsupportedKeywords.includes(keyword) ? 'is not currently supported' : ''
      throw new MongoError(
        'FailedToParse',
        reason ? `$jsonSchema keyword '${keyword}' ${reason}` : `Unknown $jsonSchema keyword: ${keyword}`,
      )
    }
    return [{ keyword, keeps: parse(operand, source) }]
  })
}

/** These say nothing of the value, or belong to a keyword beside them. */
const notes = ['title', 'description', 'exclusiveMaximum', 'exclusiveMinimum', 'additionalItems']
const unsupportedKeywords = ['$ref', '$schema', 'default', 'definitions', 'format', 'id']

/** The rules, most of which are about values of one type only and say nothing of others. */
const keywords: Record<string, Keyword> = {
  bsonType: operand => oneOfTypes(operand, typesOf),
  type: operand => oneOfTypes(operand, jsonTypesOf),
  enum: operand => {
    const values = listOf('enum', operand)
    return value => values.some(each => equal(each, value))
  },
  allOf: operand => {
    const schemas = schemasOf('allOf', operand)
    return value => schemas.every(schema => fits(schema, value))
  },
  anyOf: operand => {
    const schemas = schemasOf('anyOf', operand)
    return value => schemas.some(schema => fits(schema, value))
  },
  oneOf: operand => {
    const schemas = schemasOf('oneOf', operand)
    return value => schemas.filter(schema => fits(schema, value)).length === 1
  },
  not: operand => {
    const schema = parseSchema(operand)
    return value => !fits(schema, value)
  },
  minimum: (operand, schema) => bound('minimum', operand, schema.get('exclusiveMinimum') === true, 1),
  maximum: (operand, schema) => bound('maximum', operand, schema.get('exclusiveMaximum') === true, -1),
  multipleOf(operand) {
    const divisor = isNumber(operand) ? toNumber(operand) : 0
    if (!(divisor > 0)) throw wrong('multipleOf', 'a number above 0', operand)
    return value => !isNumber(value) || toNumber(value) % divisor === 0
  },
  minLength: operand => sized('minLength', operand, lengthOf, (size, limit) => size >= limit),
  maxLength: operand => sized('maxLength', operand, lengthOf, (size, limit) => size <= limit),
  minItems: operand => sized('minItems', operand, itemsIn, (size, limit) => size >= limit),
  maxItems: operand => sized('maxItems', operand, itemsIn, (size, limit) => size <= limit),
  minProperties: operand => sized('minProperties', operand, fieldsIn, (size, limit) => size >= limit),
  maxProperties: operand => sized('maxProperties', operand, fieldsIn, (size, limit) => size <= limit),
  pattern(operand) {
    if (typeof operand !== 'string') throw wrong('pattern', 'a string', operand)
    const { regex } = patternOf(operand, undefined)
    return value => typeof value !== 'string' || regex.test(value)
  },
  uniqueItems(operand) {
    if (typeof operand !== 'boolean') throw wrong('uniqueItems', 'a boolean', operand)
    return value => {
      if (!operand || !Array.isArray(value)) return true
      const sorted = value.toSorted(compare)
      return sorted.every((each, at) => at === 0 || !equal(each, sorted[at - 1]))
    }
  },
  items: (operand, schema) => itemsRule(operand, schema.get('additionalItems')),
  required(operand) {
    const names = namesIn('required', operand)
    return value => !isDocument(value) || names.every(name => value.has(name))
  },
  properties(operand) {
    const schemas = schemasByName('properties', operand)
    return value =>
      !isDocument(value) ||
      schemas.every(([name, schema]) => !value.has(name) || fits(schema, value.get(name) ?? null))
  },
  patternProperties(operand) {
    const schemas = patternsOf(operand)
    return value =>
      !isDocument(value) ||
      [...value].every(([name, inner]) =>
        schemas.every(([regex, schema]) => !regex.test(name) || fits(schema, inner)),
      )
  },
  additionalProperties: (operand, schema) => othersRule(operand, schema),
  dependencies(operand) {
    const rules = [...documentOf('dependencies', operand)].map(([name, rule]) => {
      const names = Array.isArray(rule) ? namesIn('dependencies', rule) : []
      const schema = Array.isArray(rule) ? [] : parseSchema(rule)
      return { name, holds: (value: Document) => names.every(each => value.has(each)) && fits(schema, value) }
    })
    return value => !isDocument(value) || rules.every(({ name, holds }) => !value.has(name) || holds(value))
  },
}

/** Every keyword that is understood. */
export const schemaKeywords = [...Object.keys(keywords), ...notes]

function wrong(keyword: string, wanted: string, operand: Value): MongoError {
  return new MongoError(
    'TypeMismatch',
    `$jsonSchema keyword '${keyword}' must be ${wanted}: ${show(operand)}`,
  )
}

function listOf(keyword: string, operand: Value): Value[] {
  if (!Array.isArray(operand) || operand.length === 0) throw wrong(keyword, 'a non-empty array', operand)
  return operand
}

function documentOf(keyword: string, operand: Value): Document {
  if (!isDocument(operand)) throw wrong(keyword, 'an object', operand)
  return operand
}

function schemasOf(keyword: string, operand: Value): Schema[] {
  return listOf(keyword, operand).map(parseSchema)
}

function schemasByName(keyword: string, operand: Value): [string, Schema][] {
  return [...documentOf(keyword, operand)].map(([name, schema]) => [name, parseSchema(schema)])
}

function patternsOf(operand: Value): [RegExp, Schema][] {
  return schemasByName('patternProperties', operand).map(([pattern, schema]) => [
    patternOf(pattern, undefined).regex,
    schema,
  ])
}

function namesIn(keyword: string, operand: Value): string[] {
  const names = listOf(keyword, operand)
  if (!names.every(name => typeof name === 'string')) throw wrong(keyword, 'an array of strings', operand)
  return names
}

function oneOfTypes(operand: Value, read: (name: string) => string[]): (value: Value) => boolean {
  const names = Array.isArray(operand) ? namesIn('bsonType', operand) : [operand]
  const types = new Set(
    names.flatMap(name => {
      if (typeof name !== 'string') throw wrong('bsonType', 'a string or an array of strings', operand)
      return read(name)
    }),
  )
  return value => types.has(typeName(value))
}

const numberTypes = ['int', 'long', 'double', 'decimal']

function typesOf(name: string): string[] {
  if (name === 'number') return numberTypes
  const type = typeNamed(name)
  if (!type) throw new MongoError('BadValue', `Unknown type name alias: ${name}`)
  return [type]
}

const jsonTypes: Record<string, string[]> = {
  object: ['object'],
  array: ['array'],
  number: numberTypes,
  boolean: ['bool'],
  string: ['string'],
  null: ['null'],
}

function jsonTypesOf(name: string): string[] {
  const types = Object.hasOwn(jsonTypes, name) ? jsonTypes[name] : undefined
  if (!types) throw new MongoError('FailedToParse', `$jsonSchema type '${name}' is not currently supported`)
  return types
}

function bound(keyword: string, operand: Value, exclusive: boolean, sign: 1 | -1): (value: Value) => boolean {
  if (!isNumber(operand)) throw wrong(keyword, 'a number', operand)
  return value => {
    if (!isNumber(value) || Number.isNaN(exactNumber(value) ?? 0)) return !isNumber(value)
    const order = compare(value, operand) * sign
    return exclusive ? order > 0 : order >= 0
  }
}

function sized(
  keyword: string,
  operand: Value,
  sizeOf: (value: Value) => number | undefined,
  keeps: (size: number, limit: number) => boolean,
): (value: Value) => boolean {
  const limit = wholeNumber(operand)
  if (limit === undefined || limit < 0) throw wrong(keyword, 'a whole number of at least 0', operand)
  return value => {
    const size = sizeOf(value)
    return size === undefined || keeps(size, limit)
  }
}

function lengthOf(value: Value): number | undefined {
  return typeof value === 'string' ? [...value].length : undefined
}

function itemsIn(value: Value): number | undefined {
  return Array.isArray(value) ? value.length : undefined
}

function fieldsIn(value: Value): number | undefined {
  return isDocument(value) ? value.size : undefined
}

/** One schema for all elements, or one for each of the first and a rule for those behind. */
function itemsRule(operand: Value, additional: Value | undefined): (value: Value) => boolean {
  if (!Array.isArray(operand)) {
    const schema = parseSchema(operand)
    return value => !Array.isArray(value) || value.every(each => fits(schema, each))
  }
  const schemas = operand.map(parseSchema)
  const others = isDocument(additional) ? parseSchema(additional) : []
  return value =>
    !Array.isArray(value) ||
    (value.every((each, at) => fits(schemas[at] ?? others, each)) &&
      (additional !== false || value.length <= schemas.length))
}

/** What fields that neither `properties` nor `patternProperties` name may be: anything, nothing, or of a schema. */
function othersRule(operand: Value, schema: Document): (value: Value) => boolean {
  if (typeof operand !== 'boolean' && !isDocument(operand)) {
    throw wrong('additionalProperties', 'an object or a boolean', operand)
  }
  if (operand === true) return () => true
  const own = schema.get('properties')
  const named = new Set(isDocument(own) ? own.keys() : [])
  const patterns = schema.has('patternProperties') ? patternsOf(schema.get('patternProperties') ?? null) : []
  const rule = isDocument(operand) ? parseSchema(operand) : undefined
  return value =>
    !isDocument(value) ||
    [...value].every(
      ([name, inner]) =>
        named.has(name) || patterns.some(([regex]) => regex.test(name)) || (rule ? fits(rule, inner) : false),
    )
}
