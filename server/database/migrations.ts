import mongoose from 'mongoose'

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
]

/** The version of what this release stores. */
export const newestVersion = migrations.at(-1)?.version ?? 1

type SchemaVersion = { _id: 'schema'; version: number; restoring?: boolean }

/**
 * Brings what is stored to this release's version: migrations in order, each recorded when done, then every index.
 * @throws Error when a newer release wrote the database.
 */
export async function migrate(steps: Migration[] = migrations): Promise<void> {
  const versions = mongoose.connection.collection<SchemaVersion>('schema')
  const newest = steps.at(-1)?.version ?? 1
  const stored = await versions.findOne({ _id: 'schema' })
  if (stored?.restoring)
    throw new Error(
      'A restore into this database was broken off. Run soundings restore again, or remove the database.',
    )
  const from = stored?.version ?? newest
  if (from > newest)
    throw new Error(
      `The database was written by a newer Soundings (version ${from} of what is stored; this one knows ${newest}). Start that release, or restore a backup made by this one.`,
    )
  for (const step of steps.filter(step => step.version > from)) {
    await step.run()
    await versions.updateOne({ _id: 'schema' }, { $set: { version: step.version } })
  }
  if (!stored)
    await versions.updateOne({ _id: 'schema' }, { $setOnInsert: { version: newest } }, { upsert: true })
  for (const model of Object.values(mongoose.models)) {
    // One command for all of a collection: Mongoose’s own sends one for each.
    const indexes = model.schema.indexes().map(([key, options]) => ({ ...options, key }))
    if (indexes.length > 0) await model.collection.createIndexes(indexes as mongoose.mongo.IndexDescription[])
  }
}
