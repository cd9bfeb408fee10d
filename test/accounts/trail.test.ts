import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect } from 'chai'
import mongoose from 'mongoose'
import { hotEvents, type KeptEvent, record, waitingEvents } from '../../server/accounts/auditStore.ts'
import { addBlock, lastBlock } from '../../server/accounts/trail/blockStore.ts'
import { type Block, beforeFirst, nextBlock } from '../../server/accounts/trail/chain.ts'
import { sealEvents } from '../../server/accounts/trail/sealEvents.ts'
import { type VerifiedTrail, verifyTrail } from '../../server/accounts/trail/verifyTrail.ts'
import { root } from '../../server/root.ts'
import { openSite, post, type Site } from '../site.ts'

const trail = () => mongoose.connection.collection<KeptEvent>('audit')
const chain = () => mongoose.connection.collection<Block>('auditBlocks')

describe('the audit trail', () => {
  let site: Site
  let secret: string
  before(async () => {
    site = await openSite()
    secret = site.config.sessionSecret
  })
  after(() => site.close())
  beforeEach(() => Promise.all([trail().deleteMany({}), chain().deleteMany({})]))

  /** Has so many blocks of two events each sealed. */
  async function seal(blocks: number): Promise<void> {
    for (let n = 0; n < blocks; n++) {
      for (const what of ['published a report (version 1)', 'exported a report (html)'])
        await record('account-1', what, `report-${n}`)
      await sealEvents(secret, new Date())
    }
  }
  const inBlock = async (block: number) => (await trail().find({ block }).toArray())[0] as KeptEvent
  const kinds = ({ faults }: VerifiedTrail) => faults.map(({ fault, place }) => `${fault}: ${place}`)
  const faults = async (head?: string) => kinds(await verifyTrail(secret, head))

  it('is sealed by the background work, each event once and in order, with a head to keep', async () => {
    const administrator = await site.signIn('administrator')
    const person = await site.addPerson('author')
    await post(administrator, `/desk/accounts/${person.id}/end`, {})
    expect((await verifyTrail(secret)).waiting).to.be.greaterThan(0)
    await site.runner.idle()
    await seal(2)
    const verified = await verifyTrail(secret)
    expect(verified).to.deep.include({ blocks: 3, waiting: 0, faults: [], faultCount: 0 })
    expect(verified.head).to.deep.equal({ block: 3, hash: (await lastBlock())?.hash })
    const sealed = (await chain().find().sort({ _id: 1 }).toArray()).flatMap(({ events }) => events)
    const inOrder = await trail().find().sort({ at: 1, _id: 1 }).toArray()
    expect(sealed.map(({ id }) => id)).to.deep.equal(inOrder.map(({ _id }) => String(_id)))
  })

  it('shows an event that was changed, in each of its fields', async () => {
    await seal(2)
    const { _id, ...event } = await inBlock(1)
    const changes = [
      { at: new Date(0) },
      { at: event.at.toISOString() },
      { account: 'another' },
      { what: 'signed a report' },
      { on: 'x' },
    ]
    for (const change of changes) {
      await trail().updateOne({ _id }, { $set: change as Partial<KeptEvent> })
      expect(await faults(), JSON.stringify(change)).to.deep.equal([`event changed: event ${_id}`])
      await trail().updateOne({ _id }, { $set: event })
    }
    expect(await faults()).to.deep.equal([])
  })

  it('shows an event that was deleted, put in, or taken out of its block to be sealed again', async () => {
    await seal(3)
    const gone = await inBlock(1)
    await trail().deleteOne({ _id: gone._id })
    const { insertedId } = await trail().insertOne({
      ...{ _id: new mongoose.Types.ObjectId(), at: new Date(), account: 'a', what: 'b', on: 'c', block: 2 },
    })
    const free = await inBlock(1)
    await trail().updateOne({ _id: free._id }, { $unset: { block: 1 } })
    expect(await faults()).to.have.members([
      `event missing: event ${gone._id}`,
      `event added: event ${insertedId}`,
      `event marked wrongly: event ${free._id}`,
    ])
  })

  it('shows blocks that were exchanged, taken out of the middle, or written in another form', async () => {
    await seal(4)
    const blocks = await chain().find().sort({ _id: 1 }).toArray()
    const put = async (_id: number, { _id: _, ...rest }: Block) => {
      await chain().replaceOne({ _id }, rest, { upsert: true })
    }
    const [, second, third] = blocks as [Block, Block, Block, Block]
    await put(2, third)
    await put(3, second)
    const exchanged = await faults()
    expect(exchanged).to.include.members(['block changed: block 2', 'block changed: block 3'])
    expect(exchanged).to.include('block out of order: block 4')
    await put(2, second)
    await put(3, third)
    expect(await faults()).to.deep.equal([])
    await chain().deleteOne({ _id: 2 })
    expect(await faults()).to.deep.equal(['block missing: block 2', 'block missing: block 2'])
    await put(2, { ...second, events: 'none' as never })
    expect(await faults()).to.include('block changed: block 2')
  })

  it('shows by its head alone that the end was cut off, with all that was in it', async () => {
    await seal(2)
    const { head } = await verifyTrail(secret)
    await seal(1)
    expect(await faults(head?.hash), 'a chain that went on').to.deep.equal([])
    await chain().deleteMany({ _id: { $gte: 2 } })
    expect(await faults(), 'while events are left').to.have.members([
      'block missing: block 2',
      'block missing: block 3',
    ])
    await trail().deleteMany({ block: { $gte: 2 } })
    expect(await faults(), 'sound in itself').to.deep.equal([])
    expect(await faults(head?.hash)).to.deep.equal(['head missing: the head'])
    await seal(1)
    expect(await faults(head?.hash), 'and another end put on').to.deep.equal(['head missing: the head'])
  })

  it('is not sealed again without the secret of the site', async () => {
    await seal(2)
    const { head } = await verifyTrail(secret)
    await trail().updateMany({}, { $set: { account: 'somebody else' }, $unset: { block: 1 } })
    await chain().deleteMany({})
    await sealEvents(randomBytes(32).toString('hex'), new Date())
    expect(await faults()).to.deep.equal(['other key: block 1'])
    expect(await faults(head?.hash)).to.include('head missing: the head')
  })

  it('has each event once where several seal at the same time', async () => {
    for (let n = 0; n < 30; n++) await record('account-1', 'signed a report', `report-${n}`)
    const late = record('account-1', 'signed a report', 'late')
    await Promise.all([1, 2, 3, 4].map(() => sealEvents(secret, new Date())))
    await late
    await site.runner.idle()
    const sealed = (await chain().find().toArray()).flatMap(({ events }) => events.map(({ id }) => id))
    expect([sealed.length, new Set(sealed).size]).to.deep.equal([31, 31])
    expect(await faults()).to.deep.equal([])
  })

  it('goes on where a process was killed between writing a block and marking its events', async () => {
    await seal(1)
    await record('account-1', 'signed a report', 'report-9')
    await addBlock(nextBlock(secret, await lastBlock(), await waitingEvents(10), new Date()))
    expect(await verifyTrail(secret)).to.deep.include({ blocks: 2, events: 3, waiting: 0, faults: [] })
    await site.runner.idle()
    expect(await verifyTrail(secret)).to.deep.include({ blocks: 2, events: 3, waiting: 0, faults: [] })
    expect(await waitingEvents(10)).to.deep.equal([])
  })

  it('seals an event that a slow process wrote late, behind those that are newer', async () => {
    await seal(1)
    const _id = new mongoose.Types.ObjectId()
    await trail().insertOne({ _id, at: new Date(0), account: 'a', what: 'signed a report', on: 'r' })
    await site.runner.idle()
    expect((await lastBlock())?.events.map(({ id }) => id)).to.deep.equal([String(_id)])
    expect(await faults()).to.deep.equal([])
  })

  it('is listed for an administrator by page, by account and by kind, and taken out as a table', async () => {
    const administrator = await site.signIn('administrator')
    await trail().deleteMany({})
    const page = async (query = '') => (await administrator.get(`/desk/audit${query}`).expect(200)).text
    const rows = (html: string) => html.split('<tr>').length - 2
    expect(await page()).to.contain('Nothing was done yet.')
    const person = await site.addPerson('author')
    const at = new Date()
    await trail().insertMany(
      Array.from({ length: 60 }, (_, n) => ({
        ...{ _id: new mongoose.Types.ObjectId(), at, account: person.id, on: `report-${n}` },
        what: n === 7 ? 'signed a report' : 'exported a report (html)',
      })),
    )
    await record('another', '=exported a report', 'report-1')
    const first = await page()
    expect(first).to.contain('61 events wait to be sealed')
    expect(rows(first)).to.equal(50)
    const [, next = ''] = /href="\/desk\/audit(\?[^"]*before[^"]*)">Older/.exec(first) ?? []
    const second = await page(next.replaceAll('&amp;', '&').replaceAll('&#x3D;', '='))
    expect(rows(second)).to.equal(11)
    for (let n = 0; n < 60; n++)
      expect(`${first}${second}`.split(`<td>report-${n}</td>`), `report-${n}`).to.have.length(n === 1 ? 3 : 2)
    expect(second).to.contain('Newest').and.not.contain('Older</a>')
    await site.runner.idle()
    expect(await page('?account=another')).to.contain('<td>in block 1</td>')
    expect(rows(await page('?account=another'))).to.equal(1)
    expect(rows(await page(`?account=${person.id}&kind=publishing`))).to.equal(1)
    expect(await page('?kind=mail')).to.contain('Nothing of this kind was done.')
    expect(rows(await page('?kind=[&before=1-2'))).to.equal(50)
    const { text, headers } = await administrator.get('/desk/audit.csv?account=another').expect(200)
    expect(headers['content-disposition']).to.contain('what-was-done.csv')
    expect(text.split('\r\n')).to.have.length(3)
    expect(text).to.contain("another,someone whose account is gone,'=exported a report,report-1,")
    expect(await page()).to.contain('exported what was done at the desk')
  })

  it('is looked through by indexes', async () => {
    for (const [name, query] of Object.entries({
      waiting: () => hotEvents.waiting(1),
      listed: () => hotEvents.listed({}),
      'of an account': () => hotEvents.listed({ account: 'a' }),
      'before one': () => hotEvents.listed({ before: { at: new Date(), _id: '0'.repeat(24) } }),
      'in a block': () => hotEvents.inBlock(1),
    }))
      expect(JSON.stringify(await query().explain('queryPlanner').exec()), name)
        .to.contain('IXSCAN')
        .and.not.contain('"SORT"')
  })

  describe('by soundings audit verify', () => {
    let folder: string
    before(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'soundings-audit-'))
    })
    after(() => rm(folder, { recursive: true, force: true }))

    const run = (...args: string[]) =>
      runOn(
        { MONGODB_URI: site.config.mongodbUri, ENCRYPTION_KEY: site.config.encryption.given?.[0] },
        ...args,
      )
    const runOn = (where: Record<string, string | undefined>, ...args: string[]) =>
      new Promise<{ code: number; out: string; err: string }>(resolve => {
        const env = { ...process.env, SESSION_SECRET: secret, ...where }
        const cli = [path.join(root, 'scripts', 'soundings.mjs'), 'audit', 'verify', ...args]
        execFile(process.execPath, cli, { env }, (error, out, err) =>
          resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
        )
      })

    it('ends with 0, 1 or 2, and goes on from the file of an earlier check', async () => {
      await seal(1)
      const saved = path.join(folder, 'earlier.json')
      const earlier = await run('--json')
      expect(earlier.code, earlier.err).to.equal(0)
      await writeFile(saved, earlier.out)
      await seal(1)
      await trail().updateOne({ block: 2 }, { $set: { on: 'another' } })
      const [found, cut, none, nowhere] = await Promise.all([
        run('--head', saved),
        run('--json', '--head', beforeFirst),
        run('--head', path.join(root, 'package.json')),
        runOn({ DATA_DIR: folder, MONGODB_URI: '' }),
      ])
      expect(found.code, found.err).to.equal(1)
      expect(found.out)
        .to.match(/event \w{24}: Is not as it was sealed in block 2/)
        .and.to.contain('4 events in 2 blocks, sealed until')
        .and.to.contain('1 to look at.')
        .and.to.match(/Head: [0-9a-f]{64} \(block 2\)/)
      expect(cut.code).to.equal(1)
      expect(JSON.parse(cut.out)).to.include({ faultCount: 2 })
      expect(none).to.include({ code: 2, out: '' })
      expect(none.err).to.contain('--head: Is no head of a chain.')
      expect(nowhere).to.include({ code: 2, out: '' })
      expect(nowhere.err).to.contain('There is no database in it.')
    })
  })
})
