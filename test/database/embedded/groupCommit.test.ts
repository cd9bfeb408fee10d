import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect } from 'chai'
import { GroupCommit } from '../../../server/database/embedded/storage/groupCommit.ts'
import { insertRecord } from '../../../server/database/embedded/storage/records.ts'
import { scan } from '../../../server/database/embedded/storage/scan.ts'
import { Store } from '../../../server/database/embedded/storage/store.ts'
import { decode } from '../../../server/database/embedded/values/decode.ts'
import { encode } from '../../../server/database/embedded/values/encode.ts'
import { documentOf } from '../../../server/database/embedded/values/types.ts'

describe('writes that share a commit on the embedded server', () => {
  let folder: string
  let store: Store
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'soundings-commit-'))
    store = new Store(folder)
    store.write(() => store.catalog.create('test', 'things'))
    store.commit()
  })
  afterEach(() => {
    store.close()
    rmSync(folder, { recursive: true, force: true })
  })

  /** Submits an insert of each text (or compacting) in one group, as commands do, and gives what each was answered. */
  function inserted(texts: string[]): string[] {
    const commits = new GroupCommit(store)
    const answers: string[] = []
    for (const [_id, text] of texts.entries()) {
      let failed: unknown
      commits.submit({
        run() {
          failed = undefined
          try {
            const document = documentOf({ _id, text })
            const collection = store.catalog.find('test', 'things')
            if (!collection) throw new Error('the collection is gone')
            if (text === 'compact') store.compact()
            else store.write(() => insertRecord(store, collection, document, encode(document)))
          } catch (error) {
            failed = error
          }
        },
        done(commitFailure) {
          const failure = commitFailure ?? failed
          answers[_id] = failure instanceof Error ? failure.message : 'written'
        },
      })
    }
    commits.flush()
    return answers
  }

  const stored = () => {
    const collection = store.catalog.find('test', 'things')
    return collection
      ? [...scan(store, collection, { kind: 'collection' })].map(({ bytes }) =>
          Number(decode(bytes).get('_id')),
        )
      : []
  }

  it('are all there, though one of them does not fit on the disk', () => {
    const { page_count: pages } = store.sql.get('PRAGMA page_count') ?? {}
    store.sql.exec(`PRAGMA max_page_count = ${Number(pages) + 5}`)
    const answers = inserted(['before', 'x'.repeat(1_000_000), 'after'])
    expect(answers).to.deep.equal(['written', 'database or disk is full', 'written'])
    expect(stored()).to.deep.equal([0, 2])
    expect(inserted(['x', 'x', 'x', 'later'])[3]).to.equal('written')
  })

  it('are not taken for written where the file is compacted between them', () => {
    expect(inserted(['before', 'compact', 'after'])).to.deep.equal(['written', 'written', 'written'])
    expect(stored()).to.deep.equal([0, 2])
    const { page_count: pages } = store.sql.get('PRAGMA page_count') ?? {}
    store.sql.exec(`PRAGMA max_page_count = ${Number(pages) + 5}; DELETE FROM i1; DELETE FROM d1`)
    const answers = inserted(['one', 'x'.repeat(1_000_000), 'compact', 'two'])
    expect(answers[1]).to.equal('database or disk is full')
    expect(stored()).to.deep.equal([0, 3].filter(id => answers[id] === 'written'))
    expect(answers[0]).to.equal('written')
  })

  it('are told that the disk is full where none of them fits', () => {
    const { page_count: pages } = store.sql.get('PRAGMA page_count') ?? {}
    store.sql.exec(`PRAGMA max_page_count = ${Number(pages)}`)
    const large = 'x'.repeat(100_000)
    expect(new Set(inserted([large, large, large]))).to.deep.equal(new Set(['database or disk is full']))
    expect(stored()).to.deep.equal([])
    expect(store.sql.inTransaction).to.equal(false)
  })
})
