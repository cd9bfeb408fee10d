import { type Expression, evaluate, parseExpression, type Scope } from '../aggregate/expression.ts'
import { MongoError } from '../errors.ts'
import { positionOf } from '../update/position.ts'
import { wholeNumber } from '../values/numbers.ts'
import { type Document, isDocument, isNumber, type Maybe, type Value } from '../values/types.ts'
import type { Filter } from './filter.ts'
import { elementMatches, elementPasses } from './matches.ts'
import { truthy } from './operators.ts'
import { parseField, parseFilter } from './parseFilter.ts'

/** What becomes of one field: kept, left out, computed, cut, or looked into. */
type Node =
  | { kind: 'keep' }
  | { kind: 'drop' }
  | { kind: 'compute'; expression: Expression }
  | { kind: 'slice'; skip: number | undefined; count: number }
  | { kind: 'elemMatch'; test: (element: Value) => boolean }
  | { kind: 'positional' }
  | { kind: 'into'; fields: Map<string, Node> }

type Tree = Map<string, Node>

export type Projection = (document: Document, variables?: Scope) => Document

/**
 * Reads a projection of find, or of $project with no `filter`: either what to keep or what to leave out, `_id` apart.
 * Undefined where it changes nothing.
 */
export function parseProjection(source: Document | undefined, filter?: Filter): Projection | undefined {
  if (!source || source.size === 0) return undefined
  const tree: Tree = new Map()
  let mode: 'keep' | 'drop' | undefined
  for (const [path, value] of source) {
    const [trimmed, node] = parseNode(path, value, filter)
    const implied = node.kind === 'drop' ? 'drop' : node.kind === 'slice' ? undefined : 'keep'
    if (implied && trimmed !== '_id') {
      if (mode && mode !== implied) {
        const code = implied === 'drop' ? 'Location31254' : 'Location31253'
        const doing = implied === 'drop' ? 'exclusion' : 'inclusion'
        const other = implied === 'drop' ? 'inclusion' : 'exclusion'
        throw new MongoError(code, `Cannot do ${doing} on field ${path} in ${other} projection`)
      }
      mode = implied
    }
    place(tree, trimmed, node)
  }
  const id = tree.get('_id')
  mode ??= id && id.kind !== 'drop' ? 'keep' : 'drop'
  if (mode === 'keep' && !id) tree.set('_id', { kind: 'keep' })
  const keeps = mode === 'keep'
  return (document, variables) => {
    const position = filter ? () => positionOf(filter, document) : () => undefined
    return project(document, tree, { keeps, root: document, variables, position })
  }
}

function parseNode(path: string, value: Value, filter: Filter | undefined): [string, Node] {
  if (path.endsWith('.$') && filter) return [path.slice(0, -2), { kind: 'positional' }]
  if (path === '' || path.split('.').some(part => part === '' || part.startsWith('$'))) {
    throw new MongoError('BadValue', `FieldPath field names may not be empty or start with '$': '${path}'`)
  }
  if (typeof value === 'boolean' || isNumber(value)) return [path, { kind: truthy(value) ? 'keep' : 'drop' }]
  if (isDocument(value) && filter) {
    if (value.has('$slice') && value.size === 1) return [path, parseSlice(value.get('$slice') ?? null)]
    const elemMatch = value.get('$elemMatch')
    if (isDocument(elemMatch)) return [path, { kind: 'elemMatch', test: elementTest(elemMatch) }]
  }
  if (isDocument(value) && value.size === 0)
    throw new MongoError('BadValue', 'An empty sub-projection is not a valid value')
  if (isDocument(value) && ![...value.keys()].some(key => key.startsWith('$'))) {
    const fields: Tree = new Map()
    for (const [name, inner] of value) {
      const [innerPath, node] = parseNode(name, inner, filter)
      place(fields, innerPath, node)
    }
    return [path, { kind: 'into', fields }]
  }
  return [path, { kind: 'compute', expression: parseExpression(value) }]
}

