import { Int32 } from 'bson'
import { parsePipeline, type Surroundings, stagesOf } from '../aggregate/pipeline.ts'
import { MongoError, unsupported } from '../errors.ts'
import { countFound } from '../query/countFound.ts'
import { firstBatch, firstBatchSize } from '../query/cursors.ts'
import { find, type Search } from '../query/find.ts'
import { parseFilter } from '../query/parseFilter.ts'
import { parseSort } from '../query/sort.ts'
import { encode } from '../values/encode.ts'
import { type Document, documentOf, isDocument, isNumber, type Value } from '../values/types.ts'
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
  const counted = countedBy(rest)
  const run = parsePipeline(rest)
  const results = () =>
    counted
      ? countIn(context, name, search, counted)
      : run(documentsIn(context, name, search), surroundingsOf(context))
  const documents = function* (): Generator<Buffer, undefined> {
    for (const document of results()) {
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

/** What a pipeline that only counts is to call its one group and the count, as countDocuments asks for it. */
function countedBy(stages: Value[]): { id: Value; field: string } | undefined {
  const [stage, ...more] = stagesOf(stages)
  if (stage?.[0] !== '$group' || more.length > 0 || !isDocument(stage[1])) return undefined
  const id = stage[1].get('_id')
  const [named, ...others] = [...stage[1]].filter(([name]) => name !== '_id')
  if (!named || others.length > 0 || !(id === null || isNumber(id))) return undefined
  const [field, accumulator] = named
  const one = isDocument(accumulator) && accumulator.size === 1 ? accumulator.get('$sum') : undefined
  return one instanceof Int32 && one.value === 1 ? { id, field } : undefined
}

function* countIn(
  { store, database, meter }: Context,
  name: string,
  search: Search,
  { id, field }: { id: Value; field: string },
): Generator<Document> {
  const collection = store.catalog.find(database, name)
  const count = collection ? countFound(store, collection, search, meter) : 0
  if (count > 0) yield documentOf({ _id: id, [field]: count })
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
