import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { deserialize } from 'bson'
import { expect } from 'chai'
import { type Document, GridFSBucket, MongoClient } from 'mongodb'
import { makeBackup } from '../../server/backups/makeBackup.ts'
import { restoreBackup } from '../../server/backups/restoreBackup.ts'
import { type Config, readConfig } from '../../server/config.ts'
import { startEmbedded } from '../../server/database/embedded/start.ts'
import { newestVersion } from '../../server/database/migrations.ts'
import { readEmbedded } from '../../server/database/moving/embedded.ts'
import { root } from '../../server/root.ts'
import { openTestDatabase } from '../database/testDatabase.ts'

const passphrase = 'a long passphrase of the council'

type All = Record<string, { documents: string[]; indexes: string[] }>

/** All documents of a database as bytes, by collection, and its indexes, as a driver reads them. */
async function allOf(uri: string): Promise<All> {
  const client = await MongoClient.connect(uri)
  try {
    const db = client.db()
    const names = (await db.listCollections().toArray()).map(({ name }) => name).sort()
    const all: All = {}
    for (const name of names) {
      const found = (await db.collection(name).find({}, { raw: true }).toArray()) as unknown as Buffer[]
      const indexes = (await db.collection(name).indexes()).map(index => JSON.stringify(index))
      all[name] = { documents: found.map(bytes => bytes.toString('base64')).sort(), indexes: indexes.sort() }
    }
    return all
  } finally {
    await client.close()
  }
}

/** The ids of a folder's documents, by collection; no server is started for it. */
async function idsIn(folder: string): Promise<Map<string, Document[]>> {
  const found = new Map<string, Document[]>()
  let documents: Document[] = []
  for await (const part of readEmbedded(folder)) {
    if ('collection' in part) {
      documents = []
      found.set(part.collection.name, documents)
    } else documents.push(...part.documents.map(bytes => deserialize(bytes)))
  }
  return found
}

