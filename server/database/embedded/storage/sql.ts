import Libsql from 'libsql'

export type SqlValue = string | number | bigint | null | Buffer
type Column = SqlValue | ArrayBuffer | undefined
export type Row = Record<string, SqlValue | ArrayBuffer>

/** A blob of a row, which libsql gives as an ArrayBuffer from `all` and as a Buffer from `get`. */
export function blob(value: Column): Buffer {
  if (Buffer.isBuffer(value)) return value
  if (value instanceof ArrayBuffer) return Buffer.from(value)
  throw new TypeError(`blob: not a blob: ${typeof value}`)
}

/** Pages that each connection keeps: with SQLite's own 2 MB, what an index names is read from the system again and again. */
const cacheKiB = 16 * 1024

/**
 * One connection to the SQLite file, with its statements prepared once. Parameters are always passed as one array:
 * libsql takes a lone Buffer for named parameters and ends the process.
 */
export class Sql {
  private readonly database: Libsql.Database
  private readonly statements = new Map<string, Libsql.Statement>()
  private readonly rawStatements = new Map<string, Libsql.Statement>()

  constructor(file: string) {
    this.database = new Libsql(file)
    this.database.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 10000; ' +
        `PRAGMA cache_size = -${cacheKiB}`,
    )
  }

  run(source: string, parameters: SqlValue[] = []): { changes: number; lastInsertRowid: number | bigint } {
    return this.prepared(source).run(parameters)
  }

  get(source: string, parameters: SqlValue[] = []): Row | undefined {
    return this.prepared(source).get(parameters) as Row | undefined
  }

  /** The columns of the first row, without their names, which take libsql as long as a short row itself. */
  columns(source: string, parameters: SqlValue[]): Column[] | undefined {
    let statement = this.rawStatements.get(source)
    if (!statement) {
      statement = this.database.prepare(source).raw()
      this.rawStatements.set(source, statement)
    }
    return statement.get(parameters) as Column[] | undefined
  }

  all(source: string, parameters: SqlValue[] = []): Row[] {
    return this.prepared(source).all(parameters) as Row[]
  }

  /** For a question that is asked once, which is not worth keeping. */
  once(source: string): Row[] {
    return this.database.prepare(source).all([]) as Row[]
  }

  /** For statements that change the schema, which are not worth keeping. */
  exec(source: string): void {
    this.database.exec(source)
  }

  get inTransaction(): boolean {
    return this.database.inTransaction
  }

  close(): void {
    this.statements.clear()
    this.rawStatements.clear()
    this.database.close()
  }

  private prepared(source: string): Libsql.Statement {
    let statement = this.statements.get(source)
    if (!statement) {
      statement = this.database.prepare(source)
      this.statements.set(source, statement)
    }
    return statement
  }
}

export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && /UNIQUE constraint failed/.test(error.message)
}

export function isDamage(error: unknown): boolean {
  const code = error instanceof Error ? (error as { code?: unknown }).code : undefined
  return code === 'SQLITE_CORRUPT' || code === 'SQLITE_NOTADB'
}

export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && (error as { code?: unknown }).code === 'SQLITE_FULL'
}

/** The file can be read alone, or the disk refuses even that. */
export function isDiskRefusing(error: unknown): boolean {
  const code = error instanceof Error ? (error as { code?: unknown }).code : undefined
  return /^SQLITE_(READONLY|IOERR|CANTOPEN)/.test(String(code))
}
