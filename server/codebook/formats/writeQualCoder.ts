import { stringify } from 'csv-stringify/sync'
import type { Problem, Theme } from '../../../analysis/index.ts'
import type { ExampleWords } from '../examples/example.ts'
import { withGuard } from './cellGuard.ts'
import { plainDescription } from './writeTaguette.ts'

/**
 * Themes as QualCoder imports a list of codes: a path of names and a memo, without a line that names columns. A theme
 * with others below it is a code and, for those, a category of the same name, which every version of QualCoder reads.
 */
export function writeQualCoder(
  themes: readonly Theme[],
  examples: ReadonlyMap<string, ExampleWords> = new Map(),
): string {
  const known = new Map(themes.map(theme => [theme.id, theme]))
  const pathOf = ({ name, parent }: Theme): string => {
    const above = known.get(parent ?? '')
    return above ? `${pathOf(above)}>>${soundName(name)}` : soundName(name)
  }
  const rows = themes.map(theme => [pathOf(theme), plainDescription(theme, examples.get(theme.id))])
  return stringify(
    rows.map(row => row.map(cell => withGuard(cell, true))),
    { bom: true },
  )
}

/** What of these themes such a list cannot hold. */
export function qualCoderLosses(themes: readonly Theme[]): Problem[] {
  const renamed = themes
    .filter(({ name }) => soundName(name) !== name)
    .map(({ name }) => ({
      place: `theme “${name}”`,
      message: `Became “${soundName(name)}”: “>>” stands between names there.`,
    }))
  const colours = { place: 'all themes', message: 'Their colours were left out: QualCoder chooses its own.' }
  return [...renamed, colours]
}

function soundName(name: string): string {
  return name.replaceAll(/>{2,}/g, '>')
}
