import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'chai'
import { openTestDatabase } from '../database/testDatabase.ts'
import { makeFolder } from '../makeFolder.ts'
import { difference } from './matches.ts'
import { runTest } from './runTest.ts'
import { readSpecifications, type Specification, type SpecificationTest } from './specification.ts'

const version = [7, 0, 0]
const unified: Specification = {
  description: 'boats',
  createEntities: [
    { client: { id: 'client', observeEvents: ['commandStartedEvent'] } },
    { database: { id: 'database', client: 'client', databaseName: 'conformance' } },
    { collection: { id: 'boats', database: 'database', collectionName: 'boats' } },
  ],
  initialData: [
    {
      databaseName: 'conformance',
      collectionName: 'boats',
      documents: [
        { _id: 1, crew: 2 },
        { _id: 2, crew: 5 },
      ],
    },
  ],
  tests: [],
}
const grows: SpecificationTest = {
  description: 'the crew grows',
  operations: [
    {
      ...{ name: 'updateOne', object: 'boats', expectResult: { matchedCount: 1, modifiedCount: 1 } },
      arguments: { filter: { _id: 2 }, update: { $inc: { crew: 1 } } },
    },
  ],
  expectEvents: [
    {
      client: 'client',
      events: [{ commandStartedEvent: { commandName: 'update', command: { update: 'boats' } } }],
    },
  ],
  outcome: [
    {
      databaseName: 'conformance',
      collectionName: 'boats',
      documents: [
        { _id: 1, crew: 2 },
        { _id: 2, crew: 6 },
      ],
    },
  ],
}

describe('the runner of specification tests', () => {
  let database: Awaited<ReturnType<typeof openTestDatabase>>
  before(async () => {
    database = await openTestDatabase()
  })
  after(() => database.drop())
  const run = (test: SpecificationTest) => runTest(database.uri, version, unified, test)

  it('passes what is as it says, in results, commands and what is there afterwards', async () => {
    expect(await run(grows)).to.deep.equal({ is: 'passed' })
  })

  it('fails where a result, a command or what is there afterwards is another, and says which', async () => {
    const [operation] = grows.operations
    if (!operation) throw new Error('conformance: the test asks nothing')
    const other = (changed: Partial<SpecificationTest>) => run({ ...grows, ...changed })
    expect(await other({ operations: [{ ...operation, expectResult: { matchedCount: 2 } }] })).to.deep.equal({
      is: 'failed',
      why: 'updateOne: .matchedCount: expected 2, found 1',
    })
    const { is, why } = (await other({ expectEvents: [{ client: 'client', events: [] }] })) as {
      is: string
      why: string
    }
    expect(is).to.equal('failed')
    expect(why).to.match(/^commands: /)
    expect(
      await other({ outcome: [{ databaseName: 'conformance', collectionName: 'boats', documents: [] }] }),
    ).to.include({ is: 'failed' })
    expect(await other({ operations: [{ ...operation, expectError: { isError: true } }] })).to.deep.equal({
      is: 'failed',
      why: 'updateOne: was to end with an error',
    })
  })

  it('sets apart what is refused by name, and what is for other servers', async () => {
    const creates = {
      name: 'createCollection',
      object: 'database',
      arguments: { collection: 'last', capped: true, size: 9 },
    }
    expect(await run({ description: 'capped', operations: [creates] })).to.include({ is: 'apart' })
    const sharded = {
      ...grows,
      runOnRequirements: [{ topologies: ['sharded'] }, { maxServerVersion: '6.0.99' }],
    }
    expect(await run(sharded)).to.include({ is: 'not for this server' })
  })

  it('reads the older format too', async () => {
    const folder = makeFolder('soundings-conformance-')
    mkdirSync(path.join(folder, 'older'))
    const insertion = { name: 'insertOne', arguments: { document: { _id: { $numberLong: '7' } } } }
    const tests = [
      {
        description: 'one more',
        operation: insertion,
        outcome: { collection: { data: [{ _id: 3 }, { _id: 7 }] } },
      },
      {
        description: 'one again',
        operation: { ...insertion, arguments: { document: { _id: 3 } } },
        outcome: { error: true },
      },
    ]
    writeFileSync(path.join(folder, 'older', 'insert.json'), JSON.stringify({ data: [{ _id: 3 }], tests }))
    const [[file, read] = []] = readSpecifications(folder)
    expect(file).to.equal(path.join('older', 'insert.json'))
    if (!read) throw new Error('conformance: nothing was read')
    for (const test of read.tests)
      expect(await runTest(database.uri, version, read, test), test.description).to.deep.equal({
        is: 'passed',
      })
  })

  it('lets a root document have more fields, and none inside it', () => {
    expect(difference({ a: 1 }, { a: 1, b: 2 })).to.equal(undefined)
    expect(difference({ a: { b: 1 } }, { a: { b: 1, c: 2 } })).to.equal('.a: has c besides')
    expect(difference({ a: { $$unsetOrMatches: 1 } }, {})).to.equal(undefined)
    expect(difference({ a: { $$exists: false } }, { a: 1 })).to.equal('.a: is there')
    expect(difference({ a: { $$type: ['int', 'long'] } }, { a: 'x' })).to.equal('.a: is not int or long')
  })
})
