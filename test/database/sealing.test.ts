import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'chai'
import { type Document, GridFSBucket, MongoClient } from 'mongodb'
import mongoose from 'mongoose'
import { makeBackup } from '../../server/backups/makeBackup.ts'
import { restoreBackup } from '../../server/backups/restoreBackup.ts'
import { type Config, readConfig } from '../../server/config.ts'
import { connectDatabase } from '../../server/database/connect.ts'
import { startEmbedded } from '../../server/database/embedded/start.ts'
import { migrate, newestVersion } from '../../server/database/migrations.ts'
import { allKeys } from '../../server/database/sealing/dataKeyStore.ts'
import { readKeys } from '../../server/database/sealing/keyFile.ts'
import { currentKey, openKeys } from '../../server/database/sealing/keyring.ts'
import { rotateKeys } from '../../server/database/sealing/rotate.ts'
import { type Running, start } from '../../server/main.ts'
import { addEntry, findEntry, listEntries } from '../../server/responses/byStaff/entryStore.ts'
import {
  addDraft,
  changeDraft,
  draftIdOf,
  findDraft,
  findDraftById,
  takeUpConsents,
} from '../../server/responses/draftStore.ts'
import { fileBytes, fileFacts, fileText, removeFile, saveFile } from '../../server/responses/fileStore.ts'
import { addIdentities, findIdentities, type Identity } from '../../server/responses/identityStore.ts'
import { throughAll } from '../../server/responses/sealing/parts.ts'
import { renewKeys } from '../../server/responses/sealing/reseal.ts'
import { openTestDatabase } from '../database/testDatabase.ts'
import { makeFolder } from '../makeFolder.ts'

const ada: Identity = {
  _id: 'ada',
  name: 'Adelheid Quartermain-Voss',
  organisation: 'Harrowmere Drainage Board',
  email: 'adelheid@harrowmere.example',
  contacts: { reach: 'quartermain@elsewhere.example' },
}
const ben: Identity = { _id: 'ben', name: 'Benedikt Osterley', organisation: '', email: '' }
const letter = Buffer.from(`The culvert at Sallowford was never surveyed. ${'More of it. '.repeat(50_000)}`)
const attached = { name: 'Sallowford culvert.txt', bytes: letter, text: 'Sallowford in words.' }
/** Unusual words of each kind of thing that is encrypted. */
const unusual = ['Quartermain', 'Harrowmere', 'Osterley', 'Sallowford', 'culvert', 'Wexcombe']
const declared = { name: 'Theodora Wexcombe', choice: 'role' }

