import { MongoError } from '../errors.ts'
import { type GroupKey, groupKey } from '../indexes/keyEncoding.ts'
import { type Document, isDocument, type Value } from '../values/types.ts'
import { weightOf } from '../values/weight.ts'
import { type Accumulator, parseAccumulation } from './accumulators.ts'
import { parseExpression, type Scope } from './expression.ts'
import { heldTooMuch, stageBytes } from './memory.ts'
import type { Stage } from './pipeline.ts'

type Group = { id: Value; accumulators: Accumulator[] }

/** About what a group, and each of its accumulators, takes besides its values. */
const ownBytes = 128

/** What else there may be beside an accumulator that is said to hold all. */
const spareBytes = 1024 * 1024

/** Groups by `_id`: numbers that are equal are one group whatever their type, and missing is null. */
export function parseGroup(operand: Value): Stage {
  if (!isDocument(operand))
    throw new MongoError('Location15947', "a group's fields must be specified in an object")
  const idSource = operand.get('_id')
  const fields = [...operand].filter(([name]) => name !== '_id')
  const accumulations = fields.map(([name, source]) => [name, parseAccumulation(name, source)] as const)
  if (idSource === undefined)
    throw new MongoError('Location15955', 'a group specification must include an _id')
  const id = parseExpression(idSource)
  const expressions = accumulations.map(([, { expression }]) => expression)
  return function* (input, { variables }) {
    const groups = new Map<GroupKey, Group>()
    let bytes = 0
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
        bytes += 2 * weightOf(value) + ownBytes * (1 + expressions.length)
      }
      for (let position = 0; position < expressions.length; position++) {
        const accumulator = group.accumulators[position] as Accumulator
        const before = accumulator.held
        accumulator.add(expressions[position]?.(scope))
        if (before === undefined || accumulator.held === undefined) continue
        bytes += accumulator.held - before
        if (accumulator.held > stageBytes) throw cannotSpill(fields[position]?.[1])
      }
      // One that alone holds nearly all of it gets the refusal that is its own.
      if (bytes > stageBytes && !isOnesOwn(group, bytes)) throw heldTooMuch('$group')
    }
    for (const group of groups.values()) yield resultOf(group, fields)
  }
}

function isOnesOwn({ accumulators }: Group, bytes: number): boolean {
  return accumulators.some(({ held = 0 }) => bytes - held < spareBytes)
}

/** MongoDB's refusal where moving groups to the disk would not help, since one value of one of them is too large. */
function cannotSpill(source: Value | undefined): MongoError {
  const [name] = isDocument(source) ? source.keys() : []
  return new MongoError(
    'ExceededMemoryLimit',
    `${name} used too much memory and cannot spill to disk. Memory limit: ${stageBytes} bytes`,
  )
}

function resultOf({ id, accumulators }: Group, fields: [string, Value][]): Document {
  const result: Document = new Map([['_id', id]])
  for (const [position, [name]] of fields.entries()) {
    const value = accumulators[position]?.result()
    if (value !== undefined) result.set(name, value)
  }
  return result
}
