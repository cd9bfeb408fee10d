import { setTimeout as rest } from 'node:timers/promises'
import mongoose from 'mongoose'
import { newId } from './ids.ts'
import { openKeys } from './sealing/keyring.ts'
import { sealStored } from './sealing/sealStored.ts'

/** One change to what is stored, from the version below it. It must be safe to run again after a kill. */
export type Migration = { version: number; name: string; run(): Promise<void> }

/** In order of version; the first release is version 1. */
export const migrations: Migration[] = [
  {
    version: 2,
    name: 'give each mention a place in the order of the least sure',
    // By rules alone, as nothing was learned before; whatever changes a mention derives it anew.
    async run() {
      const mentions = mongoose.connection.collection('mentions')
      await mentions.updateMany({ rank: { $exists: false } }, { $set: { rank: 2 } })
    },
  },
  {
    version: 3,
    name: 'make each recommendation a record, and say of evidence where, when and on what it bears',
    async run() {
      const reports = mongoose.connection.collection('reports')
      const asked = { actions: [], addressee: '', findings: [], evidence: [] }
      await reports.updateMany({ kind: { $exists: false } }, { $set: { kind: 'recommendation', ...asked } })
      const evidence = mongoose.connection.collection('evidence')
      const bare = { pages: '', accessed: '', bearings: [] }
      await evidence.updateMany({ bearings: { $exists: false } }, { $set: bare })
    },
  },
  {
    version: 4,
    name: 'look for campaigns among the responses that are there',
    async run() {
      const searches = mongoose.connection.collection<{ _id: string }>('campaignSearches')
      const consultations = mongoose.connection.collection<{ _id: string }>('consultations')
      for await (const { _id } of consultations.find({}, { projection: { _id: 1 } }))
        await searches.updateOne(
          { _id },
          { $setOnInsert: { search: '', compared: 0, tooShort: 0, changes: 1, notBefore: new Date(0) } },
          { upsert: true },
        )
    },
  },
  {
    version: 5,
    name: 'give each publication an address by its kind and number',
    async run() {
      const names: Record<string, string> = {
        ...{ recommendation: 'recommendation', summary: 'thematic-summary', heard: 'you-said-we-heard' },
        ...{ quotes: 'quote-bank', method: 'method-note' },
      }
      type Old = { _id: string; report: string; number: number; kind?: string; slug?: string }
      const publications = mongoose.connection.collection<Old>('publications')
      const reports = mongoose.connection.collection<{ _id: string; kind: string }>('reports')
      const some = { projection: { report: 1, number: 1 } }
      for await (const { _id, report, number } of publications.find({ slug: { $exists: false } }, some)) {
        const kind = (await reports.findOne({ _id: report }))?.kind ?? 'recommendation'
        const slug = `${names[kind] ?? kind}-${number}`
        await publications.updateOne({ _id }, { $set: { kind, slug, findings: [], pending: [] } })
      }
      const before = 'consultation_1_number_1_version_1'
      const indexes = (await publications.indexes().catch(() => [])) as { name?: string }[]
      if (indexes.some(index => index.name === before)) await publications.dropIndex(before)
    },
  },
  {
    version: 7,
    name: 'say of each published quote from which answer it is cut',
    async run() {
      type Old = { _id: string; consultation: string; quotes: { key: string; text?: string }[] }
      const publications = mongoose.connection.collection<Old>('publications')
      const quotes = mongoose.connection.collection('quotes')
      const some = { projection: { consultation: 1, 'quotes.key': 1, 'quotes.text': 1 } }
      for await (const { _id, consultation, quotes: printed } of publications.find(
        { 'quotes.0': { $exists: true } },
        some,
      ))
        for (const [at, { key, text }] of printed.entries()) {
          if (text !== undefined) continue
          const found = await quotes.findOne({ consultation, number: Number(key.slice(1)) })
          if (found) await publications.updateOne({ _id }, { $set: { [`quotes.${at}.text`]: found.text } })
        }
    },
  },
  {
    version: 8,
    name: 'have the texts that are there found by their words',
    // The work that tags a text enters its words too; tags that hold are left as they are.
    async run() {
      const responses = mongoose.connection.collection('responses')
      await responses.updateMany({ state: 'submitted' }, {
        $addToSet: { pending: 'tag' },
        $inc: { asked: 1 },
      } as object)
    },
  },
  {
    version: 10,
    name: 'say of each mention whether it stands in a letter that several sent, and look for these letters again',
    async run() {
      const mentions = mongoose.connection.collection('mentions')
      await mentions.updateMany({ letter: { $exists: false } }, { $set: { letter: '' } })
      const searches = mongoose.connection.collection('campaignSearches')
      await searches.updateMany({ changes: 0 }, { $set: { changes: 1, notBefore: new Date(0) } })
    },
  },
  {
    version: 11,
    name: 'make administrators of those who were owners, as owners manage accounts, mail and keys no more',
    async run() {
      const accounts = mongoose.connection.collection('accounts')
      const too = { $addToSet: { roles: 'administrator' } } as object
      await accounts.updateMany({ roles: 'owner' }, too)
      await accounts.updateMany({ 'ended.roles': 'owner' }, {
        $addToSet: { 'ended.roles': 'administrator' },
      } as object)
      await mongoose.connection.collection('colleagueInvites').updateMany({ roles: 'owner' }, too)
    },
  },
  {
    version: 12,
    name: 'say of each response of the first release which questions it answers, and in how many words',
    async run() {
      type Old = { _id: string; revisions: { answers: Record<string, { text?: string }> }[] }
      type Text = { _id: string; question: string; words: number; nonAnswer: boolean }
      const responses = mongoose.connection.collection<Old>('responses')
      const texts = mongoose.connection.collection<Text>('texts')
      const some = { projection: { revisions: { $slice: -1 } } }
      for await (const { _id, revisions } of responses.find({ answered: { $exists: false } }, some)) {
        const given = Object.values(revisions.at(-1)?.answers ?? {})
        const ids = given.flatMap(({ text }) => text ?? [])
        const found = await texts.find({ _id: { $in: ids } }).toArray()
        const answered = found.filter(({ nonAnswer }) => !nonAnswer).map(({ question }) => question)
        const words = found.reduce((sum, text) => sum + text.words, 0)
        await responses.updateOne({ _id }, { $set: { answered, words } })
      }
    },
  },
  {
    version: 13,
    name: 'encrypt who respondents are and what they attached',
    run: sealStored,
  },
]

