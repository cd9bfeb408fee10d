import { fewestInCell, suppressed, unknownGroup } from '../../../analysis/application.ts'
import type { ThemeView } from '../../coding/pages/themeViews.ts'
import { columnsSvg } from '../../files/charts/columns.ts'
import { heatSvg } from '../../files/charts/heat.ts'
import { chartSvg } from '../../files/charts/svg.ts'
import { overTime } from '../live/days.ts'
import type { ThemeTally } from './tally.ts'

/** A picture and the table of the same numbers: a cell is null where it is left out, since it could tell who somebody is. */
export type Picture = {
  id: 'prevalence' | 'groups' | 'together' | 'time' | 'words'
  title: string
  about: string
  first: string
  columns: string[]
  rows: { name: string; cells: (string | null)[] }[]
  /** As it stands on a page, with an id of its own, or as a file by itself. */
  svg(id?: string): string
}

type Themes = Pick<ThemeView, 'id' | 'path' | 'letter'>[]

/** More themes than these are in no picture: the most raised are; the tables have all. */
const mostDrawn = 12

export function prevalence(themes: Themes, tally: ThemeTally): Picture {
  const title = `Respondents who raised each theme, of ${tally.respondents.toLocaleString('en-GB')}`
  const rows = themes.map(({ path, letter }, at) => ({
    label: `${letter} ${path}`,
    respondents: few(tally.raised[at] ?? 0),
  }))
  return {
    id: 'prevalence',
    title,
    about: 'Those of whom a person coded something with the theme, or accepted what the machine suggested.',
    first: 'Theme',
    columns: ['Respondents', 'Per cent of all'],
    rows: rows.map(({ label, respondents }) => ({
      name: label,
      cells: [words(respondents), respondents === null ? null : perCent(respondents, tally.respondents)],
    })),
    svg: id => chartSvg({ title, by: 'Theme', counted: 'Raised it', rows }, id ? { id } : {}),
  }
}

/** How many of each group raised each theme: a small cell is left out, with what it could be worked out from. */
export function byGroup(themes: Themes, tally: ThemeTally, comparing: string): Picture {
  const groups = [...tally.groups]
  const names = groups.map(([name]) => name || unknownGroup)
  const tables = themes.map((_, at) =>
    suppressed(
      names,
      ['raised', 'not'],
      groups.map(([, { respondents, raised }]) => [raised[at] ?? 0, respondents - (raised[at] ?? 0)]),
    ),
  )
  const cellOf = (theme: number, group: number) => {
    const table = tables[theme]
    const [count, of] = [table?.cells[group]?.[0] ?? null, table?.rowTotals[group] ?? null]
    return count === null || of === null ? null : { count, share: of === 0 ? 0 : count / of, of }
  }
  const drawn = mostRaised(themes, tally)
  const title = `Themes by ${comparing.toLocaleLowerCase('en-GB')}: per cent of each group that raised them`
  return {
    id: 'groups',
    title,
    about: 'Each number is how many of the group raised the theme, and per cent of all of the group.',
    first: comparing,
    columns: themes.map(({ letter, path }) => `${letter} ${path}`),
    rows: names.map((name, group) => ({
      name,
      cells: themes.map((_, theme) => {
        const cell = cellOf(theme, group)
        return cell && `${cell.count.toLocaleString('en-GB')} (${perCent(cell.count, cell.of)})`
      }),
    })),
    svg: id =>
      heatSvg(
        title,
        drawn.map(at => themes[at]?.letter ?? ''),
        names.map((label, group) => ({
          label,
          cells: drawn.map(at => {
            const cell = cellOf(at, group)
            return cell
              ? { words: perCent(cell.count, cell.of), share: cell.share }
              : { words: '–', share: 0 }
          }),
        })),
        id ? { id } : {},
      ),
  }
}

export function together(themes: Themes, tally: ThemeTally): Picture {
  const title = 'Themes that the same respondents raised'
  const drawn = mostRaised(themes, tally)
  const most = Math.max(
    1,
    ...themes.flatMap((_, a) => themes.map((_, b) => (a === b ? 0 : (tally.together[a]?.[b] ?? 0)))),
  )
  return {
    id: 'together',
    title,
    about: 'Each number is how many respondents raised both themes, in one answer or in several.',
    first: 'Theme',
    columns: themes.map(({ letter, path }) => `${letter} ${path}`),
    rows: themes.map(({ letter, path }, a) => ({
      name: `${letter} ${path}`,
      cells: themes.map((_, b) => (a === b ? '·' : words(few(tally.together[a]?.[b] ?? 0)))),
    })),
    svg: id =>
      heatSvg(
        title,
        drawn.map(at => themes[at]?.letter ?? ''),
        drawn.map(a => ({
          label: `${themes[a]?.letter ?? ''} ${themes[a]?.path ?? ''}`,
          cells: drawn.map(b => {
            const count = few(tally.together[a]?.[b] ?? 0)
            if (a === b) return { words: '·', share: 0 }
            return { words: count === null ? '–' : String(count), share: (count ?? 0) / most }
          }),
        })),
        id ? { id } : {},
      ),
  }
}

/** When the responses came that raised one theme, and when all others did. */
export function themeOverTime(themes: Themes, tally: ThemeTally, chosen: string): Picture | undefined {
  const at = themes.findIndex(({ id }) => id === chosen)
  const theme = themes[at]
  const last = [...tally.days.keys()].sort().at(-1)
  if (!theme || last === undefined) return undefined
  const repeat = (day: string, times: number) => Array.from({ length: times }, () => day)
  const raised = [...tally.days].flatMap(([day, counts]) => repeat(day, counts.raised[at] ?? 0))
  const others = [...tally.days].flatMap(([day, counts]) =>
    repeat(day, counts.respondents - (counts.raised[at] ?? 0)),
  )
  const { by, spans } = overTime(raised, others, last)
  const title = `Responses that raised ${theme.path}, by when they were sent`
  const printed = spans.map(({ label, sent, unsent }) => {
    const isShown = sent + unsent === 0 || (few(sent) !== null && few(unsent) !== null)
    return { label, raised: isShown ? sent : null, others: isShown ? unsent : null }
  })
  return {
    id: 'time',
    title,
    about:
      'Those that raised the theme, and on top of them those that did not. A column is left out where either is so few that it could tell who they are.',
    first: by,
    columns: ['Raised it', 'Did not'],
    rows: printed.map(({ label, raised, others }) => ({
      name: label,
      cells: [words(raised), words(others)],
    })),
    svg: id =>
      columnsSvg(
        title,
        printed.map(({ label, raised, others }) => ({ label, below: raised ?? 0, above: others ?? 0 })),
        { id: id ?? 'chart', below: 'Raised it', above: 'Did not' },
      ),
  }
}

/** The places of the themes that most raised, in the order of the codebook. */
function mostRaised(themes: Themes, { raised }: ThemeTally): number[] {
  return themes
    .map((_, at) => at)
    .sort((a, b) => (raised[b] ?? 0) - (raised[a] ?? 0))
    .slice(0, mostDrawn)
    .sort((a, b) => a - b)
}

/** A count by itself: of a few respondents it is left out; of none it tells of nobody. */
function few(count: number): number | null {
  return count > 0 && count < fewestInCell ? null : count
}

function words(count: number | null): string | null {
  return count === null ? null : count.toLocaleString('en-GB')
}

function perCent(count: number, of: number): string {
  return `${of === 0 ? 0 : Math.round((count / of) * 100)}%`
}
