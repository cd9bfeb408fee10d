import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect } from 'chai'
import { removeExpired } from '../../../server/database/embedded/indexes/expiry.ts'
import { insertRecord } from '../../../server/database/embedded/storage/records.ts'
import { scan } from '../../../server/database/embedded/storage/scan.ts'
import { Store } from '../../../server/database/embedded/storage/store.ts'
import { decode } from '../../../server/database/embedded/values/decode.ts'
import { encode } from '../../../server/database/embedded/values/encode.ts'
import { documentOf } from '../../../server/database/embedded/values/types.ts'

describe('TTL indexes on the embedded server', () => {
  it('remove what is past its time, and neither what is not nor what has no date', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'soundings-ttl-'))
    const store = new Store(folder)
    const now = new Date('2026-05-01T12:00:00Z')
    const collection = store.write(() => {
      const made = store.catalog.create('test', 'sessions')
      const spec = documentOf({ key: { at: 1 }, name: 'at_1', expireAfterSeconds: 60 })
      store.catalog.addIndex(made, spec)
      return made
    })
    const values = [
      new Date(now.getTime() - 61_000),
      new Date(now.getTime() - 60_000),
      new Date(now.getTime() - 59_000),
      'yesterday',
      5,
      null,
      [new Date(now.getTime() + 1000), new Date(0)],
    ]
    store.write(() => {
      for (const [_id, at] of values.entries()) {
        const document = documentOf({ _id, at })
        insertRecord(store, collection, document, encode(document))
      }
    })
    expect(removeExpired(store, now)).to.equal(false)
    store.commit()
    const left = [...scan(store, collection, { kind: 'collection' })].map(({ bytes }) =>
      Number(decode(bytes).get('_id')),
    )
    expect(left).to.deep.equal([2, 3, 4, 5])
    store.close()
    rmSync(folder, { recursive: true, force: true })
  })
})
