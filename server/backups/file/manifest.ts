import { createHash } from 'node:crypto'
import { deserialize } from 'bson'
import type { Part } from '../../database/moving/part.ts'

/** One collection as it is told in a manifest. */
export type Counted = {
  name: string
  documents: number
  bytes: number
  indexes: number
  /** The SHA-256 of each document, added by exclusive or: the same in whatever order a database gives them. */
  checksum: string
}

/** What a backup holds; its last record. */
export type Manifest = {
  /** The release of Soundings that made it. */
  soundings: string
  /** The version of what is stored, as migrations count it. */
  schema: number
  /** When it was begun: all is as it was then. */
  at: string
  from: 'embedded' | 'mongodb'
  /** Tells secrets of a site apart without telling them. */
  secret: string
  /** Whether the secret of the data folder is in it. */
  hasSecret: boolean
  /** The marks of the keys by which names and attached files in it are opened, and whether they are in it. */
  keys?: string[]
  hasKeys?: boolean
  collections: Counted[]
}

type Tally = Omit<Counted, 'checksum'> & { sum: Buffer }

/** Counts what passes, to be told in a manifest or held against one. */
export class Tallies {
  readonly #tallies: Tally[] = []
  /** The version of what is stored, once it has passed. */
  schema: number | undefined
  /** The marks of the keys that wrap those in it. */
  readonly keys = new Set<string>()

  count(part: Part): void {
    if ('collection' in part) {
      const { name, indexes } = part.collection
      this.#tallies.push({ name, documents: 0, bytes: 0, indexes: indexes.length, sum: Buffer.alloc(32) })
      return
    }
    const tally = this.#tallies.at(-1)
    if (!tally) throw new Error('Tallies: documents came before their collection')
    for (const document of part.documents) {
      tally.documents++
      tally.bytes += document.length
      const hash = createHash('sha256').update(document).digest()
      for (let at = 0; at < hash.length; at++) tally.sum[at] = (tally.sum[at] ?? 0) ^ (hash[at] ?? 0)
    }
    if (tally.name === 'schema') this.#noteVersion(part.documents)
    if (tally.name === 'dataKeys')
      for (const key of part.documents) this.keys.add(String(deserialize(key).by))
  }

  #noteVersion(documents: Buffer[]): void {
    for (const document of documents) {
      const { _id, version } = deserialize(document)
      if (_id === 'schema') this.schema = Number(version)
    }
  }

  get collections(): Counted[] {
    return this.#tallies.map(({ sum, ...counted }) => ({ ...counted, checksum: sum.toString('hex') }))
  }

  get documents(): number {
    return this.#tallies.reduce((sum, { documents }) => sum + documents, 0)
  }
}

/** The first collection that is not as the manifest says, or undefined. */
export function difference(manifest: Manifest, found: Counted[]): string | undefined {
  const told = new Map(manifest.collections.map(counted => [counted.name, counted]))
  const wrong = found.find(counted => JSON.stringify(told.get(counted.name)) !== JSON.stringify(counted))
  if (wrong) return wrong.name
  const there = new Set(found.map(({ name }) => name))
  return manifest.collections.find(({ name }) => !there.has(name))?.name
}