describe('what is encrypted in the database', function () {
  this.timeout(120_000)
  const folders: string[] = []
  let config: Config
  let running: Running | undefined
  const fresh = () => {
    const folder = makeFolder('soundings-sealed-')
    folders.push(folder)
    return folder
  }
  const settings = (folder: string, more: NodeJS.ProcessEnv = {}) =>
    readConfig({ DATA_DIR: folder, PORT: '0', DEMO: 'off', LOG_LEVEL: 'silent', ...more })
  const begin = async () => {
    running = await start(config)
  }
  const stop = async () => {
    await running?.stop()
    running = undefined
  }
  const refusal = (promise: Promise<unknown>) =>
    promise.then(
      () => 'it was done',
      (error: Error) => error.message,
    )
  const found = async (...ids: string[]) => {
    const all = new Map((await findIdentities(ids)).map(who => [who._id, who]))
    return ids.map(id => all.get(id))
  }
  /** What was found of each kind of which there is anything. */
  const all = async () => {
    const sums = (await throughAll(false, async () => {})).map(({ what: _, ...sum }) => sum)
    return sums.filter(({ opened, faults }) => opened + faults.length > 0)
  }
  const collection = (name: string) => mongoose.connection.collection<Document>(name)

  beforeEach(() => {
    config = settings(fresh())
  })
  afterEach(stop)
  after(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  })

  /**
   * Which of these words stand anywhere in the files of a data folder; read by a process of its own, for whoever closes a
   * file that SQLite has open in the same process gives up its locks.
   */
  function wordsIn(folder: string, words: string[]): string[] {
    const look = `const fs = require('fs'), path = require('path'); const [folder, ...words] = process.argv.slice(1)
      const bytes = fs.readdirSync(folder).filter(name => name.startsWith('soundings.sqlite')).map(name => fs.readFileSync(path.join(folder, name)))
      console.log(JSON.stringify(words.filter(word => bytes.some(all => all.includes(word)))))`
    const { stdout, stderr } = spawnSync(process.execPath, ['-e', look, folder, ...words], {
      encoding: 'utf8',
    })
    expect(stderr).to.equal('')
    return JSON.parse(stdout)
  }

  it('stands nowhere in its file, and reads as it was', async () => {
    await begin()
    await addIdentities([ada, ben])
    const file = await saveFile('a draft', attached)
    const empty = await saveFile('a draft', { name: 'nothing.txt', bytes: Buffer.alloc(0), text: '' })
    await collection('plain').insertOne({ words: 'Unencrypted Marrowby' })
    expect(await found('ada', 'ben')).to.deep.equal([ada, ben])
    expect((await fileBytes(file)).equals(letter)).to.equal(true)
    expect(await fileText(file)).to.equal(attached.text)
    expect(await fileFacts(file)).to.deep.equal({ bytes: letter.length, name: attached.name })
    expect((await fileBytes(empty)).length).to.equal(0)
    await addDraft('a token', 'a consultation', 1, new Date())
    const id = draftIdOf('a token')
    expect(await changeDraft(id, { declaration: declared, values: { why: 'Plainly' } })).to.equal(true)
    await takeUpConsents(id, 2)
    expect(await findDraft('a token')).to.deep.include({
      declaration: { ...declared, choice: '' },
      values: { why: 'Plainly' },
      revises: { consents: 2 },
    })
    const entry = await addEntry(
      { consultation: 'c', version: 1, by: 'us', declaration: declared },
      new Date(),
    )
    expect((await findEntry('c', entry))?.declaration).to.deep.equal(declared)
    expect((await listEntries('c')).map(({ declaration }) => declaration)).to.deep.equal([declared])
    const { dataFolder } = config
    expect(wordsIn(dataFolder, [...unusual, 'Marrowby'])).to.deep.equal(['Marrowby'])
    expect(statSync(path.join(dataFolder, 'encryption-key')).mode & 0o777).to.equal(0o600)
    await removeFile(file)
    expect(await refusal(fileBytes(file))).to.include('has no file')
    expect(await collection('attachments.chunks').countDocuments()).to.equal(1)
    await stop()
    await begin()
    expect(await found('ada')).to.deep.equal([ada])
  })

  it('is told where it was changed, moved to somebody else, or cut short', async () => {
    await begin()
    await addIdentities([ada, ben])
    const [file, other] = [await saveFile('a draft', attached), await saveFile('a draft', attached)]
    expect(await all()).to.deep.equal([
      { opened: 2, earlier: 0, faults: [] },
      { opened: 4, earlier: 0, faults: [] },
    ])
    const identities = collection('identities')
    const [a, b] = [
      await identities.findOne({ _id: 'ada' as never }),
      await identities.findOne({ _id: 'ben' as never }),
    ]
    for (const [id, sealed] of [
      ['ada', b?.sealed],
      ['ben', `${String(b?.sealed).slice(0, -4)}AAAA`],
      ['ben', undefined],
    ] as const) {
      await identities.updateOne({ _id: id as never }, { $set: { sealed, name: 'Somebody Else' } })
      expect(await refusal(findIdentities([id]))).to.include(`identities ${id}`)
    }
    expect((await all())[0]?.faults).to.deep.equal(['ada', 'ben'])
    await identities.updateOne({ _id: 'ada' as never }, { $set: { sealed: a?.sealed } })
    expect((await all())[0]?.faults).to.deep.equal(['ben'])

    const chunks = collection('attachments.chunks')
    const pieceOf = (id: string, n: number) => ({ files_id: new mongoose.Types.ObjectId(id), n })
    const data = async (id: string, n: number) => (await chunks.findOne(pieceOf(id, n)))?.data
    const was = [await data(file, 0), await data(file, 1), await data(other, 0)]
    const bent = Buffer.from(was[0].buffer)
    bent[5000] = (bent[5000] ?? 0) ^ 1
    const wrongs = [bent, was[1], was[2], Buffer.from(was[0].buffer).subarray(0, 10)]
    for (const wrong of wrongs) {
      await chunks.updateOne(pieceOf(file, 0), { $set: { data: wrong } })
      expect(await refusal(fileBytes(file))).to.include(`attached file ${file}`)
    }
    await chunks.updateOne(pieceOf(file, 0), { $set: { data: was[0] } })
    expect((await fileBytes(file)).equals(letter)).to.equal(true)
    // Its last piece and its length are taken away, so that what is before would be all.
    const last = (await chunks.countDocuments({ files_id: new mongoose.Types.ObjectId(file) })) - 1
    await chunks.deleteOne(pieceOf(file, last))
    expect(await refusal(fileBytes(file))).to.include('cannot be opened')
    const stored = await collection('attachments.files').findOne({ _id: new mongoose.Types.ObjectId(file) })
    await collection('attachments.files').updateOne(
      { _id: stored?._id },
      { $set: { length: last * stored?.chunkSize } },
    )
    expect(await refusal(fileBytes(file))).to.include('cannot be opened')
    expect((await all())[1]?.faults).to.deep.equal([file])
  })

  it('lets no site start whose key is missing or another one, and changes nothing then', async () => {
    await begin()
    await addIdentities([ada])
    const before = await allKeys()
    await stop()
    const { file } = config.encryption
    const [kept, other] = [readFileSync(file, 'utf8'), 'b2'.repeat(32)]
    rmSync(file)
    expect(await refusal(start(config))).to.include(`the key is missing: ${file} is not there`)
    expect(existsSync(file)).to.equal(false)
    writeFileSync(file, other)
    expect(await refusal(start(config))).to.include(`encrypted by another key than the one in ${file}`)
    writeFileSync(file, 'my key')
    expect(await refusal(start(config))).to.include('holds no encryption key')
    const given = settings(config.dataFolder, { ENCRYPTION_KEY: other })
    expect(await refusal(start(given))).to.include('another key than the one in ENCRYPTION_KEY')
    expect(readFileSync(file, 'utf8')).to.equal('my key')
    config = settings(config.dataFolder, { ENCRYPTION_KEY: kept.trim() })
    await begin()
    expect(await allKeys()).to.deep.equal(before)
    expect(await found('ada')).to.deep.equal([ada])
  })

  it('makes no key of its own beside a setting that names one', async () => {
    const file = path.join(config.dataFolder, 'elsewhere')
    config = settings(config.dataFolder, { ENCRYPTION_KEY_FILE: file })
    expect(await refusal(start(config))).to.include(`${file}, which ENCRYPTION_KEY_FILE names, is not there`)
    expect(existsSync(file)).to.equal(false)
    writeFileSync(file, `${'c3'.repeat(32)}\n`)
    await begin()
    expect(existsSync(path.join(config.dataFolder, 'encryption-key'))).to.equal(false)
  })

  it('is opened by a new key after a rotation, however much is written meanwhile', async () => {
    await begin()
    await addIdentities([ada])
    const { encryption } = config
    const [first] = readKeys(encryption)
    let rotating = true
    let written = 0
    const writer = (async () => {
      while (rotating || written < 20) {
        await addIdentities([{ ...ben, _id: `ben ${written}` }])
        expect(await found(`ben ${written++}`)).to.have.length(1)
      }
    })()
    const purposes = (await allKeys()).length
    for (let nth = 1; nth <= 3; nth++)
      expect(await rotateKeys(encryption)).to.deep.include({ wrapped: purposes, resumed: false })
    rotating = false
    await writer
    const [now, ...others] = readKeys(encryption)
    expect(others).to.deep.equal([])
    expect(now?.mark).not.to.equal(first?.mark)
    expect((await allKeys()).every(({ by }) => by === now?.mark)).to.equal(true)
    const former = { file: `${encryption.file}.former`, makes: false }
    expect(readKeys(former).map(({ mark }) => mark)).to.include(first?.mark)
    await stop()
    await begin()
    expect((await all())[0]).to.deep.equal({ opened: written + 1, earlier: 0, faults: [] })
  })

  it('can be opened after a rotation that was killed anywhere, which the next call ends', async () => {
    await begin()
    await addIdentities([ada])
    const { encryption } = config
    const [first] = readKeys(encryption)
    for (const _key of await allKeys()) {
      const killed = rotateKeys(encryption, () => {
        throw new Error('the process was killed')
      })
      expect(await refusal(killed)).to.equal('the process was killed')
      await openKeys()
    }
    expect(readKeys(encryption)).to.have.length(2)
    await stop()
    await begin()
    expect(await found('ada')).to.deep.equal([ada])
    expect(await rotateKeys(encryption)).to.deep.include({ resumed: true })
    expect(readKeys(encryption).map(({ mark }) => mark)).not.to.include(first?.mark)
    expect(readKeys(encryption)).to.have.length(1)
    await openKeys()
  })

  it('of keys that the settings give is wrapped by the first, and no key is made', async () => {
    const [old, next] = ['a1'.repeat(32), 'b2'.repeat(32)]
    config = settings(config.dataFolder, { ENCRYPTION_KEY: old })
    await begin()
    await addIdentities([ada])
    expect(await refusal(rotateKeys(config.encryption))).to.include('set ENCRYPTION_KEY to that')
    await stop()
    config = settings(config.dataFolder, { ENCRYPTION_KEY: `${next},${old}` })
    await begin()
    expect(await rotateKeys(config.encryption)).to.deep.include({ former: undefined })
    await stop()
    config = settings(config.dataFolder, { ENCRYPTION_KEY: next })
    await begin()
    expect(await found('ada')).to.deep.equal([ada])
  })

  it('is encrypted anew by keys of the database that are new, in the background, also after a kill', async () => {
    await begin()
    await addIdentities([ada, ben])
    const file = await saveFile('a draft', attached)
    await addDraft('a token', 'a consultation', 1, new Date())
    await changeDraft(draftIdOf('a token'), { declaration: declared })
    const before = await collection('identities').findOne({ _id: 'ada' as never })
    await renewKeys()
    // As if it was some time ago: every process knows them by then.
    await collection('dataKeys').updateMany(
      { number: 2 },
      { $set: { madeAt: new Date(Date.now() - 60_000) } },
    )
    await stop()
    await begin()
    expect((await currentKey('identities')).number).to.equal(2)
    const killed = throughAll(true, async () => {
      throw new Error('the process was killed')
    })
    expect(await refusal(killed)).to.equal('the process was killed')
    await running?.services.runner.idle()
    expect(await all()).to.deep.equal([
      { opened: 2, earlier: 0, faults: [] },
      { opened: 2, earlier: 0, faults: [] },
      { opened: 1, earlier: 0, faults: [] },
    ])
    expect((await findDraft('a token'))?.declaration).to.deep.equal(declared)
    const after = await collection('identities').findOne({ _id: 'ada' as never })
    expect([before?.sealed, after?.sealed].map(sealed => String(sealed).split('.')[0])).to.deep.equal([
      '1',
      '2',
    ])
    expect(await found('ada', 'ben')).to.deep.equal([ada, ben])
    expect((await fileBytes(file)).equals(letter)).to.equal(true)
  })

  describe('of an earlier release', () => {
    const textId = new mongoose.Types.ObjectId()
    const fileId = new mongoose.Types.ObjectId()
    const emptyId = new mongoose.Types.ObjectId()

    /** What release 0.1.0 kept: identities as they are, and files as GridFS has them. */
    async function fill(folder: string): Promise<void> {
      const server = await startEmbedded({ folder })
      const client = await MongoClient.connect(server.uri)
      const db = client.db()
      await db
        .collection<Document>('schema')
        .insertOne({ _id: 'schema' as never, version: newestVersion - 1 })
      const gone = Array.from({ length: 300 }, (_, n) => ({
        ...ben,
        _id: `gone ${n}`,
        behalf: 'Osterley '.repeat(40),
      }))
      const unclaimed = new Date('2026-01-02')
      await db.collection<Document>('identities').insertMany([ada, { ...ben, unclaimed }, ...gone] as never)
      await db.collection<Document>('identities').deleteMany({ behalf: { $exists: true } })
      const drafts = [
        { _id: 'begun', declaration: declared },
        { _id: 'empty', declaration: {} },
      ]
      await db.collection<Document>('drafts').insertMany(drafts as never)
      await db
        .collection<Document>('staffEntries')
        .insertOne({ _id: 'begun', consultation: 'c', declaration: declared } as never)
      const bucket = new GridFSBucket(db, { bucketName: 'attachments' })
      const keep = (id: typeof fileId, name: string, bytes: Buffer, metadata: Document) =>
        new Promise<void>((resolve, reject) => {
          const upload = bucket.openUploadStreamWithId(id, name, { metadata })
          upload.once('finish', resolve).once('error', reject)
          upload.end(bytes)
        })
      await keep(textId, `${attached.name}.txt`, Buffer.from(attached.text), { draft: 'a draft' })
      await keep(fileId, attached.name, letter, { draft: 'a draft', text: textId })
      await keep(emptyId, 'nothing of Sallowford.txt', Buffer.alloc(0), {})
      await client.close()
      await server.close()
    }

    /** What a start does first. */
    async function onlyMigrate(): Promise<void> {
      const database = await connectDatabase({ ...config, own: true })
      await migrate().finally(() => database.close())
    }

    async function isAsItWas(): Promise<void> {
      expect(await found('ada', 'ben')).to.deep.equal([ada, ben])
      const kept = await collection('identities').findOne({ _id: 'ben' as never })
      expect(kept?.unclaimed).to.deep.equal(new Date('2026-01-02'))
      expect((await fileBytes(String(fileId))).equals(letter)).to.equal(true)
      expect(await fileText(String(fileId))).to.equal(attached.text)
      expect((await fileBytes(String(emptyId))).length).to.equal(0)
      expect(await fileFacts(String(fileId))).to.deep.equal({ bytes: letter.length, name: attached.name })
      expect((await findDraftById('begun'))?.declaration).to.deep.equal(declared)
      expect((await findDraftById('empty'))?.declaration).to.deep.equal({})
      expect((await findEntry('c', 'begun'))?.declaration).to.deep.equal(declared)
      expect((await all()).map(({ opened, faults }) => [opened, faults])).to.deep.equal([
        [2, []],
        [3, []],
        [2, []],
        [1, []],
      ])
    }

    it('is encrypted at the start, and nothing is left of what it was, in free pages or the log', async () => {
      await fill(config.dataFolder)
      expect(wordsIn(config.dataFolder, unusual)).to.deep.equal(unusual)
      await begin()
      await isAsItWas()
      expect(wordsIn(config.dataFolder, unusual)).to.deep.equal([])
      await stop()
      expect(wordsIn(config.dataFolder, unusual)).to.deep.equal([])
    })

    it('is encrypted once, however often the start is killed meanwhile', async () => {
      await fill(config.dataFolder)
      const { Collection } = mongoose.mongo
      const { updateOne, replaceOne } = Collection.prototype
      let writes = 0
      let left = 0
      const counted = <T extends (...args: never[]) => unknown>(write: T): T =>
        function (this: InstanceType<typeof Collection>, ...args: never[]) {
          if (/identities|attachments/.test(this.collectionName)) {
            if (left-- === 0) throw new Error('the process was killed')
            writes++
          }
          return write.apply(this, args)
        } as unknown as T
      Collection.prototype.updateOne = counted(updateOne)
      Collection.prototype.replaceOne = counted(replaceOne)
      try {
        for (let kills = 0; ; kills++) {
          left = 3
          const refused = await refusal(onlyMigrate())
          if (refused === 'it was done') break
          expect(refused).to.equal('the process was killed')
          expect(kills).to.be.lessThan(30)
        }
      } finally {
        Object.assign(Collection.prototype, { updateOne, replaceOne })
      }
      expect(writes).to.be.greaterThan(8)
      await begin()
      await isAsItWas()
      expect(wordsIn(config.dataFolder, unusual)).to.deep.equal([])
    })
  })

  describe('in a backup', () => {
    const passphrase = 'a long passphrase of the council'
    let file: string
    beforeEach(async () => {
      await begin()
      await addIdentities([ada])
      file = path.join(fresh(), 'site.backup')
    })

    it('opens on another machine by the passphrase of the backup alone', async () => {
      const { manifest } = await makeBackup(config, file, { passphrase })
      expect(manifest.hasKeys).to.equal(true)
      await stop()
      config = settings(fresh())
      await restoreBackup(config, file, { passphrase })
      expect(statSync(config.encryption.file).mode & 0o777).to.equal(0o600)
      config = settings(config.dataFolder)
      await begin()
      expect(await found('ada')).to.deep.equal([ada])
    })

    it('without a passphrase has no key, and opens with the one that was kept elsewhere', async () => {
      const { file: key } = config.encryption
      const { manifest } = await makeBackup(config, file)
      expect(manifest.hasKeys).to.equal(false)
      await stop()
      const other = settings(fresh())
      expect(await refusal(restoreBackup(other, file))).to.include('encrypted by a key that is not in it')
      expect(existsSync(path.join(other.dataFolder, 'soundings.sqlite'))).to.equal(false)
      writeFileSync(other.encryption.file, 'b2'.repeat(32))
      expect(await refusal(restoreBackup(other, file))).to.include('and another one than in')
      copyFileSync(key, other.encryption.file)
      await restoreBackup(other, file)
      config = settings(other.dataFolder)
      await begin()
      expect(await found('ada')).to.deep.equal([ada])
    })

    it('of before a rotation opens with the former key', async () => {
      await makeBackup(config, file)
      await rotateKeys(config.encryption)
      await stop()
      const other = settings(fresh())
      copyFileSync(config.encryption.file, other.encryption.file)
      expect(await refusal(restoreBackup(other, file))).to.include('another one than in')
      copyFileSync(`${config.encryption.file}.former`, other.encryption.file)
      await restoreBackup(other, file)
      config = settings(other.dataFolder)
      await begin()
      expect(await found('ada')).to.deep.equal([ada])
    })

    it('goes into a MongoDB whose settings give its key, and into no other', async () => {
      const key = readFileSync(config.encryption.file, 'utf8').trim()
      await makeBackup(config, file, { passphrase })
      const { sessionSecret } = config
      await stop()
      const database = await openTestDatabase()
      try {
        const mongo = (ENCRYPTION_KEY: string) =>
          settings(fresh(), { MONGODB_URI: database.uri, SESSION_SECRET: sessionSecret, ENCRYPTION_KEY })
        const into = (config: Config) => refusal(restoreBackup(config, file, { passphrase }))
        expect(await into(mongo('b2'.repeat(32)))).to.include('another one than in ENCRYPTION_KEY')
        config = mongo(key)
        expect(await into(config)).to.equal('it was done')
        await begin()
        expect(await found('ada')).to.deep.equal([ada])
        await stop()
      } finally {
        await database.drop()
      }
    })
  })
})
