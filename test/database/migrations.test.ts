import { expect } from 'chai'
import { databaseClient } from '../../server/database/client.ts'
import { type Migration, migrate, migrations } from '../../server/database/migrations.ts'
import { openSite, type Site } from '../site.ts'

describe('migrations', () => {
  let site: Site
  before(async () => {
    site = await openSite()
  })
  after(() => site.close())

  const notes = () =>
    databaseClient().db().collection<{ _id: string; title?: string; name?: string }>('notes')
  const newest = migrations.at(-1)?.version ?? 1
  const rename: Migration = {
    version: newest + 1,
    name: 'call a note’s name its title',
    run: async () => {
      await notes().updateMany({ name: { $exists: true } }, { $rename: { name: 'title' } })
    },
  }
  const fails: Migration = {
    version: newest + 2,
    name: 'break off half-way',
    run: async () => {
      await notes().updateOne({ _id: 'a' }, { $set: { title: 'changed' } })
      throw new Error('the process was killed')
    },
  }

  it('bring what is stored to this release’s version, each once', async () => {
    await notes().insertOne({ _id: 'a', name: 'old' })
    await migrate([rename])
    expect(await notes().findOne({ _id: 'a' })).to.deep.equal({ _id: 'a', title: 'old' })
    await notes().updateOne({ _id: 'a' }, { $set: { name: 'new' } })
    await migrate([rename])
    expect(await notes().findOne({ _id: 'a' })).to.include({ name: 'new' })
  })

  it('that broke off are run again at the next start', async () => {
    const broken = await migrate([rename, fails]).catch((error: Error) => error.message)
    expect(broken).to.equal('the process was killed')
    let again = 0
    await migrate([rename, { ...fails, run: async () => void again++ }])
    expect(again).to.equal(1)
  })

  it('refuse a database that a newer release wrote, and say what to do', async () => {
    const refused = await migrate([rename]).catch((error: Error) => error.message)
    expect(refused).to.contain('a newer Soundings').and.contain('restore a backup')
  })
})
