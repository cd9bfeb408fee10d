import { MongoError } from '../errors.ts'
import type { IndexPlan, Plan } from '../indexes/planner.ts'
import { find, planFor, type Search } from '../query/find.ts'
import { checkNames } from '../storage/catalog.ts'
import { type Document, documentOf, isDocument } from '../values/types.ts'
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
      totalKeysExamined: plan.kind === 'collection' ? 0 : examined,
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
  if (plan.kind === 'union') {
    const either = documentOf({ stage: 'OR', inputStages: plan.plans.map(scanOf) })
    return sorted(documentOf({ stage: 'FETCH', inputStage: either }), sort.length > 0)
  }
  return sorted(documentOf({ stage: 'FETCH', inputStage: scanOf(plan) }), !plan.sorted)
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

function sorted(inputStage: Document, inMemory: boolean): Document {
  return inMemory ? documentOf({ stage: 'SORT', inputStage }) : inputStage
}
