import type { GoneWords } from '../../responses/gone/goneWords.ts'
import type { ThemeExample } from '../examples/example.ts'
import type { Codebook, StoredTheme } from '../store.ts'
import { sourcesOf, wordings } from '../versions/changes.ts'
import { withoutGone } from '../withoutGone.ts'

/**
 * What taking another consultation's codebook would do with one of its themes: add it, take over what was changed, take
 * it into use again, or archive it, where it is archived there. `named`: nothing, since a theme of that name is here.
 */
export type Offer = {
  kind: 'added' | 'changed' | 'back' | 'archived' | 'named'
  /** The theme as it is there now. */
  theirs: StoredTheme
  /** The copy that is here, or for `named` the theme of the same name. */
  ours?: StoredTheme
  /** Whether the copy was changed here since it was taken. */
  isChangedHere: boolean
}

/**
 * What of another codebook is not here yet, in its order.
 * @param theirs the codebook that is offered, with all its versions of which copies are here
 */
export function offersOf(ours: Codebook, theirs: Codebook, taken: ReadonlyMap<number, Codebook>): Offer[] {
  const copies = copiesOf(ours, theirs.consultation)
  const names = new Map(
    ours.themes.filter(({ archived }) => !archived).map(theme => [key(theme.name), theme]),
  )
  return theirs.themes.flatMap((theme): Offer[] => {
    const copy = copies.get(theme.id)
    if (!copy) {
      if (theme.archived) return []
      const named = names.get(key(theme.name))
      return [
        named
          ? { kind: 'named', theirs: theme, ours: named, isChangedHere: false }
          : { kind: 'added', theirs: theme, isChangedHere: false },
      ]
    }
    const { origin } = copy
    const base = taken.get(origin?.version ?? 0)?.themes.find(({ id }) => id === theme.id)
    const isChangedHere = base !== undefined && !saysSame(base, copy)
    const offer = { theirs: theme, ours: copy, isChangedHere }
    if (copy.archived) return theme.archived || copy.merged ? [] : [{ kind: 'back', ...offer }]
    if (theme.archived) return base?.archived ? [] : [{ kind: 'archived', ...offer }]
    const isChanged = base === undefined || !saysSame(base, theme)
    return isChanged && !saysSame(theme, copy) ? [{ kind: 'changed', ...offer }] : []
  })
}

/** The copies of another consultation's themes, by the ids that these have there. */
export function copiesOf({ themes }: Codebook, from: string): Map<string, StoredTheme> {
  return new Map(
    themes.flatMap(theme =>
      theme.origin?.consultation === from ? [[theme.origin.theme, theme] as const] : [],
    ),
  )
}

/** A codebook as others may see it: without words that were withdrawn, and with made-up examples alone. */
export function withoutTestimony(codebook: Codebook, gone: GoneWords): Codebook {
  return {
    ...codebook,
    themes: codebook.themes.map(theme => {
      const { examples = [], ...sound } = withoutGone(theme, gone)
      const own = examples.filter(example => isMadeUp(example) && !gone.repeats(example.words))
      return own.length > 0 ? { ...sound, examples: own } : sound
    }),
  }
}

function isMadeUp(example: ThemeExample): example is Extract<ThemeExample, { words: string }> {
  return 'words' in example
}

/** Whether a theme and its copy say the same, by the same rules. */
function saysSame(a: StoredTheme, b: StoredTheme): boolean {
  return (
    a.name === b.name &&
    wordings.every(wording => a[wording] === b[wording]) &&
    sourcesOf(a).join('\n') === sourcesOf(b).join('\n')
  )
}

export function key(name: string): string {
  return name.trim().toLocaleLowerCase('en-GB')
}