describe('a backup', function () {
  // Whole processes are started, which takes long on a busy machine.
  this.timeout(120_000)
  let folder: string
  let data: string
  let config: Config
  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'soundings-backup-'))
    data = path.join(folder, 'data')
    config = readConfig({ DATA_DIR: data })
    await served(data, fill)
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  let made = 0
  const fresh = (name = 'backup') => path.join(folder, `${name}-${++made}`)
  const configOf = (env: NodeJS.ProcessEnv) =>
    readConfig({
      ...{ SESSION_SECRET: config.sessionSecret, ...env },
      ...(env.MONGODB_URI ? { ENCRYPTION_KEY: 'a1'.repeat(32) } : {}),
    })
  const refusal = (promise: Promise<unknown>) =>
    promise.then(
      () => 'it was done',
      (error: Error) => error.message,
    )

  async function served<T>(where: string, run: (uri: string) => Promise<T>): Promise<T> {
    const server = await startEmbedded({ folder: where })
    try {
      return await run(server.uri)
    } finally {
      await server.close()
    }
  }

  /** A small site: documents of each kind of size, an index with rules, a file in GridFS, somebody signed in. */
  async function fill(uri: string): Promise<void> {
    const client = await MongoClient.connect(uri)
    const db = client.db()
    await db.collection<Document>('schema').insertOne({ _id: 'schema' as never, version: newestVersion })
    await db.createCollection('responses', { validator: { _id: { $exists: true } } })
    const responses = Array.from({ length: 400 }, (_, n) => ({
      _id: `response ${n}` as never,
      words: 'The form asks twice. '.repeat(n % 60),
    }))
    await db.collection('responses').insertMany(responses)
    await db.collection('responses').createIndex({ words: 1 }, { partialFilterExpression: { words: 'x' } })
    await db.collection('sessions').insertOne({ session: 'of somebody' })
    const upload = new GridFSBucket(db, { bucketName: 'attachments' }).openUploadStream('letter.txt')
    await new Promise<void>((resolve, reject) => {
      upload.once('finish', resolve).once('error', reject)
      upload.end(randomBytes(700_000))
    })
    await client.close()
  }

  it('puts back all that was there, files and indexes and the secret included, and signs nobody in', async () => {
    const file = fresh()
    const before = await served(data, async uri => {
      await makeBackup(config, file)
      return allOf(uri)
    })
    const target = fresh('data')
    const restored = await restoreBackup(readConfig({ DATA_DIR: target }), file)
    expect(restored.manifest).to.include({ from: 'embedded', schema: newestVersion, hasSecret: true })
    const after = await served(target, allOf)
    const { sessions, ...kept } = before
    expect(sessions?.documents).to.have.length(1)
    expect(after).to.deep.equal(kept)
    expect(after['attachments.chunks']?.documents).to.have.length(3)
    expect(readFileSync(path.join(target, 'session-secret'), 'utf8')).to.equal(config.sessionSecret)
    expect(readdirSync(target)).not.to.include('soundings.restoring')
  })

  it('is of one moment, however much is written meanwhile: no document names a file that is missing', async () => {
    const file = fresh()
    await served(data, async uri => {
      const client = await MongoClient.connect(uri)
      const db = client.db()
      const bucket = new GridFSBucket(db, { bucketName: 'attachments' })
      let writing = true
      let pairs = 0
      const writer = (async () => {
        // As the application does: the file first, and then what names it; and both are removed again.
        while (writing) {
          const upload = bucket.openUploadStream('later.txt')
          await new Promise<void>((resolve, reject) => {
            upload.once('finish', resolve).once('error', reject)
            upload.end(randomBytes(2000))
          })
          await db.collection<Document>('naming').insertOne({ _id: upload.id, n: pairs++ })
          if (pairs % 3 === 0) {
            await db.collection('naming').deleteOne({ _id: upload.id })
            await bucket.delete(upload.id)
          }
        }
      })()
      while (pairs < 20) await new Promise(resolve => setImmediate(resolve))
      const child = await cli(['backup', file], { DATA_DIR: data })
      writing = false
      await writer
      expect(child.err + child.out).to.include('written and read through')
      expect(pairs).to.be.greaterThan(20)
      await client.close()
    })
    const target = fresh('data')
    await restoreBackup(readConfig({ DATA_DIR: target }), file)
    const found = await idsIn(target)
    const ids = (name: string) =>
      new Set(found.get(name)?.map(({ _id, files_id }) => String(files_id ?? _id)))
    const [naming, files, chunks] = [ids('naming'), ids('attachments.files'), ids('attachments.chunks')]
    expect(naming.size).to.be.greaterThan(10)
    expect([...naming].filter(id => !files.has(id) || !chunks.has(id))).to.deep.equal([])
  })

  it('is encrypted with a passphrase, and opens with no other', async () => {
    const file = fresh()
    await makeBackup(config, file, { passphrase })
    const bytes = readFileSync(file)
    expect(bytes.includes('form asks twice')).to.equal(false)
    const into = (passphrase?: string) =>
      refusal(restoreBackup(readConfig({ DATA_DIR: fresh('data') }), file, { passphrase }))
    expect(await into()).to.include('It is encrypted')
    expect(await into('another passphrase')).to.include('encrypted with another passphrase')
    expect(await into(passphrase)).to.equal('it was done')
  })

  for (const secret of [undefined, passphrase])
    it(`is refused where a bit is changed or its end is missing, ${secret ? 'encrypted' : 'or'} not encrypted`, async () => {
      const file = fresh()
      await makeBackup(config, file, { passphrase: secret })
      const whole = readFileSync(file)
      const target = fresh('data')
      const firstPiece = whole.indexOf(10) + 1
      const places = secret
        ? [firstPiece + 40]
        : [firstPiece + 2, Math.floor(whole.length / 2), whole.length - 1]
      const broken: [string, Buffer][] = [
        ...places.map((at): [string, Buffer] => {
          const changed = Buffer.from(whole)
          changed[at] = (changed[at] ?? 0) ^ 1
          return [`byte ${at}`, changed]
        }),
        ['a whole piece less', whole.subarray(0, firstPiece + 4 + 64 * 1024 + 16)],
        ['more behind it', Buffer.concat([whole, Buffer.from('x')])],
        ['nothing', Buffer.alloc(0)],
        ['something else', Buffer.from('Dear Sir or Madam,\n')],
        ['half', whole.subarray(0, whole.length / 2)],
      ]
      for (const [name, bytes] of broken) {
        const copy = fresh()
        writeFileSync(copy, bytes)
        const said = await refusal(
          restoreBackup(readConfig({ DATA_DIR: target }), copy, { passphrase: secret }),
        )
        expect(said, name).to.match(/damaged|cut short|no backup/)
        expect(existsSync(path.join(target, 'soundings.sqlite')), name).to.equal(false)
      }
    })

  it('of a newer release is refused, by its form and by what it stores', async () => {
    const file = fresh()
    writeFileSync(file, 'soundings-backup {"format":3}\n')
    const into = () => refusal(restoreBackup(readConfig({ DATA_DIR: fresh('data') }), file))
    expect(await into()).to.include('made by a newer Soundings (form 3')
    rmSync(file)
    const later = fresh('data')
    // Not by copying its files: whoever closes a file that SQLite has open in the same process gives up its locks.
    const earlier = fresh()
    await makeBackup(config, earlier)
    await restoreBackup(readConfig({ DATA_DIR: later }), earlier)
    await served(later, async uri => {
      const client = await MongoClient.connect(uri)
      await client
        .db()
        .collection<Document>('schema')
        .updateOne({}, { $set: { version: newestVersion + 1 } })
      await client.close()
    })
    await makeBackup(readConfig({ DATA_DIR: later }), file)
    expect(await into()).to.include(`version ${newestVersion + 1} of what is stored`)
  })

  it('goes into no folder that is not empty, unless it is told to, and then keeps what was there', async () => {
    const file = fresh()
    await makeBackup(config, file)
    const target = fresh('data')
    const settings = readConfig({ DATA_DIR: target })
    const former = settings.sessionSecret
    await served(target, async uri => {
      const client = await MongoClient.connect(uri)
      await client.db().collection('former').insertOne({ here: true })
      await client.close()
    })
    expect(await refusal(restoreBackup(settings, file)))
      .to.include('is not empty')
      .and.include('--replace')
    await served(target, async () => {
      expect(await refusal(restoreBackup(settings, file, { replace: true }))).to.include('is in use')
    })
    const { kept = '' } = await restoreBackup(settings, file, { replace: true })
    expect(Object.keys(await served(target, allOf)))
      .to.include('responses')
      .and.not.include('former')
    expect(readFileSync(kept.replace('.sqlite', '.session-secret'), 'utf8')).to.equal(former)
    const beside = fresh('data')
    mkdirSync(beside)
    cpSync(kept, path.join(beside, 'soundings.sqlite'))
    expect([...(await idsIn(beside)).keys()]).to.include('former')
  })

  it('goes from the embedded database into a MongoDB and back, byte for byte', async () => {
    const [file, back] = [fresh(), fresh()]
    await makeBackup(config, file)
    const other = await openTestDatabase()
    try {
      const mongo = configOf({ MONGODB_URI: other.uri })
      await restoreBackup(mongo, file)
      const moved = await allOf(other.uri)
      expect(await refusal(restoreBackup(mongo, file))).to.include('has documents already')
      await makeBackup(mongo, back, { nobodyWrites: true })
      const target = fresh('data')
      await restoreBackup(configOf({ DATA_DIR: target }), back)
      expect(await served(target, allOf)).to.deep.equal(moved)
      expect(await idsIn(target)).to.deep.equal(await idsIn(data))
    } finally {
      await other.drop()
    }
  })

  it('is refused where the site has another secret, which would open nothing of it', async () => {
    const file = fresh()
    await makeBackup(config, file)
    const other = readConfig({ DATA_DIR: fresh('data'), SESSION_SECRET: 'x'.repeat(32) })
    expect(await refusal(restoreBackup(other, file))).to.include('another SESSION_SECRET')
  })

  it('into a MongoDB that was killed half-way lets no server start, and begins anew when it is run again', async () => {
    const file = fresh()
    await makeBackup(config, file)
    const other = await openTestDatabase()
    const client = await MongoClient.connect(other.uri)
    try {
      await client
        .db()
        .collection<Document>('schema')
        .insertOne({ _id: 'schema' as never, restoring: true })
      await client.db().collection('responses').insertOne({ half: true })
      const started = await cli(['serve'], {
        MONGODB_URI: other.uri,
        SESSION_SECRET: config.sessionSecret,
        ENCRYPTION_KEY: 'a1'.repeat(32),
        PORT: '0',
      })
      expect(started.code).to.equal(2)
      expect(started.err).to.include('A restore into this database was broken off')
      await restoreBackup(configOf({ MONGODB_URI: other.uri }), file)
      expect(await client.db().collection('responses').countDocuments()).to.equal(400)
    } finally {
      await client.close()
      await other.drop()
    }
  })

  it('that finds the disk full says so, and leaves no file', async () => {
    const target = path.join(folder, 'full')
    mkdirSync(target)
    // As a full disk does: no file may grow beyond 100 KB.
    const said = await cli(['backup', path.join(target, 'x.backup')], { DATA_DIR: data }, 'ulimit -f 100; ')
    expect(said.code).to.equal(2)
    expect(said.err).to.match(/no room left.*Free some space/s)
    expect(readdirSync(target)).to.deep.equal([])
  })

  it('that is killed leaves no file of its name, and what it left goes with the next', async () => {
    const target = path.join(folder, 'killed')
    mkdirSync(target)
    const file = path.join(target, 'x.backup')
    await cli(['backup', file], { DATA_DIR: data }, 'kill', child => {
      const look = setInterval(() => {
        if (readdirSync(target).length === 0) return
        clearInterval(look)
        child.kill('SIGKILL')
      }, 1)
      child.once('exit', () => clearInterval(look))
    })
    const left = readdirSync(target)
    expect(left).to.have.length(1)
    expect(left[0]).to.match(/^x\.backup\.\d+\.part$/)
    await makeBackup(config, file)
    expect(readdirSync(target)).to.deep.equal(['x.backup'])
    expect(await refusal(makeBackup(config, file))).to.include('It is there already')
  })

  it('is put back by nothing that was killed, and lets no server start on an empty folder instead', async () => {
    const [file, target] = [fresh(), fresh('data')]
    await makeBackup(config, file)
    await cli(['restore', file], { DATA_DIR: target }, 'kill', child => {
      const look = setInterval(() => {
        if (!existsSync(path.join(target, 'soundings.restoring', 'soundings.sqlite'))) return
        clearInterval(look)
        child.kill('SIGKILL')
      }, 1)
      child.once('exit', () => clearInterval(look))
    })
    expect(existsSync(path.join(target, 'soundings.sqlite'))).to.equal(false)
    const started = await cli(['serve'], { DATA_DIR: target, PORT: '0' })
    expect(started).to.include({ code: 2 })
    expect(started.err).to.include('was broken off. Run soundings restore again')
    await restoreBackup(readConfig({ DATA_DIR: target }), file)
    expect((await idsIn(target)).get('responses')).to.have.length(400)
  })

  it('says what is in it by the command, and is made and put back by it', async () => {
    const file = fresh()
    const keyFile = fresh('key')
    writeFileSync(keyFile, `${passphrase}\n`)
    const backup = await cli(['backup', file, '--key-file', keyFile, '--json'], { DATA_DIR: data })
    expect(JSON.parse(backup.out)).to.include({ encrypted: true })
    const checked = await cli(['restore', file, '--check'], { DATA_DIR: data, BACKUP_PASSPHRASE: passphrase })
    expect(checked.out).to.include('whole, and can be restored').and.include('400 responses')
    const target = fresh('data')
    const restored = await cli(['restore', file, '--key-file', keyFile], { DATA_DIR: target })
    expect(restored).to.include({ code: 0, err: '' })
    expect(restored.out).to.include('read again and found the same')
    expect((await idsIn(target)).get('responses')).to.have.length(400)
  })

  /** The command as it is built, in a process of its own. @param before what a shell is told first */
  function cli(
    args: string[],
    env: NodeJS.ProcessEnv,
    before = '',
    watch: (child: ReturnType<typeof spawn>) => void = () => {},
  ): Promise<{ code: number | null; out: string; err: string }> {
    const command = [process.execPath, path.join(root, 'scripts', 'soundings.mjs'), ...args]
    const shell = before && before !== 'kill'
    const child = spawn(
      shell ? 'bash' : process.execPath,
      shell ? ['-c', `${before}exec "$0" "$@"`, ...command] : command.slice(1),
      { cwd: folder, env: { ...process.env, MONGODB_URI: '', ...env } },
    )
    let [out, err] = ['', '']
    child.stdout.on('data', chunk => {
      out += chunk
    })
    child.stderr.on('data', chunk => {
      err += chunk
    })
    watch(child)
    return new Promise(resolve => child.once('close', code => resolve({ code, out, err })))
  }
})
