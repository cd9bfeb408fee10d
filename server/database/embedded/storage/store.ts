import { closeSync, openSync } from 'node:fs'
import path from 'node:path'
import { Catalog } from './catalog.ts'
import { prepareFormat } from './format.ts'
import { Sql } from './sql.ts'

/** The file in a folder that has all of its data. */
export const fileName = 'soundings.sqlite'

/**
 * One connection's view of the database file. The writer's store collects what arrives together in one transaction:
 * `write` opens it, `commit` makes it durable. A reader's store never writes.
 */
export class Store {
  readonly sql: Sql
  readonly catalog: Catalog
  private open = false
  /** Why SQLite has undone the transaction that is open, if it has. */
  private undone: { error: unknown } | undefined

  constructor(folder: string) {
    const file = path.join(folder, fileName)
    // Made here, since SQLite would let others read it; its companion files take over the mode.
    closeSync(openSync(file, 'a', 0o600))
    this.sql = new Sql(file)
    prepareFormat(this.sql, folder)
    this.catalog = new Catalog(this.sql)
    this.catalog.refresh()
  }

  /**
   * Runs one change whole or not at all; it is durable only after `commit`. Where SQLite itself undoes the whole
   * transaction (a full disk), every later write of the group fails with the same error, and so does its commit.
   */
  write<T>(change: () => T): T {
    this.begin()
    this.sql.run('SAVEPOINT change')
    try {
      const result = change()
      this.sql.run('RELEASE change')
      return result
    } catch (error) {
      if (this.sql.inTransaction) {
        this.sql.run('ROLLBACK TO change')
        this.sql.run('RELEASE change')
      } else {
        this.undone = { error }
      }
      this.catalog.refresh(true)
      throw error
    }
  }

  /**
   * The same for a change that undoes itself before it throws, and so needs no savepoint: setting one and releasing
   * it take as long as the insert between them.
   */
  writeUndoing<T>(change: () => T): T {
    this.begin()
    try {
      return change()
    } catch (error) {
      if (!this.sql.inTransaction) {
        this.undone = { error }
        this.catalog.refresh(true)
      }
      throw error
    }
  }

  private begin(): void {
    if (this.undone) throw this.undone.error
    if (this.open) return
    this.sql.run('BEGIN IMMEDIATE')
    this.open = true
  }

  /** Writes everything since the last commit to disk. @throws when it cannot; then all of it is undone */
  commit(): void {
    if (!this.open) return
    const { undone } = this
    this.open = false
    this.undone = undefined
    if (undone) throw undone.error
    try {
      this.sql.run('COMMIT')
    } catch (error) {
      if (this.sql.inTransaction) this.sql.run('ROLLBACK')
      this.catalog.refresh(true)
      throw error
    }
  }

  /**
   * Gives the room of what was removed back to the disk. What is open is committed first, since SQLite does this
   * outside a transaction. @returns how many bytes smaller the file is
   */
  compact(): number {
    try {
      this.commit()
    } catch (error) {
      // Those who share the group have to be told too: its own commit fails with the same.
      this.open = true
      this.undone = { error }
      throw error
    }
    const before = this.bytes()
    this.sql.exec('VACUUM')
    // The log still has pages as they were before.
    this.sql.once('PRAGMA wal_checkpoint(TRUNCATE)')
    return Math.max(0, before - this.bytes())
  }

  /** What SQLite finds wrong with the file first, or undefined where it is whole. */
  damage(): string | undefined {
    const [first] = this.sql.once('PRAGMA quick_check(1)')
    const found = String(first?.quick_check).replace(/\s+/g, ' ')
    return found === 'ok' ? undefined : found
  }

  private bytes(): number {
    const size = (pragma: string) => Number(this.sql.once(`PRAGMA ${pragma}`)[0]?.[pragma])
    return size('page_count') * size('page_size')
  }

  /** Runs several reads in one transaction, since to begin one takes SQLite a third of the time that a short read does. */
  readTogether(read: () => void): void {
    this.sql.run('BEGIN')
    try {
      read()
    } finally {
      this.sql.run('COMMIT')
    }
  }

  /** Runs `read` against one moment of the database, as it was last committed. */
  snapshot<T>(read: () => T): T {
    this.sql.run('BEGIN')
    try {
      this.catalog.refresh()
      return read()
    } finally {
      this.sql.run('COMMIT')
    }
  }

  close(): void {
    this.sql.close()
  }
}