/** The version of what this release stores. */
export const newestVersion = migrations.at(-1)?.version ?? 1

type SchemaVersion = {
  _id: 'schema'
  version: number
  restoring?: boolean
  /** Which process brings it to another version, and until when others leave it to that. */
  lease?: { by: string; until: Date }
}

/** What was done to bring a database to this release's version, and how long each step took in milliseconds. */
export type Migrated = { from: number; to: number; steps: { version: number; name: string; ms: number }[] }

const leaseMs = 15_000
const renewMs = 5_000

/**
 * Brings what is stored to this release's version: migrations in order, each recorded when done, then every index. Of
 * several processes that start at once one does so, and the others wait for it; one that is killed is followed by
 * another, which goes on with the step that was not recorded.
 * @throws Error when a newer release wrote the database, KeysUnusable where what it has encrypted cannot be opened.
 */
export async function migrate(steps: Migration[] = migrations): Promise<Migrated> {
  const versions = mongoose.connection.collection<SchemaVersion>('schema')
  const newest = steps.at(-1)?.version ?? 1
  const done: Migrated['steps'] = []
  const by = newId()
  let first: number | undefined
  for (;;) {
    const stored = await versions.findOne({ _id: 'schema' })
    const from = usableVersion(stored, newest)
    if (first === undefined) await openKeys()
    first ??= from
    if (from === newest) {
      if (!stored)
        await versions.updateOne({ _id: 'schema' }, { $setOnInsert: { version: newest } }, { upsert: true })
      break
    }
    if (await takeLease(versions, by)) await runSteps(versions, by, steps, done)
    else await rest(200)
  }
  await createIndexes()
  return { from: first, to: newest, steps: done }
}

/** The version of what is stored, of an empty database the newest. @throws Error where it cannot be used */
function usableVersion(stored: SchemaVersion | null, newest: number): number {
  if (stored?.restoring)
    throw new Error(
      'A restore into this database was broken off. Run soundings restore again, or remove the database.',
    )
  const from = stored?.version ?? newest
  if (from > newest)
    throw new Error(
      `The database was written by a newer Soundings (version ${from} of what is stored; this one knows ${newest}). Start that release, or restore a backup made by this one.`,
    )
  return from
}

type Versions = ReturnType<typeof mongoose.connection.collection<SchemaVersion>>

async function takeLease(versions: Versions, by: string): Promise<boolean> {
  const now = Date.now()
  const free = [{ lease: { $exists: false } }, { 'lease.until': { $lt: new Date(now) } }]
  // One that holds for longer than any lease was taken by a clock that was wrong.
  const wrong = { 'lease.until': { $gt: new Date(now + 2 * leaseMs) } }
  const { modifiedCount } = await versions.updateOne(
    { _id: 'schema', $or: [...free, wrong] },
    { $set: { lease: { by, until: new Date(now + leaseMs) } } },
  )
  return modifiedCount === 1
}

/** Does all that is left to do, in order, while it holds the lease. */
async function runSteps(
  versions: Versions,
  by: string,
  steps: Migration[],
  done: Migrated['steps'],
): Promise<void> {
  const mine = { _id: 'schema' as const, 'lease.by': by }
  const renewing = setInterval(() => {
    const until = new Date(Date.now() + leaseMs)
    versions.updateOne(mine, { $set: { 'lease.until': until } }).catch(() => {})
  }, renewMs)
  try {
    // Another may have done some of them before it was killed.
    const from = (await versions.findOne({ _id: 'schema' }))?.version ?? 1
    for (const { version, name, run } of steps.filter(step => step.version > from)) {
      const began = performance.now()
      await run()
      const { matchedCount } = await versions.updateOne(mine, { $set: { version } })
      if (matchedCount === 0) return
      done.push({ version, name, ms: Math.round(performance.now() - began) })
    }
  } finally {
    clearInterval(renewing)
    await versions.updateOne(mine, { $unset: { lease: 1 } })
  }
}

async function createIndexes(): Promise<void> {
  for (const model of Object.values(mongoose.models)) {
    // One command for all of a collection: Mongoose’s own sends one for each.
    const indexes = model.schema.indexes().map(([key, options]) => ({ ...options, key }))
    if (indexes.length > 0) await model.collection.createIndexes(indexes as mongoose.mongo.IndexDescription[])
  }
}
