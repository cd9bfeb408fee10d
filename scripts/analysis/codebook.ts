import type { Problem, Theme } from '../../analysis/index.ts'
import { readCodebook } from '../../server/codebook/formats/readCodebook.ts'
import { starterThemes } from '../../server/codebook/starter.ts'
import { CannotRun } from '../cannotRun.ts'

/**
 * The codebook in a file, or the starter codebook where no file is named.
 * @throws CannotRun when no theme with a rule can be read of it.
 */
export async function chosenCodebook(
  file: string | undefined,
): Promise<{ themes: Theme[]; problems: Problem[] }> {
  if (file === undefined) return { themes: [...starterThemes], problems: [] }
  const { themes, problems, losses } = await readCodebook(file)
  const read = { themes, problems: [...problems, ...losses] }
  if (themes.some(theme => theme.rules.length > 0)) return read
  const message = 'Has no theme with a rule that can be read, so nothing could be tagged.'
  throw new CannotRun([...read.problems, { place: file, message }])
}

/** Each theme's place in the hierarchy by its id: "Culture / Hierarchy". */
export function themePaths(themes: Theme[]): Map<string, string> {
  const byId = new Map(themes.map(theme => [theme.id, theme]))
  return new Map(
    themes.map(theme => {
      const names: string[] = []
      const seen = new Set<string>()
      for (let at: Theme | undefined = theme; at && !seen.has(at.id); at = byId.get(at.parent ?? '')) {
        seen.add(at.id)
        names.unshift(at.name)
      }
      return [theme.id, names.join(' / ')]
    }),
  )
}
