import { Catalog } from './catalog.ts'
import type { Sql } from './sql.ts'

/**
 * The steps that bring a file of an older format to the newest, in order. A file's format is how many it has behind it;
 * it stands in the table `format`, which the first files had not.
 */
const upgrades: ((sql: Sql) => void)[] = [
  // 1: collections have options.
  sql => sql.exec('ALTER TABLE collections ADD COLUMN options BLOB'),
]

export const newestFormat = upgrades.length

/** Creates the tables of a new file, or upgrades an older one, all or nothing. @throws where the file is of a newer format */
export function prepareFormat(sql: Sql, folder: string): void {
  if (formatOf(sql) === newestFormat) return
  sql.exec('BEGIN IMMEDIATE')
  try {
    const format = formatOf(sql)
    if (format !== undefined && format > newestFormat) {
      throw new Error(
        `the data in ${folder} was written by a newer version of Soundings (format ${format}; this version reads ` +
          `up to ${newestFormat}). Start that version, or restore a copy that was made before it`,
      )
    }
    if (format === undefined) Catalog.prepare(sql)
    else for (const upgrade of upgrades.slice(format)) upgrade(sql)
    sql.exec(`
      CREATE TABLE IF NOT EXISTS format (version INTEGER NOT NULL);
      DELETE FROM format;
      INSERT INTO format (version) VALUES (${newestFormat});
    `)
    sql.exec('COMMIT')
  } catch (error) {
    sql.exec('ROLLBACK')
    throw error
  }
}

/** Undefined for a new file. */
function formatOf(sql: Sql): number | undefined {
  const tables = sql
    .once("SELECT name FROM sqlite_master WHERE type = 'table' AND name IN ('format', 'collections')")
    .map(({ name }) => name)
  if (tables.includes('format')) return Number(sql.once('SELECT version FROM format')[0]?.version)
  return tables.includes('collections') ? 0 : undefined
}
