import { randomUUID } from 'node:crypto'
import { MongoError } from '../errors.ts'
import { type Index, idIndexOf, parseIndex } from '../indexes/definition.ts'
import { decode } from '../values/decode.ts'
import { encode } from '../values/encode.ts'
import type { Document } from '../values/types.ts'
import { parseRules, type Rules } from './rules.ts'
import { blob, type Row, type Sql } from './sql.ts'

export type Collection = {
  /** Names its table, `d<id>`. */
  id: number
  database: string
  name: string
  uuid: string
  indexes: Index[]
  /** As listCollections tells them. */
  options: Document
  rules: Rules | undefined
}

/**
 * What collections and indexes there are: two tables, read once into memory. `user_version` of the file rises with
 * every change, so that a reader's connection knows when to read them again.
 */
export class Catalog {
  private readonly sql: Sql
  private readonly collections = new Map<string, Collection>()
  private version = -1

  constructor(sql: Sql) {
    this.sql = sql
  }

  /** Creates the two tables in a new file. */
  static prepare(sql: Sql): void {
    sql.exec(`
      CREATE TABLE IF NOT EXISTS collections (
        id INTEGER PRIMARY KEY AUTOINCREMENT, database TEXT NOT NULL, name TEXT NOT NULL, uuid TEXT NOT NULL,
        options BLOB, UNIQUE (database, name));
      CREATE TABLE IF NOT EXISTS indexes (
        id INTEGER PRIMARY KEY AUTOINCREMENT, collection INTEGER NOT NULL, spec BLOB NOT NULL, arrays TEXT NOT NULL);
    `)
  }

  /** Reads everything again if it has changed, or regardless after a transaction was undone. */
  refresh(always = false): void {
    const version = Number(this.sql.get('PRAGMA user_version')?.user_version)
    if (version === this.version && !always) return
    this.version = version
    this.collections.clear()
    const byId = new Map<number, Collection>()
    for (const row of this.sql.all('SELECT id, database, name, uuid, options FROM collections')) {
      const collection = collectionOf(row)
      byId.set(collection.id, collection)
      this.collections.set(namespace(collection.database, collection.name), collection)
    }
    for (const row of this.sql.all('SELECT id, collection, spec, arrays FROM indexes ORDER BY id')) {
      byId.get(Number(row.collection))?.indexes.push(indexOf(row))
    }
  }

  find(database: string, name: string): Collection | undefined {
    return this.collections.get(namespace(database, name))
  }

  all(): Collection[] {
    return [...this.collections.values()]
  }

  inDatabase(database: string): Collection[] {
    return this.all().filter(collection => collection.database === database)
  }

  create(database: string, name: string, options: Document = new Map()): Collection {
    checkNames(database, name)
    this.checkCase(database)
    const rules = parseRules(options)
    const uuid = randomUUID()
    const { lastInsertRowid } = this.sql.run(
      'INSERT INTO collections (database, name, uuid, options) VALUES (?, ?, ?, ?)',
      [database, name, uuid, encode(options)],
    )
    const collection: Collection = {
      id: Number(lastInsertRowid),
      database,
      name,
      uuid,
      indexes: [],
      options,
      rules,
    }
    this.sql.exec(`CREATE TABLE d${collection.id} (id INTEGER PRIMARY KEY, doc BLOB NOT NULL)`)
    this.collections.set(namespace(database, name), collection)
    this.addIndex(collection, idIndexOf(options.get('collation')))
    return collection
  }

  /** Gives a collection another name, perhaps in another database; its records and indexes stay where they are. */
  rename(collection: Collection, database: string, name: string): void {
    checkNames(database, name)
    this.checkCase(database)
    this.sql.run('UPDATE collections SET database = ?, name = ? WHERE id = ?', [
      database,
      name,
      collection.id,
    ])
    this.collections.delete(namespace(collection.database, collection.name))
    collection.database = database
    collection.name = name
    this.collections.set(namespace(database, name), collection)
    this.changed()
  }

  /** @throws MongoError where they cannot be read */
  setOptions(collection: Collection, options: Document): void {
    collection.rules = parseRules(options)
    collection.options = options
    this.sql.run('UPDATE collections SET options = ? WHERE id = ?', [encode(options), collection.id])
    this.changed()
  }

