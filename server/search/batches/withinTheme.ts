import { type ReadySearch, ready } from '../find.ts'

/** A search that stays within passages coded with a theme: what it finds, where it overlaps one of these. */
export function withinTheme(search: ReadySearch, theme: string): ReadySearch {
  if (theme === '') return search
  return ready({
    ...search,
    condition: {
      kind: 'and',
      wide: false,
      left: search.condition,
      right: { kind: 'coded', themes: [theme] },
    },
  })
}
