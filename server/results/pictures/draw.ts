import { suppressed, unknownGroup } from '../../../analysis/application.ts'
import type { ThemeView } from '../../coding/pages/themeViews.ts'
import { columnsSvg } from '../../files/charts/columns.ts'
import { type HeatCell, heatSvg } from '../../files/charts/heat.ts'
import { chartSvg } from '../../files/charts/svg.ts'
import { overTime } from '../live/days.ts'
import { type Audience, countCell, fileNote, type Picture, perCent, shownCount, titleFor } from './picture.ts'
import { largestGroups, type ThemeTally } from './tally.ts'

type Themes = Pick<ThemeView, 'id' | 'path' | 'letter'>[]

/** More themes than these are in no picture: the most raised are; the tables have all. */
const mostDrawn = 12
/** A theme over more days than these is told by week, over as many weeks by month, over as many months by year. */
const mostDays = 14

const leftOut: HeatCell = { words: '–', share: 0 }

export function prevalence(themes: Themes, tally: ThemeTally, to: Audience): Picture {
  const title = `Respondents who raised each theme, of ${tally.respondents.toLocaleString('en-GB')}`
  const rows = themes.map(({ path, letter }, at) => ({
    label: `${letter} ${path}`,
    shown: shownCount(tally.raised[at] ?? 0, to),
  }))
  return {
    id: 'prevalence',
    title,
    about: 'Those of whom a person coded something with the theme, or accepted what the machine suggested.',
    first: 'Theme',
    columns: ['Respondents', 'Per cent of all'],
    rows: rows.map(({ label, shown }) => ({
      name: label,
      cells: [
        countCell(shown),
        shown && { words: perCent(shown.count, tally.respondents), isSmall: shown.isSmall },
      ],
    })),
    mayBePublished: true,
    svg: id =>
      chartSvg(
        {
          title: titleFor(title, to, !id),
          by: 'Theme',
          counted: 'Raised it',
          rows: rows.map(({ label, shown }) => ({
            label,
            respondents: shown?.count ?? null,
            isSmall: shown?.isSmall ?? false,
          })),
        },
        id ? { id } : {},
      ),
  }
}

/** How many of each group raised each theme: for publication a small cell is left out, with what it could be worked out from. */
export function byGroup(themes: Themes, tally: ThemeTally, comparing: string, to: Audience): Picture {
  const groups = [...largestGroups(tally, to)]
  const names = groups.map(([name]) => name || unknownGroup)
  const cellOf = to === 'team' ? asCounted(groups) : asPublished(themes, names, groups)
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
        return (
          cell && {
            words: `${cell.count.toLocaleString('en-GB')} (${perCent(cell.count, cell.of)})`,
            isSmall: cell.isSmall,
          }
        )
      }),
    })),
    mayBePublished: true,
    svg: id =>
      heatSvg(
        title,
        drawn.map(at => themes[at]?.letter ?? ''),
        names.map((label, group) => ({
          label,
          cells: drawn.map(at => {
            const cell = cellOf(at, group)
            if (!cell) return leftOut
            const { count, of, isSmall } = cell
            return { words: perCent(count, of), share: of === 0 ? 0 : count / of, isSmall }
          }),
        })),
        id ? { id } : fileNote(to),
      ),
  }
}

type GroupCell = { count: number; of: number; isSmall: boolean } | null
type Groups = [string, { respondents: number; raised: number[] }][]

/** Every cell, small ones marked. */
function asCounted(groups: Groups): (theme: number, group: number) => GroupCell {
  return (theme, group) => {
    const [, counts] = groups[group] ?? []
    const shown = shownCount(counts?.raised[theme] ?? 0, 'team')
    return shown && { ...shown, of: counts?.respondents ?? 0 }
  }
}