  /** Changes what an index is told to be, such as when its documents expire. */
  changeIndex(collection: Collection, index: Index, spec: Document): void {
    const changed = parseIndex(spec, index.id, index.arrays)
    collection.indexes[collection.indexes.indexOf(index)] = changed
    this.sql.run('UPDATE indexes SET spec = ? WHERE id = ?', [encode(changed.spec), index.id])
    this.changed()
  }

  drop(collection: Collection): void {
    for (const index of collection.indexes) this.sql.exec(`DROP TABLE i${index.id}`)
    this.sql.exec(`DROP TABLE d${collection.id}`)
    this.sql.run('DELETE FROM indexes WHERE collection = ?', [collection.id])
    this.sql.run('DELETE FROM collections WHERE id = ?', [collection.id])
    this.collections.delete(namespace(collection.database, collection.name))
    this.changed()
  }

  /** Makes an empty index; who calls fills it. A unique one holds each key once, so SQLite keeps it unique. */
  addIndex(collection: Collection, spec: Document): Index {
    const { lastInsertRowid } = this.sql.run(
      'INSERT INTO indexes (collection, spec, arrays) VALUES (?, ?, ?)',
      [collection.id, encode(spec), '[]'],
    )
    const index = parseIndex(spec, Number(lastInsertRowid))
    const primary = index.unique ? 'key' : 'key, record'
    this.sql.exec(
      `CREATE TABLE i${index.id} (key BLOB NOT NULL, record INTEGER NOT NULL, PRIMARY KEY (${primary})) WITHOUT ROWID`,
    )
    collection.indexes.push(index)
    this.changed()
    return index
  }

  dropIndex(collection: Collection, index: Index): void {
    this.sql.exec(`DROP TABLE i${index.id}`)
    this.sql.run('DELETE FROM indexes WHERE id = ?', [index.id])
    collection.indexes.splice(collection.indexes.indexOf(index), 1)
    this.changed()
  }

  /** Remembers that documents hold arrays at these paths, which narrows how the index may be used. */
  noteArrays(index: Index, arrays: Set<string>): void {
    const before = index.arrays.size
    for (const path of arrays) index.arrays.add(path)
    if (index.arrays.size === before) return
    this.sql.run('UPDATE indexes SET arrays = ? WHERE id = ?', [JSON.stringify([...index.arrays]), index.id])
    this.changed()
  }

  /** As in MongoDB, whose files could not be told apart. @throws MongoError where names differ by case alone */
  private checkCase(database: string): void {
    const other = this.all().find(
      each => each.database !== database && each.database.toLowerCase() === database.toLowerCase(),
    )
    if (!other) return
    throw new MongoError(
      'DatabaseDifferCase',
      `db already exists with different case already have: [${other.database}] trying to create [${database}]`,
    )
  }

  private changed(): void {
    this.version += 1
    this.sql.exec(`PRAGMA user_version = ${this.version}`)
  }
}

function collectionOf(row: Row): Collection {
  const options: Document = row.options === null ? new Map() : decode(blob(row.options))
  return {
    id: Number(row.id),
    database: String(row.database),
    name: String(row.name),
    uuid: String(row.uuid),
    indexes: [],
    options,
    rules: parseRules(options),
  }
}

function indexOf(row: Row): Index {
  return parseIndex(decode(blob(row.spec)), Number(row.id), JSON.parse(String(row.arrays)) as string[])
}

function namespace(database: string, name: string): string {
  return `${database}.${name}`
}

/** @throws MongoError InvalidNamespace, by MongoDB's rules for names */
export function checkNames(database: string, name: string): void {
  const bad =
    database === '' ||
    Buffer.byteLength(database) > 63 ||
    /[/\\. "$\0]/.test(database) ||
    name === '' ||
    /[$\0]/.test(name) ||
    name.startsWith('.') ||
    name.endsWith('.') ||
    name.startsWith('system.') ||
    Buffer.byteLength(`${database}.${name}`) > 255
  if (bad) throw new MongoError('InvalidNamespace', `Invalid namespace specified '${database}.${name}'`)
}
