import { stringify } from 'csv-stringify/sync'
import writeXlsx from 'write-excel-file/node'
import type { Theme } from '../../../analysis/index.ts'
import { xlsxText } from '../../files/xlsxText.ts'
import type { ExampleWords } from '../examples/example.ts'
import { withGuard } from './cellGuard.ts'
import { writeItems } from './exampleItems.ts'
import { writeQdc } from './writeQdc.ts'

export const codebookFormats = ['csv', 'xlsx', 'json', 'qdc'] as const
export type CodebookFormat = (typeof codebookFormats)[number]

const columns = ['theme', 'parent', 'definition', 'include', 'exclude', 'colour', 'rules'] as const
const exampleColumns = ['examples', 'counterexamples'] as const
type Row = Record<(typeof columns)[number] | (typeof exampleColumns)[number], string>

/**
 * Writes themes as a file that `readCodebook` reads back.
 * @param examples by theme's id; a table has columns for them where there are any
 * @param guarded whether a CSV is made safe to open in a spreadsheet; else its cells are as they are
 */
export async function writeCodebook(
  themes: readonly Theme[],
  format: CodebookFormat,
  { examples = new Map<string, ExampleWords>(), guarded = true } = {},
): Promise<string | Buffer> {
  if (format === 'qdc') return writeQdc(themes, examples)
  const names = new Map(themes.map(({ id, name }) => [id, name]))
  if (format === 'json') return json(themes, names, examples)
  const rows = themes.map(
    ({ id, name, parent, definition, include, exclude, colour, rules }): Row => ({
      theme: name,
      parent: names.get(parent ?? '') ?? '',
      definition,
      include,
      exclude,
      colour,
      rules: rules.map(({ source }) => source).join('\n'),
      examples: writeItems(examples.get(id)?.include ?? []),
      counterexamples: writeItems(examples.get(id)?.exclude ?? []),
    }),
  )
  const hasExamples = [...examples.values()].some(
    ({ include, exclude }) => include.length + exclude.length > 0,
  )
  const head = hasExamples ? [...columns, ...exampleColumns] : [...columns]
  const cells = rows.map(row => head.map(column => row[column]))
  if (format === 'xlsx') return xlsx(head, cells)
  const written = cells.map(row => row.map(cell => withGuard(cell, guarded)))
  return stringify([head, ...written], { bom: true })
}

function json(
  themes: readonly Theme[],
  names: ReadonlyMap<string, string>,
  examples: ReadonlyMap<string, ExampleWords>,
): string {
  const written = themes.map(({ id, name, parent, definition, include, exclude, colour, rules }) => ({
    name,
    parent: names.get(parent ?? '') ?? null,
    definition,
    include,
    exclude,
    colour,
    rules: rules.map(({ source }) => source),
    ...(examples.get(id)?.include.length ? { examples: examples.get(id)?.include } : {}),
    ...(examples.get(id)?.exclude.length ? { counterexamples: examples.get(id)?.exclude } : {}),
  }))
  return `${JSON.stringify({ themes: written }, null, 2)}\n`
}

function xlsx(head: string[], cells: string[][]): Promise<Buffer> {
  const sheet = [head, ...cells].map(row =>
    row.map(cell => ({ value: xlsxText(withGuard(cell, false)), type: String, wrap: true })),
  )
  return writeXlsx(sheet, { sheet: 'Codebook' }).toBuffer()
}
