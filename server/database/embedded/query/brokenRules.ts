import { equal } from '../values/compare.ts'
import { type Document, documentOf, isDocument, typeName, type Value } from '../values/types.ts'
import { patternOf } from './regex.ts'
import { fits, parseSchema } from './schema.ts'

/**
 * What of a JSON Schema a value does not keep, rule by rule and down to the field, as MongoDB tells it in
 * `schemaRulesNotSatisfied`. The schema has been parsed before: it is as it should be.
 */
export function brokenRules(schema: Document, value: Value): Document[] {
  return [...schema].flatMap(([keyword, operand]) => {
    const told = isBroken(keyword, schema, value) ? tell(keyword, operand, value, schema) : undefined
    return told ? [new Map([...documentOf({ operatorName: keyword }), ...told])] : []
  })
}

/** What is said of a schema by its author. */
export function notesOf(schema: Document): Document {
  return new Map([...schema].filter(([keyword]) => keyword === 'title' || keyword === 'description'))
}

/** The keywords that change what another one asks. */
const companions: Record<string, string[]> = {
  minimum: ['exclusiveMinimum'],
  maximum: ['exclusiveMaximum'],
  items: ['additionalItems'],
  additionalItems: ['items'],
  additionalProperties: ['properties', 'patternProperties'],
}

/** A keyword together with those that it cannot be read without. */
function ownPart(keyword: string, schema: Document): Document {
  const names = [keyword, ...(companions[keyword] ?? [])]
  return new Map([...schema].filter(([name]) => names.includes(name)))
}

function isBroken(keyword: string, schema: Document, value: Value): boolean {
  return !fits(parseSchema(ownPart(keyword, schema)), value)
}

const keepsLength = 'specified string length was not satisfied'
const keepsSize = 'array did not match specified length'
const keepsCount = 'specified number of properties was not satisfied'

/** Why a rule about a value itself is broken. */
const reasons: Record<string, string> = {
  bsonType: 'type did not match',
  type: 'type did not match',
  enum: 'value was not found in enum',
  minimum: 'comparison failed',
  maximum: 'comparison failed',
  multipleOf: 'considered value is not a multiple of the specified value',
  minLength: keepsLength,
  maxLength: keepsLength,
  pattern: 'regular expression did not match',
  minItems: keepsSize,
  maxItems: keepsSize,
  uniqueItems: 'found a duplicate item',
  minProperties: keepsCount,
  maxProperties: keepsCount,
}

/** Undefined where another rule of the schema tells it. */
function tell(keyword: string, operand: Value, value: Value, schema: Document): Document | undefined {
  const reason = reasons[keyword]
  if (reason === undefined) return nested[keyword]?.(operand, value, schema)
  const isCount = keyword === 'minProperties' || keyword === 'maxProperties'
  return documentOf({
    specifiedAs: ownPart(keyword, schema),
    reason,
    consideredValue: isCount ? undefined : value,
    consideredType: keyword === 'bsonType' || keyword === 'type' ? typeName(value) : undefined,
    duplicatedValue: keyword === 'uniqueItems' ? duplicateIn(value) : undefined,
    numberOfProperties: isCount && isDocument(value) ? value.size : undefined,
  })
}

function duplicateIn(value: Value): Value | undefined {
  const items = Array.isArray(value) ? value : []
  return items.find((item, at) => items.some((other, before) => before < at && equal(other, item)))
}

type Tell = (operand: Value, value: Value, schema: Document) => Document | undefined

