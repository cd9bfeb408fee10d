import { MongoError } from '../errors.ts'
import type { Search } from '../query/find.ts'
import { parseFilter } from '../query/parseFilter.ts'
import { parseSort } from '../query/sort.ts'
import type { Collation } from '../values/collation.ts'
import { type Document, isDocument } from '../values/types.ts'
import { splitPipeline } from './aggregation.ts'
import { collationOf } from './collationOf.ts'
import { type Context, documentField, variablesOf } from './command.ts'
import { readSearch } from './find.ts'

/** What a command searches for, of a batch its first statement; undefined where it searches for nothing. */
export function searchOf(command: Document): Search | undefined {
  const [name = ''] = command.keys()
  return searches[name]?.(command)
}

/** The collation of that search. */
export function collationFor(
  context: Pick<Context, 'store' | 'database'>,
  command: Document,
): Collation | undefined {
  const [[name, target] = ['', null]] = command
  const statement = name === 'update' ? 'updates' : name === 'delete' ? 'deletes' : undefined
  return collationOf(context, target, statement ? firstOf(command, statement) : command)
}

/** How the search of each command is read. */
const searches: Record<string, (command: Document) => Search> = {
  find: readSearch,
  count: command => searchFor(command, 'query'),
  distinct: command => searchFor(command, 'query'),
  findAndModify: command => searchFor(command, 'query'),
  findandmodify: command => searchFor(command, 'query'),
  aggregate: command => splitPipeline(command).search,
  update: command => searchFor(firstOf(command, 'updates'), 'q', variablesOf(command)),
  delete: command => searchFor(firstOf(command, 'deletes'), 'q', variablesOf(command)),
}

function searchFor(source: Document, field: string, variables = variablesOf(source)): Search {
  const filter = parseFilter(documentField(source, field) ?? new Map())
  return {
    filter,
    sort: parseSort(source.get('sort')),
    skip: 0,
    limit: 0,
    hint: source.get('hint'),
    variables,
  }
}

function firstOf(command: Document, field: string): Document {
  const list = command.get(field)
  const [first] = Array.isArray(list) ? list : []
  if (!isDocument(first)) throw new MongoError('BadValue', `explain needs one statement in '${field}'`)
  return first
}
