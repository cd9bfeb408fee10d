import { fewestInCell } from '../../../analysis/application.ts'

/**
 * For whom numbers are shown. The team reads every response in any case, so that small numbers are shown to it and
 * marked; in what goes out they are left out, with what they could be worked out from.
 */
export const audiences = ['team', 'publication'] as const
export type Audience = (typeof audiences)[number]

/** A cell of a table; null where it is left out, since it could tell who somebody is. `isSmall`: it is marked as such. */
export type Cell = { words: string; isSmall?: boolean } | null

/** A picture and the table of the same numbers. */
export type Picture = {
  id: 'prevalence' | 'groups' | 'together' | 'time' | 'coders' | 'words'
  title: string
  about: string
  first: string
  columns: string[]
  rows: { name: string; cells: Cell[] }[]
  /** Whether it can be made fit to be published; else it is for the team alone. */
  mayBePublished: boolean
  /** As it stands on a page, with an id of its own, or as a file by itself. */
  svg(id?: string): string
}

/** What stands behind a small number, in words beside its sign. */
export const smallSign = '*'
export const smallMeans = `${smallSign} fewer than five respondents`

/** A count of respondents as it is shown: of none it tells of nobody. */
export function shownCount(count: number, to: Audience): { count: number; isSmall: boolean } | null {
  const isSmall = count > 0 && count < fewestInCell
  return isSmall && to === 'publication' ? null : { count, isSmall }
}

export function countCell(shown: { count: number; isSmall: boolean } | null): Cell {
  return shown && { words: shown.count.toLocaleString('en-GB'), isSmall: shown.isSmall }
}

export function perCent(count: number, of: number): string {
  return `${of === 0 ? 0 : Math.round((count / of) * 100)}%`
}

/** The title of a file that has small numbers in it says so, wherever it goes. */
export function titleFor(title: string, to: Audience, isFile: boolean): string {
  return to === 'team' && isFile ? `${title} (for the team; ${smallMeans})` : title
}

/** What stands under a picture that is a file by itself: that it is the team's, where small numbers are in it. */
export function fileNote(to: Audience): { note?: string } {
  return to === 'team' ? { note: `For the team. ${smallMeans}` } : {}
}
