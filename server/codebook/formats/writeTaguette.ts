import { stringify } from 'csv-stringify/sync'
import type { Theme } from '../../../analysis/index.ts'
import type { ExampleWords } from '../examples/example.ts'
import { writeDescription } from './qdcDescription.ts'

/** Themes as Taguette writes and reads a codebook: a tag, the one above it, and what it means. */
export function writeTaguette(
  themes: readonly Theme[],
  examples: ReadonlyMap<string, ExampleWords> = new Map(),
): string {
  const names = new Map(themes.map(({ id, name }) => [id, name]))
  const rows = themes.map(theme => [
    theme.name,
    names.get(theme.parent ?? '') ?? '',
    plainDescription(theme, examples.get(theme.id)),
  ])
  return stringify([['tag', 'parent', 'description'], ...rows], { escape_formulas: true })
}

/** All that a theme says, in one text: the definition alone where it says nothing else. */
export function plainDescription(
  { definition, include, exclude, rules }: Theme,
  { include: examples, exclude: counterexamples }: ExampleWords = { include: [], exclude: [] },
): string {
  const lists = { rules: rules.map(({ source }) => source), examples, counterexamples }
  const hasMore = include !== '' || exclude !== '' || Object.values(lists).some(({ length }) => length > 0)
  return hasMore ? writeDescription({ definition, include, exclude, ...lists }) : definition
}
