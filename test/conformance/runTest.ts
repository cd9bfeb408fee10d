import {
  type Collection,
  type CommandStartedEvent,
  type Db,
  type Document,
  MongoClient,
  MongoServerError,
} from 'mongodb'
import { difference } from './matches.ts'
import { performer } from './perform.ts'
import type { Contents, Operation, Requirement, Specification, SpecificationTest } from './specification.ts'

/** What became of a test: `apart` where it asks for something that the server says by name it has not. */
export type Outcome =
  | { is: 'passed' }
  | { is: 'not for this server'; why: string }
  | { is: 'apart'; why: string }
  | { is: 'failed'; why: string }

/** The version of MongoDB that the server says it is, as `[7, 0, 0]`. */
export type Version = number[]

class Apart extends Error {}

/** Runs one test as the unified test format says, on a server that stands alone. */
export async function runTest(
  uri: string,
  version: Version,
  specification: Specification,
  test: SpecificationTest,
): Promise<Outcome> {
  const required = [specification.runOnRequirements, test.runOnRequirements]
  for (const some of required)
    if (some && !some.some(requirement => isMet(requirement, version)))
      return { is: 'not for this server', why: JSON.stringify(some) }
  if (test.skipReason) return { is: 'not for this server', why: test.skipReason }
  const run = new Run(uri, specification)
  try {
    await run.fill()
    const why = await run.differs(test)
    return why === undefined ? { is: 'passed' } : { is: 'failed', why }
  } catch (error) {
    if (error instanceof Apart) return { is: 'apart', why: error.message }
    return { is: 'failed', why: String(error) }
  } finally {
    await run.close()
  }
}

function isMet(required: Requirement, version: Version): boolean {
  const { minServerVersion, maxServerVersion, topologies } = required
  if (minServerVersion && compare(version, parse(minServerVersion)) < 0) return false
  if (maxServerVersion && compare(version, parse(maxServerVersion)) > 0) return false
  return topologies === undefined || topologies.includes('single')
}

function parse(version: string): Version {
  return version.split('.').map(Number)
}

function compare(one: Version, other: Version): number {
  for (let at = 0; at < 3; at++) {
    const by = (one[at] ?? 0) - (other[at] ?? 0)
    if (by !== 0) return by
  }
  return 0
}

class Run {
  readonly #keeper: MongoClient
  readonly #specification: Specification
  readonly #clients = new Map<string, { client: MongoClient; events: Document[] }>()
  readonly #objects = new Map<string, Collection | Db>()

