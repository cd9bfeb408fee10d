import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect } from 'chai'
import { errorFields } from '../../server/database/embedded/commands/reply.ts'
import { Store } from '../../server/database/embedded/storage/store.ts'
import { asUnavailable } from '../../server/http/unavailable.ts'

describe('a disk that can only be read', () => {
  let folder: string
  let store: Store
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'soundings-refuses-'))
    store = new Store(folder)
    store.write(() => store.catalog.create('soundings', 'things'))
    store.commit()
  })
  after(() => {
    store.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('refuses what is written by a code of MongoDB’s, leaves what is there to read, and takes writes again after', () => {
    const insert = () => {
      store.write(() => store.sql.run('INSERT INTO d1 (doc) VALUES (?)', [Buffer.from('x')]))
      store.commit()
    }
    store.sql.exec('PRAGMA query_only = 1')
    let refused: unknown
    try {
      insert()
    } catch (error) {
      refused = error
    }
    const { errmsg, code } = Object.fromEntries(errorFields(refused))
    expect(Number(code)).to.equal(39)
    expect(errmsg).to.equal('The disk cannot be read or written (SQLITE_READONLY): nothing was written.')
    expect(store.snapshot(() => store.sql.get('SELECT COUNT(*) AS n FROM d1')?.n)).to.equal(0)
    store.sql.exec('PRAGMA query_only = 0')
    expect(() => store.commit()).not.to.throw()
    insert()
    expect(store.sql.get('SELECT COUNT(*) AS n FROM d1')?.n).to.equal(1)
  })

  it('is told to people as what it is, beside a full one and a database that is gone', () => {
    const words = (error: unknown) => asUnavailable(error)?.message
    expect(words({ code: 39 })).to.include('cannot save anything at the moment')
    expect(words({ code: 14031 })).to.include('has no room left')
    expect(words({ name: 'MongooseServerSelectionError' })).to.include('cannot reach what it keeps')
    expect(words(new Error('wrapped', { cause: { code: 11600 } }))).to.include('cannot reach')
    expect(words({ code: 11000 })).to.equal(undefined)
    expect(words(new TypeError('ours'))).to.equal(undefined)
  })
})
