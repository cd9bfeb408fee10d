import { MongoError } from '../errors.ts'
import { compareStrings } from '../values/compare.ts'
import { positionOf } from '../values/paths.ts'
import { show } from '../values/show.ts'
import { type Document, isDocument, type Maybe, typeName, type Value } from '../values/types.ts'
import { arrayOperators } from './arrayOperators.ts'
import { copiedValue } from './copy.ts'
import { expandPath, type Positions } from './expand.ts'
import { type Change, fieldOperators } from './fieldOperators.ts'
import { locate } from './target.ts'

/** Changes a document in place. */
export type Modifier = { path: string; parts: string[]; apply: (document: Document, run: Run) => void }
export type Run = Positions

/** These do nothing where the field is not there, so they do not make the documents on the way to it. */
const needsField = new Set(['$pull', '$pullAll', '$pop'])

/**
 * Reads an update of operators. Its changes are applied in the order of their paths, as in MongoDB, whatever the order
 * they are written in. @throws MongoError at an unknown operator, a bad operand, or two changes to one path
 */
export function parseModifiers(update: Document): Modifier[] {
  const modifiers: Modifier[] = []
  for (const [operator, fields] of update) {
    if (!isKnown(operator)) {
      throw new MongoError(
        'FailedToParse',
        `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`,
      )
    }
    if (!isDocument(fields)) {
      throw new MongoError(
        'FailedToParse',
        `Modifiers operate on fields but we found type ${typeName(fields)} instead: ${operator}: ${show(fields)}`,
      )
    }
    for (const [path, operand] of fields) modifiers.push(...parseModifier(operator, path, operand))
  }
  modifiers.sort((a, b) => comparePaths(a.parts, b.parts))
  checkConflicts(modifiers)
  return modifiers
}

/** Every operator that an update may use. */
export const updateOperators = [
  '$unset',
  '$rename',
  '$setOnInsert',
  ...fieldOperators.keys(),
  ...arrayOperators.keys(),
]

function isKnown(operator: string): boolean {
  return updateOperators.includes(operator)
}

function parseModifier(operator: string, path: string, operand: Value): Modifier[] {
  const parts = path.split('.')
  checkPath(path, parts)
  if (operator === '$rename') return parseRename(path, parts, operand)
  if (operator === '$unset') {
    return [{ path, parts, apply: (document, run) => unset(document, parts, run) }]
  }
  if (operator === '$setOnInsert') {
    return [
      {
        path,
        parts,
        apply: (document, run) => run.inserting && change(document, parts, run, () => operand, true),
      },
    ]
  }
  const makeChange = fieldOperators.get(operator) ?? arrayOperators.get(operator)
  const makes = makeChange?.(operand) ?? (() => undefined)
  const creates = !needsField.has(operator)
  return [{ path, parts, apply: (document, run) => change(document, parts, run, makes, creates) }]
}

function change(document: Document, parts: string[], run: Run, makes: Change, creates: boolean): void {
  for (const concrete of expandPath(document, parts, run)) {
    const target = locate(document, concrete, creates)
    const value = target && makes(target.get(), concrete.join('.'))
    if (target && value !== undefined) target.set(copiedValue(value))
  }
}

function unset(document: Document, parts: string[], run: Run): void {
  for (const concrete of expandPath(document, parts, run)) locate(document, concrete, false)?.remove()
}

function parseRename(path: string, parts: string[], operand: Value): Modifier[] {
  if (typeof operand !== 'string') {
    throw new MongoError('BadValue', `The 'to' field for $rename must be a string: ${path}: ${show(operand)}`)
  }
  const to = operand.split('.')
  checkPath(operand, to)
  if ([...parts, ...to].some(part => part.startsWith('$'))) {
    throw new MongoError('BadValue', `The source and target field for $rename may not be dynamic: ${path}`)
  }
  let moved: Maybe
  return [
    {
      path,
      parts,
      apply(document) {
        noArrays(document, parts)
        noArrays(document, to)
        const from = locate(document, parts, false)
        moved = from?.get()
        if (moved === undefined) return
        from?.remove()
        locate(document, to, true)?.set(moved)
      },
    },
    { path: operand, parts: to, apply: () => {} },
  ]
}

function noArrays(document: Document, parts: string[]): void {
  let value: Maybe = document
  for (const part of parts.slice(0, -1)) {
    value = isDocument(value) ? value.get(part) : undefined
    if (Array.isArray(value)) {
      throw new MongoError('BadValue', `$rename cannot go through an array: '${parts.join('.')}'`)
    }
  }
}

function checkPath(path: string, parts: string[]): void {
  if (path === '' || parts.some(part => part === '')) {
    throw new MongoError(
      'EmptyFieldName',
      `The update path '${path}' contains an empty field name, which is not allowed.`,
    )
  }
  if (/^\$(\[.*\])?$/.test(parts[0] ?? '')) {
    throw new MongoError('BadValue', `Cannot have positional operator in the first position of '${path}'`)
  }
}

/** Numbers among the parts compare as numbers. */
function comparePaths(a: string[], b: string[]): number {
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const [x, y] = [a[at] ?? '', b[at] ?? '']
    const [left, right] = [positionOf(x), positionOf(y)]
    const order = left >= 0 && right >= 0 ? left - right : compareStrings(x, y)
    if (order !== 0) return order
  }
  return a.length - b.length
}

function checkConflicts(modifiers: Modifier[]): void {
  for (const [index, { path, parts }] of modifiers.entries()) {
    const next = modifiers[index + 1]
    if (next && parts.every((part, at) => next.parts[at] === part)) {
      throw new MongoError(
        'ConflictingUpdateOperators',
        `Updating the path '${next.path}' would create a conflict at '${path}'`,
      )
    }
  }
}
