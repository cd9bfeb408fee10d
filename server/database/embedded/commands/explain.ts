import { MongoError } from '../errors.ts'
import type { Plan } from '../indexes/planner.ts'
import { find, planFor, type Search } from '../query/find.ts'
import { checkNames } from '../storage/catalog.ts'
import { type Document, documentOf, isDocument, type Value } from '../values/types.ts'
import type { Command, Context, Reply } from './command.ts'
import { searchOf } from './searches.ts'

export const explainCommand: Command = { kind: 'read', fields: ['verbosity'], run: explain }

/** Tells the plan, and what running the search looks at (a write is not done). */
function explain(context: Context): Reply {
  const { command, store, database } = context
  const inner = command.get('explain')
  const [entry] = isDocument(inner) ? inner : []
  const [name, target] = entry ?? []
  const search = isDocument(inner) ? searchOf(inner) : undefined
  if (!search || typeof target !== 'string') {
    throw new MongoError('CommandNotFound', `Explain failed due to unknown command: ${String(name)}`)
  }
  checkNames(database, target)
  const collection = store.catalog.find(database, target)
  if (!collection) return replyOf(`${database}.${target}`, documentOf({ stage: 'EOF' }))
  const plan = planFor(collection, search)
  const winning = replyOf(`${database}.${target}`, describe(plan, search))
  if (command.get('verbosity') === 'queryPlanner') return winning
  const nReturned = [...find(store, collection, search, context.meter)].length
  const { examined } = context.meter
  return winning.set(
    'executionStats',
    documentOf({
      executionSuccess: true,
      nReturned,
      totalKeysExamined: plan.kind === 'index' ? examined : 0,
      totalDocsExamined: examined,
    }),
  )
}

function replyOf(namespace: string, winningPlan: Document): Document {
  return documentOf({ explainVersion: '1', queryPlanner: { namespace, winningPlan, rejectedPlans: [] } })
}

function describe(plan: Plan, { sort }: Search): Document {
  if (plan.kind === 'collection')
    return sorted(documentOf({ stage: 'COLLSCAN', direction: 'forward' }), sort.length > 0)
  const { index, ranges, reverse } = plan
  const scan: Record<string, Value> = {
    stage: 'IXSCAN',
    keyPattern: index.spec.get('key') ?? null,
    indexName: index.name,
    isMultiKey: index.arrays.size > 0,
    isUnique: index.unique,
    isSparse: index.sparse,
    isPartial: index.partial !== undefined,
    direction: reverse ? 'backward' : 'forward',
  }
  const fetch = documentOf({ stage: 'FETCH', inputStage: { ...scan, ranges: ranges.length } })
  return sorted(fetch, !plan.sorted)
}

function sorted(inputStage: Document, inMemory: boolean): Document {
  return inMemory ? documentOf({ stage: 'SORT', inputStage }) : inputStage
}
