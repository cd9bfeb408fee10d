import type { GoneWords } from '../responses/gone/goneWords.ts'
import type { StoredTheme } from './store.ts'

/** A theme with a sign in the place of words that were withdrawn: examples from testimony stand among what it says. */
export function withoutGone(theme: StoredTheme, gone: GoneWords): StoredTheme {
  const { definition, include, exclude } = theme
  return {
    ...theme,
    definition: gone.withheld(definition),
    include: gone.withheld(include),
    exclude: gone.withheld(exclude),
  }
}
