import { MongoError } from '../errors.ts'
import { reaches } from '../values/paths.ts'
import { type Document, documentOf, isDocument, type Value } from '../values/types.ts'
import { assign } from './assign.ts'
import { evaluate, parseExpression, type Scope } from './expression.ts'
import { parsePipeline, type Stage, stagesOf } from './pipeline.ts'

/**
 * Joins by equality, `{from, localField, foreignField, as}`, by a `pipeline` that may use what `let` names, or by both:
 * then the pipeline is over what was found.
 */
export function parseLookup(operand: Value): Stage {
  if (!isDocument(operand))
    throw new MongoError('FailedToParse', 'the $lookup specification must be an object')
  for (const option of operand.keys()) {
    if (!['from', 'localField', 'foreignField', 'as', 'pipeline', 'let'].includes(option))
      throw new MongoError('FailedToParse', `unknown argument to $lookup: ${option}`)
  }
  const [from, as] = [textOf(operand, 'from'), textOf(operand, 'as').split('.')]
  const byFields = operand.has('localField') || operand.has('foreignField')
  if (!byFields && !operand.has('pipeline')) {
    throw new MongoError(
      'FailedToParse',
      "$lookup requires either 'pipeline' or both 'localField' and 'foreignField'",
    )
  }
  const localField = byFields ? textOf(operand, 'localField').split('.') : undefined
  const foreignField = byFields ? textOf(operand, 'foreignField') : ''
  const variables = parseLet(operand.get('let'))
  const { filter, rest } = leadingMatch(operand.get('pipeline') ?? [])
  const pipeline = parsePipeline(rest)
  return function* (input, surroundings) {
    for (const document of input) {
      const scope = variables(document, surroundings.variables)
      const join = localField && documentOf({ [foreignField]: { $in: localValues(document, localField) } })
      const both = join && filter ? documentOf({ $and: [join, filter] }) : (join ?? filter ?? new Map())
      const found = pipeline(surroundings.documentsOf(from, both, scope), {
        ...surroundings,
        variables: scope,
      })
      yield assign(document, as, [...found])
    }
  }
}

export function textOf(operand: Document, name: string, stage = '$lookup'): string {
  const value = operand.get(name)
  if (typeof value !== 'string' || value === '')
    throw new MongoError('FailedToParse', `${stage} needs '${name}', a string`)
  return value
}

/** `let`: the names that it gives for one document, beside those there are. */
export function parseLet(source: Value | undefined): (document: Document, variables: Scope) => Scope {
  if (source === undefined) return (_, variables) => variables
  if (!isDocument(source)) throw new MongoError('FailedToParse', "'let' must be an object")
  const named = [...source].map(([name, value]) => {
    if (!/^[a-z\u0080-\uffff]\w*$/.test(name))
      throw new MongoError(
        'FailedToParse',
        `'${name}' starts with an invalid character for a user variable name`,
      )
    return [name, parseExpression(value)] as const
  })
  return (document, variables) =>
    new Map([
      ...variables,
      ...named.map(([name, value]) => [name, evaluate(value, document, variables)] as const),
    ])
}

/** A $match that comes first is asked of the collection, which may have an index for it. */
export function leadingMatch(pipeline: Value): { filter: Document | undefined; rest: Value } {
  const [first] = stagesOf(pipeline)
  if (first?.[0] !== '$match' || !isDocument(first[1])) return { filter: undefined, rest: pipeline }
  return { filter: first[1], rest: (pipeline as Value[]).slice(1) }
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
