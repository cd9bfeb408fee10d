import { hostname } from 'node:os'
import { Double } from 'bson'
import { MongoError } from '../errors.ts'
import type { Collection } from '../storage/catalog.ts'
import type { Store } from '../storage/store.ts'
import { type Document, documentOf, wrap } from '../values/types.ts'
import { type Command, type Context, collectionName, collectionOf, wholeField } from './command.ts'
import { version } from './session.ts'

/** Sizes in bytes of a collection's documents and of the keys of its indexes. */
type Sizes = {
  size: number
  count: number
  avgObjSize: number | undefined
  storageSize: number
  nindexes: number
  totalIndexSize: number
  indexSizes: Document
  totalSize: number
  capped: boolean
}

export function sizesOf({ sql }: Store, { id, indexes }: Collection): Sizes {
  const row = sql.get(`SELECT count(*) AS count, coalesce(sum(length(doc)), 0) AS size FROM d${id}`)
  const [count, size] = [Number(row?.count), Number(row?.size)]
  const keys = indexes.map(index => {
    const found = sql.get(`SELECT coalesce(sum(length(key)), 0) AS size FROM i${index.id}`)
    return [index.name, Number(found?.size)] as const
  })
  const totalIndexSize = keys.reduce((sum, [, bytes]) => sum + bytes, 0)
  return {
    size,
    count,
    avgObjSize: count > 0 ? Math.floor(size / count) : undefined,
    storageSize: size,
    nindexes: indexes.length,
    totalIndexSize,
    indexSizes: new Map(keys.map(([name, bytes]) => [name, wrap(bytes)])),
    totalSize: size + totalIndexSize,
    capped: false,
  }
}

function scaleOf(command: Document): number {
  const scale = wholeField(command, 'scale') ?? 1
  if (scale < 1) throw new MongoError('BadValue', "BSON field 'scale' value must be >= 1")
  return scale
}

function scaled(sizes: Sizes, scale: number): Document {
  const by = (bytes: number) => Math.floor(bytes / scale)
  return documentOf({
    ...sizes,
    size: by(sizes.size),
    storageSize: by(sizes.storageSize),
    totalIndexSize: by(sizes.totalIndexSize),
    totalSize: by(sizes.totalSize),
    indexSizes: new Map(
      [...sizes.indexSizes].map(([name, bytes]) => [name, wrap(by(Number(String(bytes))))]),
    ),
    scaleFactor: scale,
  })
}

/** Of a collection that is not there everything is 0, as in MongoDB. */
const nothing: Sizes = {
  size: 0,
  count: 0,
  avgObjSize: undefined,
  storageSize: 0,
  nindexes: 0,
  totalIndexSize: 0,
  indexSizes: new Map(),
  totalSize: 0,
  capped: false,
}

export const collStatsCommand: Command = {
  kind: 'reader',
  fields: ['scale'],
  run(context) {
    const collection = collectionOf(context)
    const sizes = collection ? sizesOf(context.store, collection) : nothing
    const ns = `${context.database}.${collectionName(context)}`
    return new Map([['ns', ns], ...scaled(sizes, scaleOf(context.command))])
  },
}

export const dbStatsCommand: Command = {
  kind: 'reader',
  fields: ['scale', 'freeStorage'],
  run({ store, database, command }) {
    const scale = scaleOf(command)
    const all = store.catalog.inDatabase(database).map(collection => sizesOf(store, collection))
    const sum = (read: (sizes: Sizes) => number) => all.reduce((total, sizes) => total + read(sizes), 0)
    const by = (bytes: number) => new Double(bytes / scale)
    const objects = sum(sizes => sizes.count)
    return documentOf({
      db: database,
      collections: all.length,
      views: 0,
      objects,
      avgObjSize: new Double(objects > 0 ? sum(sizes => sizes.size) / objects : 0),
      dataSize: by(sum(sizes => sizes.size)),
      storageSize: by(sum(sizes => sizes.storageSize)),
      indexes: sum(sizes => sizes.nindexes),
      indexSize: by(sum(sizes => sizes.totalIndexSize)),
      totalSize: by(sum(sizes => sizes.totalSize)),
      scaleFactor: scale,
    })
  },
}

/** The sizes of what a database holds, in bytes. */
export function databaseSize(store: Store, database: string): number {
  return store.catalog
    .inDatabase(database)
    .reduce((sum, collection) => sum + sizesOf(store, collection).totalSize, 0)
}

export const serverStatusCommand: Command = {
  kind: 'read',
  fields: 'any',
  run({ connectionId }: Context) {
    const { heapUsed, rss } = process.memoryUsage()
    const uptime = process.uptime()
    return documentOf({
      host: hostname(),
      version,
      process: 'soundings',
      pid: process.pid,
      uptime: new Double(uptime),
      uptimeMillis: Math.floor(uptime * 1000),
      localTime: new Date(),
      connections: { totalCreated: connectionId },
      mem: { bits: 64, resident: Math.floor(rss / 1_048_576), heap: Math.floor(heapUsed / 1_048_576) },
      storageEngine: { name: 'sqlite', supportsCommittedReads: true, persistent: true, readOnly: false },
    })
  },
}
