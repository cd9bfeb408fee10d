import { MongoError } from '../errors.ts'
import { type Document, isDocument, type Maybe, type Value } from '../values/types.ts'
import { expressionOperators } from './expressionOperators.ts'
import { refusedExpressions } from './refused.ts'

/** Names that an expression may refer to with `$$`: ROOT, CURRENT, NOW, and those of $let, $map, $filter, $reduce. */
export type Scope = Map<string, Maybe>

/** A parsed aggregation expression. */
export type Expression = (scope: Scope) => Maybe

/**
 * Parses an aggregation expression, refusing an operator that is unknown (168, as MongoDB does), so that what runs
 * has been checked whole.
 */
export function parseExpression(source: Value): Expression {
  if (typeof source === 'string' && source.startsWith('$')) return parsePath(source)
  if (Array.isArray(source)) {
    const parts = source.map(parseExpression)
    return scope => parts.map(part => part(scope) ?? null)
  }
  if (!isDocument(source)) return () => source
  const [first] = source.keys()
  if (first?.startsWith('$')) return parseOperator(source, first)
  const fields = [...source].map(([name, value]) => [name, parseExpression(value)] as const)
  for (const [name] of fields) {
    if (name.includes('.'))
      throw new MongoError('BadValue', `FieldPath field names may not contain '.': ${name}`)
  }
  return scope => {
    const result: Document = new Map()
    for (const [name, field] of fields) {
      const value = field(scope)
      if (value !== undefined) result.set(name, value)
    }
    return result
  }
}

export function evaluate(expression: Expression, document: Document, variables?: Scope): Maybe {
  return expression(scopeOf(document, variables))
}

/** The scope of expressions about one document, for who has several to evaluate. */
export function scopeOf(document: Document, variables?: Scope): Scope {
  return new Map<string, Maybe>(variables).set('ROOT', document).set('CURRENT', document)
}

function parseOperator(source: Document, name: string): Expression {
  if (source.size !== 1) {
    throw new MongoError('Location15983', 'an object representing an expression must have exactly one field')
  }
  const operand = source.get(name) as Value
  const parse = expressionOperators.get(name)
  const refused = refusedExpressions.get(name)
  if (refused) throw refused()
  if (!parse) throw new MongoError('InvalidPipelineOperator', `Unrecognized expression '${name}'`)
  return parse(operand, name)
}

/** `$field.path` or `$$variable.path`. */
function parsePath(source: string): Expression {
  const isVariable = source.startsWith('$$')
  const [first = '', ...rest] = source.slice(isVariable ? 2 : 1).split('.')
  const parts = isVariable ? rest : [first, ...rest]
  if (parts.some(part => part === '') || first === '') {
    if (source === '$') throw new MongoError('Location16872', "'$' by itself is not a valid FieldPath")
    throw new MongoError('BadValue', `FieldPath field names may not be empty: ${source}`)
  }
  const variable = isVariable ? first : 'CURRENT'
  if (variable === 'REMOVE') return () => undefined
  return scope => {
    if (!scope.has(variable)) throw new MongoError('Location17276', `Use of undefined variable: ${variable}`)
    return valueAt(scope.get(variable), parts)
  }
}

/** As aggregation reads a path: through an array it gives the array of what its documents have there. */
export function valueAt(value: Maybe, parts: string[], at = 0): Maybe {
  if (at === parts.length) return value
  if (isDocument(value)) return valueAt(value.get(parts[at] ?? ''), parts, at + 1)
  if (!Array.isArray(value)) return undefined
  return value.map(element => valueAt(element, parts, at)).filter(found => found !== undefined)
}