/** Cells as they may be printed. */
function asPublished(themes: Themes, names: string[], groups: Groups) {
  const tables = themes.map((_, at) =>
    suppressed(
      names,
      ['raised', 'not'],
      groups.map(([, { respondents, raised }]) => [raised[at] ?? 0, respondents - (raised[at] ?? 0)]),
    ),
  )
  return (theme: number, group: number): GroupCell => {
    const table = tables[theme]
    const [count, of] = [table?.cells[group]?.[0] ?? null, table?.rowTotals[group] ?? null]
    return count === null || of === null ? null : { count, of, isSmall: false }
  }
}

export function together(themes: Themes, tally: ThemeTally, to: Audience): Picture {
  const title = 'Themes that the same respondents raised'
  const drawn = mostRaised(themes, tally)
  const most = Math.max(
    1,
    ...themes.flatMap((_, a) => themes.map((_, b) => (a === b ? 0 : (tally.together[a]?.[b] ?? 0)))),
  )
  const shownOf = (a: number, b: number) => shownCount(tally.together[a]?.[b] ?? 0, to)
  return {
    id: 'together',
    title,
    about: 'Each number is how many respondents raised both themes, in one answer or in several.',
    first: 'Theme',
    columns: themes.map(({ letter, path }) => `${letter} ${path}`),
    rows: themes.map(({ letter, path }, a) => ({
      name: `${letter} ${path}`,
      cells: themes.map((_, b) => (a === b ? { words: '·' } : countCell(shownOf(a, b)))),
    })),
    mayBePublished: true,
    svg: id =>
      heatSvg(
        title,
        drawn.map(at => themes[at]?.letter ?? ''),
        drawn.map(a => ({
          label: `${themes[a]?.letter ?? ''} ${themes[a]?.path ?? ''}`,
          cells: drawn.map(b => {
            if (a === b) return { words: '·', share: 0 }
            const shown = shownOf(a, b)
            return shown
              ? { words: String(shown.count), share: shown.count / most, isSmall: shown.isSmall }
              : leftOut
          }),
        })),
        id ? { id } : fileNote(to),
      ),
  }
}

/** When the responses came that raised one theme, and when all others did, by days or longer as the time between asks for. */
export function themeOverTime(
  themes: Themes,
  tally: ThemeTally,
  chosen: string,
  to: Audience,
): Picture | undefined {
  const at = themes.findIndex(({ id }) => id === chosen)
  const theme = themes[at]
  const last = [...tally.days.keys()].sort().at(-1)
  if (!theme || last === undefined) return undefined
  const repeat = (day: string, times: number) => Array.from({ length: times }, () => day)
  const raised = [...tally.days].flatMap(([day, counts]) => repeat(day, counts.raised[at] ?? 0))
  const others = [...tally.days].flatMap(([day, counts]) =>
    repeat(day, counts.respondents - (counts.raised[at] ?? 0)),
  )
  const { by, spans } = overTime(raised, others, last, mostDays)
  const title = `Responses that raised ${theme.path}, by when they were sent`
  const columns = spans.map(({ label, sent, unsent }) => {
    const cells = [shownCount(sent, to), shownCount(unsent, to)]
    const [raised = null, others = null] = cells.includes(null) ? [] : cells
    return { label, raised, others }
  })
  return {
    id: 'time',
    title,
    about: `Those that raised the theme, and on top of them those that did not.${to === 'publication' ? ' A column is left out where either is so few that it could tell who they are.' : ''}`,
    first: by,
    columns: ['Raised it', 'Did not'],
    rows: columns.map(({ label, raised, others }) => ({
      name: label,
      cells: [countCell(raised), countCell(others)],
    })),
    mayBePublished: true,
    svg: id =>
      columnsSvg(
        title,
        columns.map(({ label, raised, others }) => ({
          label,
          below: raised?.count ?? 0,
          above: others?.count ?? 0,
          isSmall: Boolean(raised?.isSmall || others?.isSmall),
        })),
        { id: id ?? 'chart', below: 'Raised it', above: 'Did not', ...(id ? {} : fileNote(to)) },
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
