import type { Consultation } from '../../consultations/store.ts'
import { zoneOf } from '../../consultations/store.ts'
import type { Chart } from '../../files/charts/chart.ts'
import { columnsSvg } from '../../files/charts/columns.ts'
import { chartSvg } from '../../files/charts/svg.ts'
import { saidIn, zoneName } from '../../http/helpers/momentIn.ts'
import type { Live } from './read.ts'

/** A chart, and the same numbers as a table: see views/partials/results/chart.hbs. */
type Shown = {
  id: string
  svg: string
  caption: string
  table: {
    first: string
    columns: string[]
    rows: { name: string; cells: { number: string | null }[] }[]
    leavesOut: boolean
  }
}

const openings = {
  draft: 'It is not published yet.',
  before: 'It is not open yet.',
  open: 'It is open.',
  closed: 'It is closed.',
}

/** How answering goes, as the page and the part of it that is fetched anew show it. */
export function livePage(live: Live, consultation: Consultation) {
  const { responses, unsent, withdrawn, invitations } = live
  const zone = zoneOf(consultation)
  const answering = responses + unsent > 0
  const sums = `${count(responses, 'response', 'responses')} sent, ${count(unsent, 'answer', 'answers')} begun and not sent`
  return {
    at: `${saidIn(live.at, zone)}, ${zoneName(zone, live.at)}`,
    state: consultation.kind === 'imported' ? 'Its responses were imported.' : openings[live.opening],
    ...{ responses, unsent, withdrawn, sums, answering },
    time: answering ? timeView(live) : undefined,
    pages: live.progress.begun > 0 ? pagesView(live) : undefined,
    groups: live.groups.map(groupView),
    words: live.words.questions.length > 0 ? wordsView(live) : undefined,
    wordsAt: saidIn(live.words.counted, zone),
    invitations: invitations ? invitationsView(invitations) : undefined,
  }
}

function timeView({ time }: Live): Shown {
  const { by, spans } = time
  const caption = 'Responses over time'
  const columns = spans.map(({ label, sent, unsent }) => ({ label, below: sent, above: unsent }))
  return {
    id: 'over-time',
    caption,
    svg: columnsSvg(caption, columns, { id: 'over-time', below: 'Sent', above: 'Begun and not sent yet' }),
    table: tableOf(
      by,
      ['Sent', 'Begun and not sent yet'],
      [...spans].reverse().map(({ label, sent, unsent }) => [label, said(sent), said(unsent)]),
    ),
  }
}

function pagesView({ progress }: Live): Shown {
  const { begun, sent, stoppedBefore, pages } = progress
  const row = (name: string, reached: number, stopped: number | null) => [
    name,
    said(reached),
    percent(reached, begun),
    stopped === null ? '–' : said(stopped),
  ]
  return barsView(
    'by-page',
    {
      title: `How far they came, of ${count(begun, 'answer', 'answers')} begun`,
      by: 'Page',
      counted: 'Sent the page',
      rows: [
        ...pages.map(({ title, reached }) => ({ label: title, respondents: reached })),
        { label: 'Sent their answer', respondents: sent },
      ],
    },
    tableOf(
      'Page',
      ['Sent the page', 'Share', 'Stopped after it'],
      [
        row('Began', begun, stoppedBefore),
        ...pages.map(({ title, reached, stopped }) => row(title, reached, stopped)),
        row('Sent their answer', sent, null),
      ],
    ),
  )
}

function groupView({ name, table }: Live['groups'][number]): Shown & { name: string } {
  const counts = table.rows.map((label, at) => ({ label, respondents: table.rowTotals[at] ?? null }))
  const rows = counts.map(({ label, respondents }) => [
    label,
    respondents === null ? null : said(respondents),
  ])
  const shown = barsView(
    `by-${name.toLowerCase()}`,
    { title: `Responses by ${name.toLowerCase()}`, by: name, counted: 'Responses', rows: counts },
    tableOf(name, ['Responses'], rows),
  )
  return { name, ...shown }
}

function wordsView({ words }: Live): Shown {
  const rows = words.questions.map(({ label, answers, words: { median, lower, upper, most } }) => [
    ...[label, said(answers), said(Math.round(median))],
    ...[`${said(Math.round(lower))} to ${said(Math.round(upper))}`, said(most)],
  ])
  return barsView(
    'words',
    {
      title: 'Words of an answer: the median of each question',
      by: 'Question',
      counted: 'Median',
      rows: words.questions.map(({ label, words: { median } }) => ({
        label,
        respondents: Math.round(median),
      })),
    },
    tableOf('Question', ['Answers', 'Median', 'The middle half', 'Longest'], rows),
  )
}

function invitationsView({ invited, begun, answered, withdrawn }: NonNullable<Live['invitations']>): Shown {
  const rows: [string, number][] = [
    ['Answered', answered],
    ['Begun', begun],
    ['Invited, not begun', invited],
    ['Withdrawn', withdrawn],
  ]
  return barsView(
    'invitations',
    {
      title: `Invitations, of ${said(invited + begun + answered + withdrawn)}`,
      by: 'State',
      counted: 'People',
      rows: rows.map(([label, respondents]) => ({ label, respondents })),
    },
    tableOf(
      'State',
      ['People'],
      rows.map(([name, people]) => [name, said(people)]),
    ),
  )
}

function barsView(id: string, chart: Chart, table: Shown['table']): Shown {
  return { id, caption: chart.title, svg: chartSvg(chart, { id }), table }
}

function tableOf(first: string, columns: string[], rows: (string | null)[][]): Shown['table'] {
  return {
    first,
    columns,
    rows: rows.map(([name, ...cells]) => ({
      name: name ?? '',
      cells: cells.map(number => ({ number })),
    })),
    leavesOut: rows.some(row => row.includes(null)),
  }
}

function said(number: number): string {
  return number.toLocaleString('en-GB')
}

function count(number: number, one: string, many: string): string {
  return `${said(number)} ${number === 1 ? one : many}`
}

function percent(part: number, of: number): string {
  return of === 0 ? '–' : `${Math.round((100 * part) / of)} %`
}