function parseSlice(value: Value): Node {
  const [first, second] = Array.isArray(value) ? value.map(wholeNumber) : [wholeNumber(value)]
  if (
    first === undefined ||
    (Array.isArray(value) && (second === undefined || second <= 0 || value.length !== 2))
  ) {
    throw new MongoError('BadValue', '$slice needs a whole number, or [skip, limit] with a limit above 0')
  }
  return second === undefined
    ? { kind: 'slice', skip: undefined, count: first }
    : { kind: 'slice', skip: first, count: second }
}

function elementTest(source: Document): (element: Value) => boolean {
  const [first] = source.keys()
  if (first?.startsWith('$') && !['$and', '$or', '$nor'].includes(first)) {
    const tests = parseField('', source, 0)
    return element => elementPasses(tests, element)
  }
  const filter = parseFilter(source)
  return element => elementMatches(filter, element)
}

function place(tree: Tree, path: string, node: Node): void {
  const [first = '', ...rest] = path.split('.')
  const there = tree.get(first)
  if (rest.length === 0) {
    if (there) throw new MongoError('Location31250', `Path collision at ${path}`)
    tree.set(first, node)
    return
  }
  if (there && there.kind !== 'into') throw new MongoError('Location31249', `Path collision at ${path}`)
  const into = there ?? { kind: 'into', fields: new Map() }
  tree.set(first, into)
  place(into.fields, rest.join('.'), node)
}

type Run = {
  keeps: boolean
  root: Document
  variables: Scope | undefined
  position: () => number | undefined
}

function project(document: Document, tree: Tree, run: Run): Document {
  const result: Document = new Map()
  for (const [name, value] of document) {
    const node = tree.get(name)
    const projected = node ? projectValue(value, node, run) : run.keeps ? undefined : value
    if (projected !== undefined) result.set(name, projected)
  }
  for (const [name, node] of tree) {
    if (node.kind === 'compute') {
      const value = evaluate(node.expression, run.root, run.variables)
      if (value === undefined) result.delete(name)
      else result.set(name, value)
    } else if (node.kind === 'into' && !document.has(name) && computes(node)) {
      result.set(name, project(new Map(), node.fields, run))
    }
  }
  return result
}

function computes(node: Node): boolean {
  return node.kind === 'compute' || (node.kind === 'into' && [...node.fields.values()].some(computes))
}

function projectValue(value: Value, node: Node, run: Run): Maybe {
  switch (node.kind) {
    case 'keep':
      return value
    case 'drop':
      return undefined
    case 'compute':
      // Holds the field's place; its value is set afterwards.
      return null
    case 'slice':
      return Array.isArray(value) ? slice(value, node) : value
    case 'elemMatch': {
      const found = Array.isArray(value) ? value.find(node.test) : undefined
      return found === undefined ? undefined : [found]
    }
    case 'positional': {
      if (!Array.isArray(value)) return value
      const position = run.position()
      if (position === undefined) {
        throw new MongoError(
          'BadValue',
          "Executor error: positional operator '.$' couldn't find a matching element",
        )
      }
      const element = value[position]
      return element === undefined ? [] : [element]
    }
    case 'into':
      return projectInto(value, node.fields, run)
  }
}

function projectInto(value: Value, fields: Tree, run: Run): Maybe {
  if (isDocument(value)) return project(value, fields, run)
  if (Array.isArray(value)) {
    return value.map(element => projectInto(element, fields, run)).filter(element => element !== undefined)
  }
  if ([...fields.values()].some(computes)) return project(new Map(), fields, run)
  return run.keeps ? undefined : value
}

function slice(values: Value[], { skip, count }: { skip: number | undefined; count: number }): Value[] {
  if (skip === undefined) return count >= 0 ? values.slice(0, count) : values.slice(count)
  const start = skip >= 0 ? skip : Math.max(0, values.length + skip)
  return values.slice(start, start + count)
}
