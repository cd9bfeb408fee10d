import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { BSON, type Document } from 'mongodb'

/** What has to hold for a test to apply. Versions are as `3.6.99`. */
export type Requirement = { minServerVersion?: string; maxServerVersion?: string; topologies?: string[] }

export type Operation = {
  name: string
  /** The entity that it is asked of: a collection, a database or `testRunner`. */
  object: string
  arguments?: Document
  expectError?: Document
  expectResult?: unknown
  ignoreResultAndError?: boolean
}

export type Contents = { databaseName: string; collectionName: string; documents: Document[] }

export type SpecificationTest = {
  description: string
  runOnRequirements?: Requirement[]
  skipReason?: string
  operations: Operation[]
  expectEvents?: { client: string; events: Document[]; ignoreExtraEvents?: boolean }[]
  outcome?: Contents[]
}

export type Entity = {
  client?: {
    id: string
    uriOptions?: Document
    observeEvents?: string[]
    ignoreCommandMonitoringEvents?: string[]
  }
  database?: { id: string; client: string; databaseName: string; databaseOptions?: Document }
  collection?: { id: string; database: string; collectionName: string; collectionOptions?: Document }
}

/** One file of tests, in the unified format of the drivers' specifications. */
export type Specification = {
  description: string
  runOnRequirements?: Requirement[]
  createEntities: Entity[]
  initialData: Contents[]
  tests: SpecificationTest[]
}

/** The format that came before: one collection, and for each test one operation and what comes of it. */
type OlderSpecification = {
  data: Document[]
  minServerVersion?: string
  maxServerVersion?: string
  tests: {
    description: string
    operation: { name: string; object?: string; arguments: Document }
    outcome: OlderOutcome
  }[]
}

/** With an error there may be a result besides: what was done before it. */
type OlderOutcome = { error?: boolean; result?: unknown; collection?: { name?: string; data: Document[] } }

/**
 * The JSON files of a folder and those below it, by their paths in it.
 *
 * @throws Error naming the file that is neither format
 */
export function readSpecifications(folder: string): Map<string, Specification> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.json') && statSync(path.join(folder, file)).isFile())
    .sort()
  return new Map(
    files.map(file => [file, specification(file, readFileSync(path.join(folder, file), 'utf8'))]),
  )
}

function specification(file: string, text: string): Specification {
  const read = BSON.EJSON.parse(text, { relaxed: true }) as Document
  if (read.createEntities) return { initialData: [], ...read } as unknown as Specification
  if (Array.isArray(read.data) && Array.isArray(read.tests))
    return fromOlder(file, read as OlderSpecification)
  throw new Error(`${file} is neither a unified specification nor one of the older format of CRUD tests`)
}

function fromOlder(file: string, older: OlderSpecification): Specification {
  const databaseName = 'crud_v1'
  const collectionName = 'coll'
  const { minServerVersion, maxServerVersion } = older
  return {
    description: file,
    runOnRequirements: [
      { ...(minServerVersion && { minServerVersion }), ...(maxServerVersion && { maxServerVersion }) },
    ],
    createEntities: [
      { client: { id: 'client0' } },
      { database: { id: 'database', client: 'client0', databaseName } },
      { collection: { id: 'collection', database: 'database', collectionName } },
    ],
    initialData: [{ databaseName, collectionName, documents: older.data }],
    tests: older.tests.map(({ description, operation, outcome }) => ({
      description,
      operations: [
        {
          name: operation.name,
          object: operation.object ?? 'collection',
          arguments: operation.arguments,
          ...expectations(outcome),
        },
      ],
      ...(outcome.collection && {
        outcome: [
          {
            databaseName,
            collectionName: outcome.collection.name ?? collectionName,
            documents: outcome.collection.data,
          },
        ],
      }),
    })),
  }
}

function expectations({ error, ...outcome }: OlderOutcome): Partial<Operation> {
  const result = 'result' in outcome ? { expectResult: outcome.result } : {}
  return error ? { expectError: { isError: true, ...result } } : result
}
