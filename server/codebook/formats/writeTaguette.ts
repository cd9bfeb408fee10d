import { stringify } from 'csv-stringify/sync'
import type { Theme } from '../../../analysis/index.ts'
import { writeDescription } from './qdcDescription.ts'

/** Themes as Taguette writes and reads a codebook: a tag, the one above it, and what it means. */
export function writeTaguette(themes: readonly Theme[]): string {
  const names = new Map(themes.map(({ id, name }) => [id, name]))
  const rows = themes.map(theme => [theme.name, names.get(theme.parent ?? '') ?? '', descriptionOf(theme)])
  return stringify([['tag', 'parent', 'description'], ...rows], { escape_formulas: true })
}

function descriptionOf({ definition, include, exclude, rules }: Theme): string {
  if (include === '' && exclude === '' && rules.length === 0) return definition
  const lines = rules.map(({ source }) => source)
  return writeDescription({ definition, include, exclude, rules: lines, examples: [] })
}
