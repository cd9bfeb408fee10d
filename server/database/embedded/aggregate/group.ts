import { MongoError } from '../errors.ts'
import { type GroupKey, groupKey } from '../indexes/keyEncoding.ts'
import { type Document, isDocument, type Value } from '../values/types.ts'
import { type Accumulation, parseAccumulation } from './accumulators.ts'
import { parseExpression, type Scope } from './expression.ts'
import type { Stage } from './pipeline.ts'

type Group = { id: Value; accumulators: ReturnType<Accumulation['start']>[] }

/** Groups by `_id`: numbers that are equal are one group whatever their type, and missing is null. */
export function parseGroup(operand: Value): Stage {
  if (!isDocument(operand))
    throw new MongoError('Location15947', "a group's fields must be specified in an object")
  const idSource = operand.get('_id')
  if (idSource === undefined)
    throw new MongoError('Location15955', 'a group specification must include an _id')
  const id = parseExpression(idSource)
  const fields = [...operand].filter(([name]) => name !== '_id')
  const accumulations = fields.map(([name, source]) => [name, parseAccumulation(name, source)] as const)
  const expressions = accumulations.map(([, { expression }]) => expression)
  return function* (input, { variables }) {
    const groups = new Map<GroupKey, Group>()
    // One for all documents: no expression keeps it.
    const scope: Scope = new Map(variables)
    for (const document of input) {
      scope.set('ROOT', document).set('CURRENT', document)
      const value = id(scope) ?? null
      const key = groupKey(value)
      let group = groups.get(key)
      if (!group) {
        group = { id: value, accumulators: accumulations.map(([, { start }]) => start()) }
        groups.set(key, group)
      }
      for (let position = 0; position < expressions.length; position++) {
        group.accumulators[position]?.add(expressions[position]?.(scope))
      }
    }
    for (const group of groups.values()) yield resultOf(group, fields)
  }
}

function resultOf({ id, accumulators }: Group, fields: [string, Value][]): Document {
  const result: Document = new Map([['_id', id]])
  for (const [position, [name]] of fields.entries()) {
    const value = accumulators[position]?.result()
    if (value !== undefined) result.set(name, value)
  }
  return result
}
