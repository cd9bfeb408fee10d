import { countingOf } from '../aggregate/counting.ts'
import type { Scope } from '../aggregate/expression.ts'
import { neededFields } from '../aggregate/needed.ts'
import { parsePipeline, type Surroundings, sourceStages, stagesOf } from '../aggregate/pipeline.ts'
import { refusedStages } from '../aggregate/refused.ts'
import { MongoError } from '../errors.ts'
import { countKeys } from '../query/countKeys.ts'
import { find, planFor, type Search } from '../query/find.ts'
import { parseFilter } from '../query/parseFilter.ts'
import { parseSort } from '../query/sort.ts'
import { wholeNumber } from '../values/numbers.ts'
import { type Document, documentOf, isDocument, type Value } from '../values/types.ts'
import { arrayField, type Context, collectionName, documentField, variablesOf } from './command.ts'
import { factsOf } from './facts.ts'

export const aggregateFields = [
  'pipeline',
  'cursor',
  'allowDiskUse',
  'hint',
  'explain',
  'bypassDocumentValidation',
  'let',
  'collation',
]

export function cursorField(command: Document): Document {
  const cursor = documentField(command, 'cursor')
  if (!cursor)
    throw new MongoError(
      'FailedToParse',
      "The 'cursor' option is required, except for aggregate with the explain argument",
    )
  return cursor
}

/** `aggregate: 1` is of no collection: its first stage makes the documents. */
export function aggregatedName(context: Context): string {
  const [target] = context.command.values()
  const stages = stagesOf(context.command.get('pipeline'))
  if (typeof target === 'string') return collectionName(context)
  const isSource = sourceStages.includes(stages[0]?.[0] ?? '')
  if (!isSource) {
    throw (
      refusedStages.get(stages[0]?.[0] ?? '')?.() ??
      new MongoError(
        'InvalidNamespace',
        '{aggregate: 1} is not valid for this pipeline: it needs a collection',
      )
    )
  }
  return '$cmd.aggregate'
}

/** The documents that a pipeline gives. */
export function resultOf(context: Context, command: Document): Iterable<Document> {
  const name = aggregatedName(context)
  const { search, rest } = splitPipeline(command)
  const run = parsePipeline(rest)
  const variables = search.variables ?? new Map()
  const fields = neededFields(stagesOf(rest))
  return (
    countedByKeys(context, name, search, rest) ??
    run(documentsIn(context, name, { ...search, fields }), surroundingsOf(context, name, variables))
  )
}

/** A leading $match and $sort are done by the search, which has the indexes, and looks for no more than a $limit lets through. */
export function splitPipeline(command: Document): { search: Search; rest: Value[] } {
  const pipeline = arrayField(command, 'pipeline') ?? []
  const stages = stagesOf(pipeline)
  const [first] = stages
  const filter = first?.[0] === '$match' && isDocument(first[1]) ? first[1] : undefined
  const next = stages[filter ? 1 : 0]
  const sort = next?.[0] === '$sort' && isDocument(next[1]) && next[1].size > 0 ? next[1] : undefined
  const done = Number(filter !== undefined) + Number(sort !== undefined)
  const behind = stages[done]
  return {
    search: {
      filter: parseFilter(filter ?? new Map()),
      sort: parseSort(sort),
      skip: 0,
      // The stage itself is left where it is, and says what is wrong with its number.
      limit: behind?.[0] === '$limit' ? Math.max(0, wholeNumber(behind[1]) ?? 0) : 0,
      hint: command.get('hint'),
      variables: variablesOf(command),
    },
    rest: pipeline.slice(done),
  }
}

/** The result of a pipeline that only counts, where the keys of an index tell it. */
function countedByKeys(
  { store, database, meter }: Context,
  name: string,
  search: Search,
  stages: Value[],
): Document[] | undefined {
  const counting = countingOf(stages)
  const collection = store.catalog.find(database, name)
  if (!counting || !collection) return undefined
  const count = countKeys(store, planFor(collection, search), search, meter, counting.distinct)
  if (count === undefined) return undefined
  return count === 0 ? [] : [documentOf({ _id: counting.id, [counting.name]: count })]
}

function* documentsIn(
  { store, database, meter }: Context,
  name: string,
  search: Search,
): Generator<Document> {
  const collection = store.catalog.find(database, name)
  if (!collection) return
  for (const { document } of find(store, collection, search, meter)) yield document
}

function surroundingsOf(context: Context, name: string, variables: Scope): Surroundings {
  return {
    variables,
    documentsOf: (other, filter, scope) =>
      documentsIn(context, other, {
        filter: parseFilter(filter),
        sort: [],
        skip: 0,
        limit: 0,
        hint: undefined,
        variables: scope,
      }),
    factsOf: stage => factsOf(context, name, stage),
  }
}
