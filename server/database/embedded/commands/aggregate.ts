import { countingOf } from '../aggregate/counting.ts'
import { parsePipeline, type Surroundings, stagesOf } from '../aggregate/pipeline.ts'
import { MongoError, unsupported } from '../errors.ts'
import { countKeys } from '../query/countKeys.ts'
import { firstBatch, firstBatchSize } from '../query/cursors.ts'
import { find, planFor, type Search } from '../query/find.ts'
import { parseFilter } from '../query/parseFilter.ts'
import { parseSort } from '../query/sort.ts'
import { encode } from '../values/encode.ts'
import { type Document, documentOf, isDocument, type Value } from '../values/types.ts'
import {
  arrayField,
  booleanField,
  type Command,
  type Context,
  collectionName,
  countField,
  documentField,
  type Reply,
} from './command.ts'
import { checkSize } from './insert.ts'

export const aggregateCommand: Command = {
  kind: 'read',
  fields: ['pipeline', 'cursor', 'allowDiskUse', 'hint', 'explain', 'bypassDocumentValidation'],
  run: aggregate,
}

function aggregate(context: Context): Reply {
  const { command, database } = context
  if (booleanField(command, 'explain')) throw unsupported("aggregate with 'explain'; send explain instead")
  const cursor = documentField(command, 'cursor')
  if (!cursor) throw new MongoError('FailedToParse', "The 'cursor' option is required")
  const name = collectionName(context)
  const { search, rest } = splitPipeline(command)
  const run = parsePipeline(rest)
  const documents = function* (): Generator<Buffer, undefined> {
    const counted = countedByKeys(context, name, search, rest)
    for (const document of counted ?? run(documentsIn(context, name, search), surroundingsOf(context))) {
      yield checkSize(encode(document))
    }
  }
  return firstBatch(context.cursors, `${database}.${name}`, documents(), {
    batchSize: countField(cursor, 'batchSize') ?? firstBatchSize,
    single: false,
  })
}

/** A leading $match and $sort are done by the search, which has the indexes. */
export function splitPipeline(command: Document): { search: Search; rest: Value[] } {
  const pipeline = arrayField(command, 'pipeline') ?? []
  const stages = stagesOf(pipeline)
  const [first] = stages
  const filter = first?.[0] === '$match' && isDocument(first[1]) ? first[1] : undefined
  const next = stages[filter ? 1 : 0]
  const sort = next?.[0] === '$sort' && isDocument(next[1]) && next[1].size > 0 ? next[1] : undefined
  return {
    search: {
      filter: parseFilter(filter ?? new Map()),
      sort: parseSort(sort),
      skip: 0,
      limit: 0,
      hint: command.get('hint'),
    },
    rest: pipeline.slice(Number(filter !== undefined) + Number(sort !== undefined)),
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

function surroundingsOf(context: Context): Surroundings {
  return {
    variables: new Map([['NOW', new Date()]]),
    documentsOf: (name, filter) =>
      documentsIn(context, name, {
        filter: parseFilter(filter),
        sort: [],
        skip: 0,
        limit: 0,
        hint: undefined,
      }),
  }
}
