import { BSONRegExp } from 'bson'
import { parseExpression } from '../aggregate/expression.ts'
import { MongoError } from '../errors.ts'
import { toNumber } from '../values/numbers.ts'
import { type Document, isDocument, isNumber, type Value } from '../values/types.ts'
import type { Filter, Test } from './filter.ts'
import { operators } from './operators.ts'
import { refusedFilters } from './refused.ts'
import { compileRegex } from './regex.ts'
import { parseSchema } from './schema.ts'

const maxDepth = 100

/** The operators that stand where a field's name does. */
export const topLevelOperators = [
  '$and',
  '$or',
  '$nor',
  '$comment',
  '$expr',
  '$jsonSchema',
  '$alwaysTrue',
  '$alwaysFalse',
  '$sampleRate',
]

/**
 * Parses a query document. @throws MongoError BadValue at an operator that is unknown or given the wrong type; nothing
 * is ever ignored.
 */
export function parseFilter(query: Document, depth = 0): Filter {
  if (depth > maxDepth) throw new MongoError('BadValue', `exceeded depth limit of ${maxDepth} in a filter`)
  const filters: Filter[] = []
  for (const [key, value] of query) {
    if (key.startsWith('$')) filters.push(...parseTopLevel(key, value, depth))
    else filters.push(...parseField(key, value, depth))
  }
  return filters.length === 1 ? (filters[0] as Filter) : { kind: 'and', filters }
}

function parseTopLevel(operator: string, value: Value, depth: number): Filter[] {
  switch (operator) {
    case '$and':
    case '$or':
    case '$nor':
      return [{ kind: operator.slice(1) as 'and' | 'or' | 'nor', filters: parseList(operator, value, depth) }]
    case '$comment':
      return []
    case '$expr':
      return [{ kind: 'expr', expression: parseExpression(value) }]
    case '$jsonSchema':
      return [{ kind: 'schema', schema: parseSchema(value) }]
    case '$alwaysTrue':
    case '$alwaysFalse':
      return [{ kind: 'always', passes: operator === '$alwaysTrue' }]
    case '$sampleRate':
      return [{ kind: 'sample', rate: parseRate(value) }]
    case '$ref':
    case '$id':
    case '$db':
      return [{ kind: 'field', path: operator, parts: [operator], test: { op: 'eq', value } }]
    default:
      throw (
        refusedFilters.get(operator)?.() ??
        new MongoError('BadValue', `unknown top level operator: ${operator}`)
      )
  }
}

function parseRate(value: Value): number {
  const rate = isNumber(value) ? toNumber(value) : Number.NaN
  if (!(rate >= 0 && rate <= 1))
    throw new MongoError('BadValue', 'numeric argument to $sampleRate must be in [0, 1]')
  return rate
}

function parseList(operator: string, value: Value, depth: number): Filter[] {
  if (!Array.isArray(value)) throw new MongoError('BadValue', `${operator} argument must be an array`)
  if (value.length === 0) throw new MongoError('BadValue', `${operator} must be a nonempty array`)
  return value.map(entry => {
    if (!isDocument(entry)) throw new MongoError('BadValue', `${operator} entries need to be full objects`)
    return parseFilter(entry, depth + 1)
  })
}

/** The conditions on one path: an operator document, or a value to equal. */
export function parseField(path: string, value: Value, depth: number): Filter[] {
  const field = (test: Test): Filter => ({ kind: 'field', path, parts: path.split('.'), test })
  if (value instanceof BSONRegExp) return [field({ op: 'regex', pattern: compileRegex(value) })]
  if (!isOperators(value)) return [field({ op: 'eq', value })]
  const filters: Filter[] = []
  for (const [operator, operand] of value) {
    if (operator === '$not') {
      filters.push({ kind: 'not', filter: parseNot(path, operand, depth) })
    } else {
      const parse = operators.get(operator)
      if (!parse)
        throw refusedFilters.get(operator)?.() ?? new MongoError('BadValue', `unknown operator: ${operator}`)
      filters.push(...parse({ operand, siblings: value, field, path, depth }))
    }
  }
  return filters
}

function parseNot(path: string, operand: Value, depth: number): Filter {
  if (!(operand instanceof BSONRegExp) && !isOperators(operand)) {
    throw new MongoError('BadValue', '$not needs a regex or a document of operators')
  }
  return { kind: 'and', filters: parseField(path, operand, depth + 1) }
}

/** A document whose first name begins with `$`, except a reference ($ref, $id, $db), which is a value. */
export function isOperators(value: Value): value is Document {
  if (!isDocument(value)) return false
  const [first] = value.keys()
  return first?.startsWith('$') === true && !['$ref', '$id', '$db'].includes(first)
}
