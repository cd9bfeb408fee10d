import type { Problem } from '../../../analysis/index.ts'
import type { Consultation } from '../../consultations/store.ts'
import { readTable } from '../../files/readTable.ts'
import { attributedIn } from '../../responses/cases/caseStore.ts'
import { openFile } from '../fileStore.ts'
import { at } from '../rows.ts'
import { type Given, type Key, nameProblem } from './propose.ts'

const mostRows = 100_000

const headings: Record<string, Key> = {
  reference: 'reference',
  _reference: 'reference',
  id: 'id',
  case: 'case',
}

/**
 * Reads a table of attributes: a column that says of whom a row speaks, and one for each attribute. An attribute that is
 * there under the same name in other letters is that one.
 *
 * @returns the rows with what was wrong in some, or why the table cannot be used at all
 */
export async function readAttributes(
  consultation: Pick<Consultation, '_id' | 'version'>,
  { file, name }: { file: string; name: string },
): Promise<{ ok: true; rows: Given[]; faults: Problem[] } | { ok: false; problems: string[] }> {
  const table = await readTable({ name, content: openFile(file) })
  const keyed = (key: Key) => table.columns.find(column => headings[column.trim().toLowerCase()] === key)
  const key = (['reference', 'id', 'case'] as const).find(each => keyed(each) !== undefined)
  const column = key && keyed(key)
  if (table.columns.length === 0) return { ok: false, problems: table.problems.map(({ message }) => message) }
  if (!key || column === undefined)
    return {
      ok: false,
      problems: [
        'Has no column headed “reference”, “id” or “case”, which says of whom each row speaks. Head it so in its first line',
      ],
    }
  const known = new Map(
    (await attributedIn(consultation._id)).flatMap(({ attributes }) =>
      Object.keys(attributes).map(each => [each.toLowerCase(), each] as const),
    ),
  )
  const named = table.columns
    .filter(each => each !== column && each.trim() !== '')
    .map(each => [each, known.get(each.trim().toLowerCase()) ?? each.trim()] as const)
  const wrong: string[] = []
  for (const [, attribute] of named) {
    const problem = await nameProblem(consultation, attribute)
    if (problem) wrong.push(problem)
  }
  if (named.length === 0) wrong.push('Has no column beside the one that says of whom it speaks')
  if (wrong.length > 0) return { ok: false, problems: wrong }
  const rows: Given[] = []
  for await (const row of table.rows) {
    const values = named.flatMap(([heading, attribute]) => {
      const value = (row.cells.get(heading) ?? '').normalize('NFC').trim()
      return value === '' ? [] : [[attribute, value] as const]
    })
    const { place } = at(row, '')
    rows.push({ place, key, of: (row.cells.get(column) ?? '').trim(), values: Object.fromEntries(values) })
    if (rows.length > mostRows)
      return {
        ok: false,
        problems: [`Has more than ${mostRows.toLocaleString('en-GB')} rows. Bring it in parts`],
      }
  }
  return { ok: true, rows, faults: table.problems }
}