  constructor(uri: string, specification: Specification) {
    this.#keeper = new MongoClient(uri)
    this.#specification = specification
    for (const { client, database, collection } of specification.createEntities) {
      if (client) this.#addClient(uri, client)
      if (database) {
        const { client: of } = this.#clientOf(database.client)
        this.#objects.set(database.id, of.db(database.databaseName, database.databaseOptions))
      }
      if (collection) {
        const of = this.#objects.get(collection.database) as Db
        this.#objects.set(
          collection.id,
          of.collection(collection.collectionName, collection.collectionOptions),
        )
      }
    }
  }

  #addClient(
    uri: string,
    asked: { id: string; uriOptions?: Document; ignoreCommandMonitoringEvents?: string[] },
  ) {
    const client = new MongoClient(uri, { monitorCommands: true, ...asked.uriOptions })
    const events: Document[] = []
    const ignored = new Set(['configureFailPoint', ...(asked.ignoreCommandMonitoringEvents ?? [])])
    client.on('commandStarted', (event: CommandStartedEvent) => {
      const { command, commandName, databaseName } = event
      if (!ignored.has(commandName))
        events.push({ commandStartedEvent: { command, commandName, databaseName } })
    })
    this.#clients.set(asked.id, { client, events })
  }

  #clientOf(id: string) {
    const found = this.#clients.get(id)
    if (!found) throw new Error(`the specification names no client ${id}`)
    return found
  }

  async fill(): Promise<void> {
    for (const { databaseName, collectionName, documents } of this.#specification.initialData) {
      const collection = this.#keeper.db(databaseName).collection(collectionName)
      await collection.drop()
      if (documents.length > 0) await collection.insertMany(documents)
      else await this.#keeper.db(databaseName).createCollection(collectionName)
    }
  }

  /** @returns what was not as the test says; undefined where all was */
  async differs(test: SpecificationTest): Promise<string | undefined> {
    for (const operation of test.operations) {
      const why = await this.#perform(operation)
      if (why !== undefined) return `${operation.name}: ${why}`
    }
    for (const { client, events } of test.expectEvents ?? []) {
      const why = difference(events, this.#clientOf(client).events.map(asRoot(events)))
      if (why !== undefined) return `commands: ${why}`
    }
    for (const contents of test.outcome ?? []) {
      const why = await this.#differsFrom(contents)
      if (why !== undefined) return why
    }
    return undefined
  }

  async #perform(operation: Operation): Promise<string | undefined> {
    if (operation.object === 'testRunner') return this.#askRunner(operation)
    const of = this.#objects.get(operation.object)
    const perform = of && performer(operation.name, of)
    if (!perform) throw new Apart(`this runner has no ${operation.name} of ${operation.object}`)
    let result: unknown
    try {
      result = await perform(operation.arguments ?? {})
    } catch (error) {
      if (isRefusal(error)) throw new Apart((error as Error).message)
      if (operation.ignoreResultAndError) return undefined
      return operation.expectError ? differsFromError(operation.expectError, error) : String(error)
    }
    if (operation.expectError) return 'was to end with an error'
    if (operation.ignoreResultAndError || !('expectResult' in operation)) return undefined
    return difference(operation.expectResult, result)
  }

  async #askRunner({ name, arguments: given = {} }: Operation): Promise<string | undefined> {
    if (name === 'failPoint') throw new Apart('fail points are for tests of drivers')
    const named = this.#keeper.db(given.databaseName).listCollections({ name: given.collectionName })
    const isThere = (await named.toArray()).length > 0
    if (name === 'assertCollectionExists') return isThere ? undefined : 'is not there'
    if (name === 'assertCollectionNotExists') return isThere ? 'is there' : undefined
    throw new Apart(`this runner has no ${name}`)
  }

  async #differsFrom({ databaseName, collectionName, documents }: Contents): Promise<string | undefined> {
    const found = await this.#keeper
      .db(databaseName)
      .collection(collectionName)
      .find()
      .sort({ _id: 1 })
      .toArray()
    const why = difference({ documents }, { documents: found })
    return why === undefined ? undefined : `${collectionName} afterwards: ${why}`
  }

  async close(): Promise<void> {
    for (const { client } of this.#clients.values()) await client.close()
    await this.#keeper.close()
  }
}

/** Says no to what it has not, by MongoDB's code for it. */
function isRefusal(error: unknown): boolean {
  return error instanceof MongoServerError && (error.code === 238 || error.code === 115)
}

/** A command is a root document of its own, which may have more fields than is asked. */
function asRoot(expected: Document[]) {
  return (event: Document, at: number): Document => {
    const asked = expected[at]?.commandStartedEvent ?? {}
    const { command, ...names } = event.commandStartedEvent
    const kept = Object.fromEntries(Object.entries(names).filter(([name]) => name in asked))
    if (!asked.command) return { commandStartedEvent: kept }
    const fields = Object.fromEntries(Object.entries(command).filter(([name]) => name in asked.command))
    return { commandStartedEvent: { ...kept, command: fields } }
  }
}

function differsFromError(expected: Document, error: unknown): string | undefined {
  if (!(error instanceof Error)) return 'is no error'
  const isServers = error instanceof MongoServerError
  if (expected.isClientError !== undefined && expected.isClientError === isServers)
    return `is an error of the ${isServers ? 'server' : 'driver'}: ${error.message}`
  if (expected.errorContains && !error.message.toLowerCase().includes(expected.errorContains.toLowerCase()))
    return `says ${error.message}, without ${expected.errorContains}`
  if (expected.errorCode !== undefined && (error as MongoServerError).code !== expected.errorCode)
    return `has code ${(error as MongoServerError).code}, not ${expected.errorCode}`
  if (expected.errorCodeName && (error as MongoServerError).codeName !== expected.errorCodeName)
    return `is ${(error as MongoServerError).codeName}, not ${expected.errorCodeName}`
  if (!('expectResult' in expected)) return undefined
  return difference(expected.expectResult, (error as { result?: unknown }).result)
}
