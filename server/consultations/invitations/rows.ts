import type { Problem } from '../../../analysis/index.ts'
import type { Row, Table } from '../../files/readTable.ts'
import { isAddress } from '../../mail/plain.ts'
import type { Invitation } from './invitation.ts'
import { keyOf } from './token.ts'

const emailName = /^(?:e-?mail|e-?mail[ _-]?address|address)$/i
const personName = /^(?:full[ _-]?)?names?$/i
const longestName = 200

/** Which columns a list is read by; `isHeaded` is false where its first line names people already. */
export type ListColumns = { email: string; name?: string; isHeaded: boolean }

/** Finds the columns by their names, or else by an address in the first line; undefined where there is neither. */
export function listColumns(columns: string[]): ListColumns | undefined {
  const named = columns.find(column => emailName.test(column.trim()))
  const name = columns.find(column => personName.test(column.trim()))
  if (named !== undefined) return { email: named, ...(name === undefined ? {} : { name }), isHeaded: true }
  const email = columns.find(column => isAddress(column.trim()))
  const other = columns.find(column => column !== email)
  return email === undefined
    ? undefined
    : { email, ...(other === undefined ? {} : { name: other }), isHeaded: false }
}

/**
 * Every row of a list, the first line among them where it names somebody.
 *
 * @param above how many lines of the table stand above the first that somebody pasted
 */
export async function* listRows(table: Table, columns: ListColumns, above = 0): AsyncGenerator<Row> {
  if (!columns.isHeaded) yield { line: 1, cells: new Map(table.columns.map(column => [column, column])) }
  for await (const row of table.rows) yield { ...row, line: row.line - above }
}

type Person = Pick<Invitation, 'name' | 'email'>

/** Reads the rows of one list, in their order: each is somebody to invite, or has a fault. */
export class ListReader {
  readonly #columns: ListColumns
  readonly #lines = new Map<string, number>()

  constructor(columns: ListColumns) {
    this.#columns = columns
  }

  read(row: Row): { person: Person } | { fault: Problem } {
    const email = (row.cells.get(this.#columns.email) ?? '').normalize('NFC').trim()
    const name = (row.cells.get(this.#columns.name ?? '') ?? '').normalize('NFC').replace(/\s+/g, ' ').trim()
    const fault = (message: string) => ({ fault: { place: `line ${row.line}`, message } })
    if (email === '') return fault('Has no email address.')
    if (!isAddress(email))
      return fault(`“${shortened(email)}” is no email address. Write one in full, like name@example.org.`)
    if (name.length > longestName) return fault(`Has a name of more than ${longestName} characters.`)
    if (!name.isWellFormed()) return fault('Has a name that is no proper Unicode. Type it again.')
    const key = keyOf(email)
    const first = this.#lines.get(key)
    if (first !== undefined) return fault(`Has the same address as line ${first}, which is invited once.`)
    this.#lines.set(key, row.line)
    return { person: { name, email } }
  }
}

function shortened(words: string): string {
  return words.length > 80 ? `${words.slice(0, 80).toWellFormed()}…` : words
}
