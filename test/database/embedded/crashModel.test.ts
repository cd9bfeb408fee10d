import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Int32 } from 'bson'
import { expect } from 'chai'
import { buildIndex } from '../../../server/database/embedded/storage/buildIndex.ts'
import { checkCollection } from '../../../server/database/embedded/storage/check.ts'
import {
  insertRecord,
  removeRecord,
  replaceRecord,
} from '../../../server/database/embedded/storage/records.ts'
import { scan } from '../../../server/database/embedded/storage/scan.ts'
import { fileName, Store } from '../../../server/database/embedded/storage/store.ts'
import { decode } from '../../../server/database/embedded/values/decode.ts'
import { encode } from '../../../server/database/embedded/values/encode.ts'
import { type Document, documentOf } from '../../../server/database/embedded/values/types.ts'

const headerBytes = 32
const frameBytes = 24 + 4096

/** One group of writes, which share a commit. */
type Group = (store: Store) => void

const thing = (id: number, text: string): Document => documentOf({ _id: id, text, list: [id, id + 1] })

function things(store: Store) {
  return store.catalog.find('crash', 'things') ?? store.catalog.create('crash', 'things')
}

function insert(id: number, text: string): Group {
  return store =>
    store.write(() => insertRecord(store, things(store), thing(id, text), encode(thing(id, text))))
}

function found(store: Store, id: number) {
  for (const { record, bytes } of scan(store, things(store), { kind: 'collection' })) {
    const document = decode(bytes)
    if ((document.get('_id') as Int32).value === id) return { record, document }
  }
  throw new Error(`there is no ${id}`)
}

/** Commits that touch few pages and many, make and drop tables, and undo a part of themselves. */
const groups: Group[][] = [
  [insert(1, 'one'), insert(2, 'two')],
  [insert(3, 'x'.repeat(20_000))],
  [
    store =>
      store.write(() => buildIndex(store, things(store), documentOf({ key: { list: 1 }, name: 'list' }))),
  ],
  [insert(4, 'four'), store => expect(() => insert(1, 'again')(store)).to.throw('E11000'), insert(5, 'five')],
  [
    store => {
      const { record, document } = found(store, 2)
      const after = thing(2, 'y'.repeat(9000))
      store.write(() => replaceRecord(store, things(store), record, document, after, encode(after)))
    },
  ],
  [
    store => {
      const { record, document } = found(store, 3)
      store.write(() => removeRecord(store, things(store), record, document))
    },
  ],
  [store => store.write(() => store.catalog.rename(things(store), 'crash', 'other')), insert(9, 'nine')],
]

/** All that a client could see: each collection's documents and indexes. */
function stateOf(store: Store): string {
  return JSON.stringify(
    store.catalog.all().map(collection => ({
      name: collection.name,
      indexes: collection.indexes.map(({ name }) => name),
      documents: [...scan(store, collection, { kind: 'collection' })].map(({ bytes }) =>
        bytes.toString('hex'),
      ),
    })),
  )
}

describe('a crash in the middle of a commit', () => {
  let folder: string
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'soundings-crash-'))
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  it('leaves what was acknowledged and nothing of the rest, at every step of the write to disk', () => {
    const served = path.join(folder, 'served')
    mkdirSync(served)
    const store = new Store(served)
    const file = path.join(served, fileName)
    const log = () => readFileSync(`${file}-wal`)
    // What each commit has acknowledged, with how long the log was then.
    const acknowledged = [{ bytes: log().length, state: stateOf(store) }]
    for (const group of groups) {
      for (const change of group) change(store)
      store.commit()
      acknowledged.push({ bytes: log().length, state: stateOf(store) })
    }
    const whole = log()

    let steps = 0
    for (let at = acknowledged[0]?.bytes ?? headerBytes; at <= whole.length; at += frameBytes / 2) {
      const crashed = path.join(folder, `at${at}`)
      mkdirSync(crashed)
      copyFileSync(file, path.join(crashed, fileName))
      writeFileSync(path.join(crashed, `${fileName}-wal`), whole.subarray(0, at))
      const restarted = new Store(crashed)
      const expected = acknowledged.findLast(({ bytes }) => bytes <= at)
      expect(stateOf(restarted), `a crash after ${at} bytes of the log`).to.equal(expected?.state)
      for (const collection of restarted.catalog.all()) {
        expect(checkCollection(restarted, collection).errors).to.deep.equal([])
      }
      restarted.close()
      steps += 1
    }
    store.close()
    // Each page that a commit writes is a step, half of it another.
    expect(steps).to.be.above(groups.length * 10)
  })
})
