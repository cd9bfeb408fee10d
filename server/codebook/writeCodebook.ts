import { stringify } from 'csv-stringify/sync'
import type { Theme } from '../../analysis/index.ts'

export const codebookFormats = ['csv', 'json'] as const
export type CodebookFormat = (typeof codebookFormats)[number]

/** Writes themes as a file that `readCodebook` reads back; a CSV is safe to open in a spreadsheet. */
export function writeCodebook(themes: Theme[], format: CodebookFormat): string {
  const names = new Map(themes.map(({ id, name }) => [id, name]))
  const written = themes.map(({ name, parent, definition, include, exclude, colour, rules }) => ({
    name,
    parent: parent === null ? null : (names.get(parent) ?? null),
    definition,
    include,
    exclude,
    colour,
    rules: rules.map(({ source }) => source),
  }))
  if (format === 'json') return `${JSON.stringify({ themes: written }, null, 2)}\n`
  const rows = written.map(({ name, rules, ...rest }) => ({ theme: name, ...rest, rules: rules.join('\n') }))
  const columns = ['theme', 'parent', 'definition', 'include', 'exclude', 'colour', 'rules']
  return stringify(rows, { header: true, columns, escape_formulas: true, bom: true })
}
