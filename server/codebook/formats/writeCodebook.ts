import { stringify } from 'csv-stringify/sync'
import writeXlsx from 'write-excel-file/node'
import type { Theme } from '../../../analysis/index.ts'
import { xlsxText } from '../../files/xlsxText.ts'
import { withGuard } from './cellGuard.ts'
import { writeQdc } from './writeQdc.ts'

export const codebookFormats = ['csv', 'xlsx', 'json', 'qdc'] as const
export type CodebookFormat = (typeof codebookFormats)[number]

const columns = ['theme', 'parent', 'definition', 'include', 'exclude', 'colour', 'rules'] as const
type Row = Record<(typeof columns)[number], string>

/**
 * Writes themes as a file that `readCodebook` reads back.
 * @param examples by theme's id; CSV and XLSX have no place for them
 * @param guarded whether a CSV is made safe to open in a spreadsheet; else its cells are as they are
 */
export async function writeCodebook(
  themes: readonly Theme[],
  format: CodebookFormat,
  { examples = new Map<string, string[]>(), guarded = true } = {},
): Promise<string | Buffer> {
  if (format === 'qdc') return writeQdc(themes, examples)
  const names = new Map(themes.map(({ id, name }) => [id, name]))
  if (format === 'json') return json(themes, names, examples)
  const rows = themes.map(
    ({ name, parent, definition, include, exclude, colour, rules }): Row => ({
      theme: name,
      parent: names.get(parent ?? '') ?? '',
      definition,
      include,
      exclude,
      colour,
      rules: rules.map(({ source }) => source).join('\n'),
    }),
  )
  const cells = rows.map(row => columns.map(column => row[column]))
  if (format === 'xlsx') return xlsx(cells)
  const written = cells.map(row => row.map(cell => withGuard(cell, guarded)))
  return stringify([[...columns], ...written], { bom: true })
}

function json(
  themes: readonly Theme[],
  names: ReadonlyMap<string, string>,
  examples: ReadonlyMap<string, string[]>,
): string {
  const written = themes.map(({ id, name, parent, definition, include, exclude, colour, rules }) => ({
    name,
    parent: names.get(parent ?? '') ?? null,
    definition,
    include,
    exclude,
    colour,
    rules: rules.map(({ source }) => source),
    ...(examples.get(id)?.length ? { examples: examples.get(id) } : {}),
  }))
  return `${JSON.stringify({ themes: written }, null, 2)}\n`
}

function xlsx(cells: string[][]): Promise<Buffer> {
  const sheet = [[...columns], ...cells].map(row =>
    row.map(cell => ({ value: xlsxText(withGuard(cell, false)), type: String, wrap: true })),
  )
  return writeXlsx(sheet, { sheet: 'Codebook' }).toBuffer()
}
