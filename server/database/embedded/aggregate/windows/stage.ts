import { MongoError } from '../../errors.ts'
import { type GroupKey, groupKey } from '../../indexes/keyEncoding.ts'
import { compareSortKeys, parseSort, type SortField, sortKey } from '../../query/sort.ts'
import { compare } from '../../values/compare.ts'
import { type Document, isDocument, type Value } from '../../values/types.ts'
import { assign } from '../assign.ts'
import { type Expression, evaluate, parseExpression, type Scope } from '../expression.ts'
import { allOf } from '../memory.ts'
import type { Stage } from '../pipeline.ts'
import { documentOperand } from '../stages.ts'
import { parseFunction, type WindowFunction } from './functions.ts'

type Output = { path: string[]; run: WindowFunction }

/** Computes over the documents around each, within its partition and in an order; documents come in that order. */
export function parseWindowFields(operand: Value): Stage {
  const source = documentOperand('$setWindowFields', operand)
  for (const option of source.keys()) {
    if (!['partitionBy', 'sortBy', 'output'].includes(option)) {
      throw new MongoError('Location40415', `BSON field '$setWindowFields.${option}' is an unknown field.`)
    }
  }
  const partitionBy = parseExpression(source.get('partitionBy') ?? null)
  const sort = source.has('sortBy') ? parseSort(source.get('sortBy')) : []
  const outputs = outputsOf(source.get('output') ?? null, sort)
  return function* (input, { variables }) {
    for (const partition of partitionsOf(input, partitionBy, sort, variables)) {
      const columns = outputs.map(({ run }) => run(partition, variables))
      for (const [row, document] of partition.entries()) {
        yield outputs.reduce((result, { path }, column) => {
          return assign(result, path, columns[column]?.[row])
        }, document)
      }
    }
  }
}

function outputsOf(source: Value, sort: SortField[]): Output[] {
  return [...documentOperand('$setWindowFields', source)].map(([path, definition]) => {
    if (!isDocument(definition)) {
      throw new MongoError('FailedToParse', `The field '${path}' must be a window function object`)
    }
    return { path: path.split('.'), run: parseFunction(definition, sort) }
  })
}

function partitionsOf(
  input: Iterable<Document>,
  partitionBy: Expression,
  sort: SortField[],
  variables: Scope,
): Document[][] {
  const partitions = new Map<GroupKey, { value: Value; documents: Document[] }>()
  for (const document of allOf('$setWindowFields', input)) {
    const value = evaluate(partitionBy, document, variables) ?? null
    const key = groupKey(value)
    const partition = partitions.get(key)
    if (partition) partition.documents.push(document)
    else partitions.set(key, { value, documents: [document] })
  }
  const inOrder = [...partitions.values()].sort((a, b) => compare(a.value, b.value))
  return inOrder.map(({ documents }) => {
    const entries = documents.map(document => ({ document, key: sortKey(document, sort) }))
    return entries.sort((a, b) => compareSortKeys(a.key, b.key, sort)).map(({ document }) => document)
  })
}
