import { hostname } from 'node:os'
import { stagesOf } from '../aggregate/pipeline.ts'
import { MongoError } from '../errors.ts'
import type { IndexPlan, Plan } from '../indexes/planner.ts'
import { find, isInOrder, planFor, type Search } from '../query/find.ts'
import { type Collection, checkNames } from '../storage/catalog.ts'
import { withCollation } from '../values/collation.ts'
import { type Document, documentOf, isDocument, type Value } from '../values/types.ts'
import { splitPipeline } from './aggregation.ts'
import { collationOf } from './collationOf.ts'
import type { Command, Context, Reply } from './command.ts'
import { collationFor, searchOf } from './searches.ts'
import { version } from './session.ts'

export const explainCommand: Command = { kind: 'read', fields: ['verbosity'], run: explain }

const verbosities = ['queryPlanner', 'executionStats', 'allPlansExecution']

/** Tells the plan, and what running the search looks at (a write is not done). */
function explain(context: Context): Reply {
  checkVerbosity(context.command.get('verbosity'))
  const inner = context.command.get('explain')
  const [entry] = isDocument(inner) ? inner : []
  const [name] = entry ?? []
  if (!isDocument(inner)) throw new MongoError('FailedToParse', 'explain needs a command')
  if (name === 'aggregate') return explainAggregate(context, inner)
  const search = searchOf(inner)
  if (!search)
    throw new MongoError('CommandNotFound', `Explain failed due to unknown command: ${String(name)}`)
  return withCollation(collationFor(context, inner), () => explainSearch(context, inner, search))
}

function checkVerbosity(verbosity: Value | undefined): void {
  if (verbosity === undefined || verbosities.some(each => each === verbosity)) return
  throw new MongoError(
    'BadValue',
    `Enumeration value '${String(verbosity)}' for field 'explain.verbosity' is not a valid value.`,
  )
}

/** The search that a pipeline begins with, and what of it is done stage by stage. */
export function explainAggregate(context: Context, command: Document): Reply {
  const { search, rest } = splitPipeline(command)
  const [target] = command.values()
  const explained = withCollation(collationOf(context, target, command), () =>
    explainSearch(context, command, search),
  )
  if (rest.length === 0) return explained
  const [planner, stats] = [explained.get('queryPlanner'), explained.get('executionStats')]
  const cursor = documentOf({
    queryPlanner: planner as Value,
    executionStats: stats === undefined ? undefined : (stats as Value),
  })
  const stages = stagesOf(rest).map(([stage, operand]): Document => new Map([[stage, operand]]))
  explained.delete('queryPlanner')
  explained.delete('executionStats')
  return explained.set('stages', [new Map([['$cursor', cursor]]), ...stages])
}

function explainSearch(context: Context, command: Document, search: Search): Reply {
  const { store, database } = context
  const [target] = command.values()
  if (typeof target !== 'string')
    throw new MongoError('InvalidNamespace', 'explain needs the name of a collection')
  checkNames(database, target)
  const collection = store.catalog.find(database, target)
  const plan = collection ? planFor(collection, search) : undefined
  const reply = documentOf({
    explainVersion: '1',
    queryPlanner: {
      namespace: `${database}.${target}`,
      parsedQuery: filterOf(command),
      winningPlan: plan ? describe(plan, search) : documentOf({ stage: 'EOF' }),
      rejectedPlans: [],
    },
  })
  if (isExecuted(context.command)) {
    reply.set('executionStats', executionOf(context, collection, plan, search))
  }
  reply.set('command', new Map([...command, ['$db', database]]))
  return reply.set('serverInfo', documentOf({ host: hostname(), port: 0, version, gitVersion: '' }))
}

/** By `explain` all but the plan alone; an aggregate that explains itself tells its plan. */
function isExecuted(command: Document): boolean {
  return isDocument(command.get('explain')) && command.get('verbosity') !== 'queryPlanner'
}

function filterOf(command: Document): Value {
  const filter = command.get('filter') ?? command.get('query')
  return isDocument(filter) ? filter : new Map()
}

function executionOf(
  { store, meter }: Context,
  collection: Collection | undefined,
  plan: Plan | undefined,
  search: Search,
): Document {
  const start = performance.now()
  const nReturned = collection ? [...find(store, collection, search, meter)].length : 0
  return documentOf({
    executionSuccess: true,
    nReturned,
    executionTimeMillis: Math.round(performance.now() - start),
    totalKeysExamined: !plan || plan.kind === 'collection' ? 0 : meter.examined,
    totalDocsExamined: meter.examined,
    executionStages: plan ? describe(plan, search) : documentOf({ stage: 'EOF' }),
  })
}

function describe(plan: Plan, search: Search): Document {
  const scan = documentsOf(plan)
  const sorted = isInOrder(plan, search.sort) ? scan : documentOf({ stage: 'SORT', inputStage: scan })
  return search.limit > 0
    ? documentOf({ stage: 'LIMIT', limitAmount: search.limit, inputStage: sorted })
    : sorted
}

function documentsOf(plan: Plan): Document {
  if (plan.kind === 'collection')
    return documentOf({ stage: 'COLLSCAN', direction: plan.reverse ? 'backward' : 'forward' })
  const inputStage =
    plan.kind === 'union' ? documentOf({ stage: 'OR', inputStages: plan.plans.map(scanOf) }) : scanOf(plan)
  return documentOf({ stage: 'FETCH', inputStage })
}

function scanOf({ index, ranges, reverse }: IndexPlan): Document {
  return documentOf({
    stage: 'IXSCAN',
    keyPattern: index.spec.get('key') ?? null,
    indexName: index.name,
    isMultiKey: index.arrays.size > 0,
    isUnique: index.unique,
    isSparse: index.sparse,
    isPartial: index.partial !== undefined,
    direction: reverse ? 'backward' : 'forward',
    ranges: ranges.length,
  })
}
