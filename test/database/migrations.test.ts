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

  it('are done by one of several processes that start at once, which the others wait for', async () => {
    const times: string[] = []
    const slow: Migration = {
      version: newest + 3,
      name: 'take a while',
      async run() {
        times.push('begun')
        await new Promise(resolve => setTimeout(resolve, 50))
        times.push('done')
      },
    }
    const all = [rename, { ...fails, run: async () => {} }, slow]
    const ends = await Promise.all([migrate(all), migrate(all), migrate(all)])
    expect(times).to.deep.equal(['begun', 'done'])
    expect(ends.map(({ to }) => to)).to.deep.equal([newest + 3, newest + 3, newest + 3])
    expect(ends.flatMap(({ steps }) => steps.map(({ name }) => name))).to.deep.equal(['take a while'])
  })

  it('go on where a process was killed that had the lease, once that is over', async () => {
    const versions = databaseClient().db().collection<{ _id: string }>('schema')
    const left = (until: number) =>
      versions.updateOne(
        { _id: 'schema' },
        { $set: { version: newest + 2, lease: { by: 'a killed process', until: new Date(until) } } },
      )
    const last: Migration = { version: newest + 3, name: 'go on', run: async () => {} }
    // Another’s clock may be ahead or behind: what nobody could have taken counts for nothing.
    for (const until of [Date.now() - 1, Date.now() + 86_400_000]) {
      await left(until)
      expect((await migrate([last])).steps).to.have.length(1)
    }
    expect(await versions.findOne({ _id: 'schema' })).to.deep.equal({ _id: 'schema', version: newest + 3 })
  })

  it('refuse a database that a newer release wrote, and say what to do', async () => {
    const refused = await migrate([rename]).catch((error: Error) => error.message)
    expect(refused).to.contain('a newer Soundings').and.contain('restore a backup')
  })

  it('make a report and a piece of evidence of an earlier release whole, and leave those of this one alone', async () => {
    const reports = databaseClient().db().collection<{ _id: string }>('reports')
    const evidence = databaseClient().db().collection<{ _id: string }>('evidence')
    await reports.insertMany([{ _id: 'old' }, { _id: 'new', ...{ kind: 'heard', actions: ['Ask.'] } }])
    await evidence.insertOne({ _id: 'old' })
    const step = migrations.find(({ name }) => name.startsWith('make each recommendation'))
    for (const _time of ['once', 'and again']) await step?.run()
    const none = { actions: [], addressee: '', findings: [], evidence: [] }
    expect(await reports.findOne({ _id: 'old' })).to.deep.equal({
      _id: 'old',
      kind: 'recommendation',
      ...none,
    })
    expect(await reports.findOne({ _id: 'new' })).to.deep.equal({
      _id: 'new',
      kind: 'heard',
      actions: ['Ask.'],
    })
    expect(await evidence.findOne({ _id: 'old' })).to.deep.equal({
      _id: 'old',
      pages: '',
      accessed: '',
      bearings: [],
    })
  })

  it('give each publication an address by the kind of its report, and take the old index away', async () => {
    const publications = databaseClient().db().collection<{ _id: string }>('publications')
    const reports = databaseClient().db().collection<{ _id: string }>('reports')
    await reports.insertOne({ _id: 'heard', ...{ kind: 'heard' } })
    await publications.createIndex({ consultation: 1, number: 1, version: 1 }, { unique: true })
    await publications.insertMany([
      { _id: 'a', ...{ consultation: 'c', report: 'heard', number: 2, version: 1 } },
      { _id: 'b', ...{ consultation: 'c', report: 'gone', number: 1, version: 2 } },
      { _id: 'kept', ...{ consultation: 'c', kind: 'summary', slug: 'own', number: 3, version: 1 } },
    ])
    const step = migrations.find(({ name }) => name.startsWith('give each publication'))
    for (const _time of ['once', 'and again']) await step?.run()
    expect(await publications.findOne({ _id: 'a' })).to.include({
      kind: 'heard',
      slug: 'you-said-we-heard-2',
    })
    expect(await publications.findOne({ _id: 'b' })).to.include({ slug: 'recommendation-1' })
    expect(await publications.findOne({ _id: 'kept' })).to.include({ slug: 'own' })
    expect((await publications.indexes()).map(index => index.name)).not.to.include(
      'consultation_1_number_1_version_1',
    )
  })

  it('say of each published quote from which answer it is cut, where that is known', async () => {
    type Published = { _id: string; consultation: string; quotes: { key: string; text?: string }[] }
    const publications = databaseClient().db().collection<Published>('publications')
    const quotes = databaseClient().db().collection<{ _id: string }>('quotes')
    await quotes.insertOne({ _id: 'q', ...{ consultation: 'm', number: 12, text: 'an-answer' } })
    const printed = [{ key: 'Q12' }, { key: 'Q13' }, { key: 'Q12', text: 'known' }]
    await publications.insertOne({
      _id: 'm',
      ...{ consultation: 'm', slug: 'm', version: 1 },
      quotes: printed,
    })
    const step = migrations.find(({ version }) => version === 7)
    for (const _time of ['once', 'and again']) await step?.run()
    expect((await publications.findOne({ _id: 'm' }))?.quotes).to.deep.equal([
      { key: 'Q12', text: 'an-answer' },
      { key: 'Q13' },
      { key: 'Q12', text: 'known' },
    ])
  })

  it('have every response that stands read again, so that its texts are found by their words', async () => {
    const responses = databaseClient()
      .db()
      .collection<{ _id: string; pending: string[]; asked?: number }>('responses')
    const kept = (_id: string, state: string) => ({
      _id,
      state,
      reference: _id,
      origin: _id,
      pending: ['findings'],
    })
    await responses.insertMany([kept('stands', 'submitted'), kept('left', 'withdrawn')])
    const step = migrations.find(({ version }) => version === 8)
    for (const _time of ['once', 'and again']) await step?.run()
    expect((await responses.findOne({ _id: 'stands' }))?.pending).to.deep.equal(['findings', 'tag'])
    expect((await responses.findOne({ _id: 'left' }))?.pending).to.deep.equal(['findings'])
  })

  it('say of every mention that it stands in no letter, and look for letters again', async () => {
    type Stored = { _id: string; letter?: string; changes?: number }
    const mentions = databaseClient().db().collection<Stored>('mentions')
    const searches = databaseClient().db().collection<Stored>('campaignSearches')
    await mentions.insertMany([{ _id: 'old|pay' }, { _id: 'new|pay', letter: 'winter' }])
    await searches.insertOne({ _id: 'looked', changes: 0 })
    const step = migrations.find(({ version }) => version === 10)
    for (const _time of ['once', 'and again']) await step?.run()
    expect((await mentions.findOne({ _id: 'old|pay' }))?.letter).to.equal('')
    expect((await mentions.findOne({ _id: 'new|pay' }))?.letter).to.equal('winter')
    expect((await searches.findOne({ _id: 'looked' }))?.changes).to.equal(1)
  })

  it('make administrators of those who were owners, whether they are here, ended or invited', async () => {
    type Stored = { _id: string; roles: string[]; ended?: { roles: string[] }; email?: string }
    const accounts = databaseClient().db().collection<Stored>('accounts')
    const invites = databaseClient().db().collection<Stored>('colleagueInvites')
    await accounts.insertMany([
      { _id: 'led', email: 'led@example.org', roles: ['owner'] },
      { _id: 'wrote', email: 'wrote@example.org', roles: ['author'] },
      { _id: 'left', email: 'left@example.org', roles: [], ended: { roles: ['owner'] } },
    ])
    await invites.insertOne({ _id: 'asked', roles: ['owner'] })
    const step = migrations.find(({ version }) => version === 11)
    for (const _time of ['once', 'and again']) await step?.run()
    const both = ['owner', 'administrator']
    expect((await accounts.findOne({ _id: 'led' }))?.roles).to.deep.equal(both)
    expect((await accounts.findOne({ _id: 'wrote' }))?.roles).to.deep.equal(['author'])
    expect(await accounts.findOne({ _id: 'left' })).to.deep.include({ roles: [], ended: { roles: both } })
    expect((await invites.findOne({ _id: 'asked' }))?.roles).to.deep.equal(both)
  })
})
