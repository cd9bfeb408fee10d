import type { Theme } from '../../analysis/index.ts'
import { idOf, newId } from '../database/ids.ts'
import { editCodebook } from './edit.ts'
import { mostExamples } from './examples/change.ts'
import type { ExampleKind, ExampleWords, ThemeExample } from './examples/example.ts'
import { rulesFrom } from './ruleLines.ts'
import type { StoredTheme } from './store.ts'

const none: ExampleWords = { include: [], exclude: [] }

/**
 * Adds themes that come from elsewhere, in one version; those whose name is there already stay as they are, and
 * what stood below them stands below their namesake. A theme keeps its id unless another has it.
 *
 * @param change what the version says that it changed
 * @param examples made-up ones, by the id that a theme comes with
 * @returns how many were added
 */
export async function addThemes(
  consultation: string,
  by: string,
  incoming: readonly Theme[],
  change: string,
  examples: ReadonlyMap<string, ExampleWords> = new Map(),
): Promise<number> {
  let added = 0
  await editCodebook(consultation, by, (themes, version) => {
    const byName = new Map(themes.filter(theme => !theme.archived).map(theme => [key(theme.name), theme.id]))
    const taken = new Set(themes.map(theme => theme.id))
    const ids = new Map(
      incoming.map(({ id, name }) => [id, byName.get(key(name)) ?? (taken.has(id) ? newId() : id)]),
    )
    const fresh = incoming.filter(theme => !byName.has(key(theme.name)))
    added = fresh.length
    if (added === 0) return undefined
    const made = fresh.map((theme, index): StoredTheme => {
      const id = ids.get(theme.id) ?? theme.id
      const own = madeUp(id, by, examples.get(theme.id))
      return {
        ...theme,
        ...(own.length > 0 ? { examples: own } : {}),
        id,
        parent: ids.get(theme.parent ?? '') ?? null,
        rules: rulesFrom(
          id,
          theme.rules.map(rule => rule.source),
        ),
        consultation,
        order: themes.length + index,
        archived: false,
        changed: version,
      }
    })
    return { themes: [...themes, ...made], change }
  })
  return added
}

/** Examples as they came, without a passage that they are of. */
function madeUp(theme: string, by: string, { include, exclude }: ExampleWords = none): ThemeExample[] {
  const at = new Date()
  const made = (kind: ExampleKind, list: string[]) =>
    [...new Set(list)].map(words => ({ id: idOf(theme, words), kind, by, at, words }))
  return [...made('include', include), ...made('exclude', exclude)].slice(0, mostExamples)
}

function key(name: string): string {
  return name.trim().toLocaleLowerCase('en-GB')
}
