import { reaches } from '../values/paths.ts'
import { type Document, documentOf, isDocument, type Maybe, typeName, type Value } from '../values/types.ts'
import { brokenRules, notesOf } from './brokenRules.ts'
import { matches } from './matches.ts'
import { isOperators, parseFilter } from './parseFilter.ts'

/** Why a document does not pass a filter, as MongoDB tells it in `errInfo.details` of a document that it refuses. */
export function failureOf(filter: Document, document: Document): Document {
  const clauses = clausesOf(filter)
  const [only] = clauses
  if (only && clauses.length === 1) return clauseFailure(only, document)
  return documentOf({ operatorName: '$and', clausesNotSatisfied: failing(clauses, document) })
}

type Clause = [key: string, operand: Value]

/** The conditions that a filter joins, each operator of a field by itself. */
function clausesOf(filter: Document): Clause[] {
  return [...filter].flatMap(([key, operand]): Clause[] => {
    if (key === '$comment') return []
    if (key.startsWith('$') || !isOperators(operand)) return [[key, operand]]
    return [...operand].flatMap(([operator, value]): Clause[] => {
      if (operator === '$options' || operator === '$comment') return []
      const options = operand.get('$options')
      const alone: Document = new Map([[operator, value]])
      if (operator === '$regex' && options !== undefined) alone.set('$options', options)
      return [[key, alone]]
    })
  })
}

function passesClause([key, operand]: Clause, document: Document): boolean {
  return matches(parseFilter(new Map([[key, operand]])), document)
}

function failing(clauses: Clause[], document: Document): Document[] {
  return clauses.flatMap((clause, index) =>
    passesClause(clause, document) ? [] : [documentOf({ index, details: clauseFailure(clause, document) })],
  )
}

function clauseFailure([key, operand]: Clause, document: Document): Document {
  if (key === '$and' || key === '$or') return listFailure(key, operand, document)
  if (key === '$nor') return norFailure(operand, document)
  if (key === '$jsonSchema' && isDocument(operand)) {
    const schemaRulesNotSatisfied = brokenRules(operand, document)
    return new Map([
      ...documentOf({ operatorName: key }),
      ...notesOf(operand),
      ...documentOf({ schemaRulesNotSatisfied }),
    ])
  }
  const specifiedAs: Document = new Map([[key, operand]])
  if (key === '$expr') {
    const reason = 'expression did not match'
    return documentOf({ operatorName: key, specifiedAs, reason, expressionResult: false })
  }
  if (key.startsWith('$')) {
    return documentOf({ operatorName: key, specifiedAs, reason: 'expression always evaluates to false' })
  }
  return fieldFailure(key, operand, document, false)
}

function listFailure(operator: '$and' | '$or', operand: Value, document: Document): Document {
  const filters = Array.isArray(operand) ? operand.filter(isDocument) : []
  const clausesNotSatisfied = filters.flatMap((filter, index) =>
    matches(parseFilter(filter), document)
      ? []
      : [documentOf({ index, details: failureOf(filter, document) })],
  )
  return documentOf({ operatorName: operator, clausesNotSatisfied })
}

function norFailure(operand: Value, document: Document): Document {
  const filters = Array.isArray(operand) ? operand.filter(isDocument) : []
  const clausesSatisfied = filters.flatMap((filter, index) => {
    if (!matches(parseFilter(filter), document)) return []
    const [only, more] = clausesOf(filter)
    const isField = only && !more && !only[0].startsWith('$')
    const details = isField
      ? fieldFailure(only[0], only[1], document, true)
      : documentOf({ specifiedAs: filter, reason: 'expression matched' })
    return [documentOf({ index, details })]
  })
  return documentOf({ operatorName: '$nor', clausesSatisfied })
}

/** Why a condition on a field fails, and why one that is turned round by `$not` or `$nor` does. */
const reasons: Record<string, [fails: string, holds: string]> = {
  $eq: ['comparison failed', 'comparison succeeded'],
  $gt: ['comparison failed', 'comparison succeeded'],
  $gte: ['comparison failed', 'comparison succeeded'],
  $lt: ['comparison failed', 'comparison succeeded'],
  $lte: ['comparison failed', 'comparison succeeded'],
  $ne: ['comparison succeeded', 'comparison failed'],
  $in: ['no matching value found in array', 'matching value found in array'],
  $nin: ['matching value found in array', 'no matching value found in array'],
  $type: ['type did not match', 'type did match'],
  $regex: ['regular expression did not match', 'regular expression did match'],
  $size: ['array length was not equal to given size', 'array length was equal to given size'],
  $mod: ['$mod did not evaluate to expected remainder', '$mod did evaluate to expected remainder'],
  $all: ['array did not contain all specified values', 'array did contain all specified values'],
  $elemMatch: ['array did not satisfy the child predicate', 'array did satisfy the child predicate'],
}
const bits: [string, string] = ['bitwise operator failed to match', 'bitwise operator matched successfully']

function fieldFailure(path: string, operand: Value, document: Document, turned: boolean): Document {
  const [operator, inner] = operatorOf(operand)
  if (operator === '$not') {
    const details = fieldFailure(path, inner, document, !turned)
    return documentOf({ operatorName: '$not', details })
  }
  const reached = valuesAt(path, document, operator)
  const values = reached.filter(value => value !== undefined)
  const clause = { operatorName: operator, specifiedAs: new Map([[path, operand]]) }
  if (operator === '$exists') {
    const reason = values.length > 0 ? 'path does exist' : 'path does not exist'
    return documentOf({ ...clause, reason })
  }
  if (values.length === 0) return documentOf({ ...clause, reason: 'field was missing' })
  const reason = (reasons[operator] ?? bits)[turned ? 1 : 0]
  if (values.length > 1) return documentOf({ ...clause, reason, consideredValues: values })
  const [consideredValue] = values
  const consideredType = operator === '$type' ? typeName(consideredValue) : undefined
  return documentOf({ ...clause, reason, consideredValue, consideredType })
}

/** The operator of one condition; a value by itself is to be equal, a pattern to match. */
function operatorOf(operand: Value): [operator: string, inner: Value] {
  const [first] = isOperators(operand) ? operand : []
  if (first) return first
  return [typeName(operand) === 'regex' ? '$regex' : '$eq', operand]
}

/** All values that a condition looks at. */
function valuesAt(path: string, document: Document, operator: string): Maybe[] {
  const values: Maybe[] = []
  const goesIn = !['$exists', '$size', '$elemMatch', '$all'].includes(operator)
  reaches(document, path.split('.'), goesIn, value => {
    values.push(value)
    return false
  })
  return values
}