/** The rules that are made of others, or of names. */
const nested: Record<string, Tell> = {
  not: () => documentOf({ reason: 'child expression matched' }),
  allOf: (operand, value) => schemasBroken(operand, value),
  anyOf: (operand, value) => schemasBroken(operand, value),
  oneOf(operand, value) {
    const kept = schemasIn(operand).flatMap((schema, at) => (keeps(schema, value) ? [at] : []))
    return kept.length === 0
      ? schemasBroken(operand, value)
      : documentOf({ reason: 'more than one subschema matched', matchingSchemaIndexes: kept })
  },
  required(operand, value) {
    return documentOf({ specifiedAs: { required: operand }, missingProperties: missing(operand, value) })
  },
  properties(operand, value) {
    const propertiesNotSatisfied = schemasByName(operand).flatMap(([propertyName, schema]) => {
      const details = brokenIn(value, propertyName, schema)
      if (details.length === 0) return []
      return [new Map([...documentOf({ propertyName }), ...notesOf(schema), ...documentOf({ details })])]
    })
    return documentOf({ propertiesNotSatisfied })
  },
  patternProperties(operand, value) {
    const details = schemasByName(operand).flatMap(([pattern, schema]) =>
      namesLike(pattern, value).flatMap(propertyName => {
        const broken = brokenIn(value, propertyName, schema)
        return broken.length === 0
          ? []
          : [documentOf({ propertyName, regexMatched: pattern, details: broken })]
      }),
    )
    return documentOf({ details })
  },
  additionalProperties(operand, value, schema) {
    const others = otherNames(value, schema)
    if (operand === false) {
      return others.length === 0
        ? undefined
        : documentOf({ specifiedAs: { additionalProperties: false }, additionalProperties: others })
    }
    const rule = isDocument(operand) ? operand : new Map()
    const failingProperty = others.find(name => brokenIn(value, name, rule).length > 0)
    if (failingProperty === undefined) return undefined
    return documentOf({
      reason: 'at least one additional property did not match the subschema',
      failingProperty,
      details: brokenIn(value, failingProperty, rule),
    })
  },
  dependencies(operand, value) {
    const failing = (isDocument(operand) ? [...operand] : []).flatMap(([conditionalProperty, rule]) => {
      if (!isDocument(value) || !value.has(conditionalProperty)) return []
      const missingProperties = Array.isArray(rule) ? missing(rule, value) : []
      const details = isDocument(rule) ? brokenRules(rule, value) : []
      if (missingProperties.length + details.length === 0) return []
      return [
        documentOf({ conditionalProperty, ...(isDocument(rule) ? { details } : { missingProperties }) }),
      ]
    })
    return documentOf({ failingDependencies: failing })
  },
  items(operand, value) {
    const items = Array.isArray(value) ? value : []
    if (isDocument(operand)) return itemBroken(items, 0, operand, 'At least one item')
    const details = schemasIn(operand).flatMap((schema, itemIndex) => {
      const item = items[itemIndex]
      const broken = item === undefined ? [] : brokenRules(schema, item)
      return broken.length === 0 ? [] : [documentOf({ itemIndex, details: broken })]
    })
    return details.length === 0 ? undefined : documentOf({ details })
  },
  additionalItems(operand, value, schema) {
    const first = schema.get('items')
    if (!Array.isArray(first) || !Array.isArray(value)) return undefined
    if (isDocument(operand)) return itemBroken(value, first.length, operand, 'At least one additional item')
    const additionalItems = value.slice(first.length)
    if (operand !== false || additionalItems.length === 0) return undefined
    return documentOf({
      specifiedAs: { additionalItems: false },
      reason: 'found additional items',
      additionalItems,
    })
  },
}

function keeps(schema: Document, value: Value): boolean {
  return fits(parseSchema(schema), value)
}

/** The rules that a field's value breaks; none where the field is missing. */
function brokenIn(value: Value, name: string, schema: Document): Document[] {
  const inner = isDocument(value) ? value.get(name) : undefined
  return inner === undefined ? [] : brokenRules(schema, inner)
}

function schemasIn(operand: Value): Document[] {
  return Array.isArray(operand) ? operand.filter(isDocument) : []
}

function schemasByName(operand: Value): [string, Document][] {
  return isDocument(operand)
    ? [...operand].flatMap(([name, schema]): [string, Document][] =>
        isDocument(schema) ? [[name, schema]] : [],
      )
    : []
}

function schemasBroken(operand: Value, value: Value): Document {
  const schemasNotSatisfied = schemasIn(operand).flatMap((schema, index) => {
    if (keeps(schema, value)) return []
    return [new Map([...documentOf({ index }), ...notesOf(schema), ['details', brokenRules(schema, value)]])]
  }) as Document[]
  return documentOf({ schemasNotSatisfied })
}

function itemBroken(items: Value[], from: number, schema: Document, what: string): Document | undefined {
  const itemIndex = items.findIndex((item, at) => at >= from && !keeps(schema, item))
  const item = items[itemIndex]
  if (item === undefined) return undefined
  const details = brokenRules(schema, item)
  return documentOf({ reason: `${what} did not match the sub-schema`, itemIndex, details })
}

function missing(names: Value, value: Value): Value[] {
  if (!Array.isArray(names) || !isDocument(value)) return []
  return names.filter(name => typeof name === 'string' && !value.has(name))
}

function namesLike(pattern: string, value: Value): string[] {
  const { regex } = patternOf(pattern, undefined)
  return isDocument(value) ? [...value.keys()].filter(name => regex.test(name)) : []
}

/** The fields that neither `properties` nor `patternProperties` speak of. */
function otherNames(value: Value, schema: Document): string[] {
  const named = new Set(schemasByName(schema.get('properties') ?? null).map(([name]) => name))
  for (const [pattern] of schemasByName(schema.get('patternProperties') ?? null)) {
    for (const name of namesLike(pattern, value)) named.add(name)
  }
  return isDocument(value) ? [...value.keys()].filter(name => !named.has(name)) : []
}
