import { codebookOf } from '../../codebook/store.ts'
import type { Chart } from '../../files/charts/chart.ts'
import { chartSvg } from '../../files/charts/svg.ts'
import { withdrawnRespondents } from '../../responses/store.ts'
import { coderNames } from '../pages/names.ts'
import { themeViews, viewOf } from '../pages/themeViews.ts'
import { agreementView } from './agreementView.ts'
import { differencesOf } from './differenceStore.ts'
import type { Unit } from './forms.ts'
import type { Round } from './roundStore.ts'
import { progressOf, roundPath } from './roundsPage.ts'

/** One blind round: how it was drawn, how far its coders have come, and, once it is over, how far they agreed. */
export async function roundPage(round: Round, account: string, unit: Unit) {
  const [withdrawn, nameOf, codebook, differences] = await Promise.all([
    withdrawnRespondents(round.consultation),
    coderNames(),
    codebookOf(round.consultation),
    differencesOf(round._id),
  ])
  const gone = new Set(withdrawn)
  const progress = await progressOf(round, gone)
  const themes = themeViews(codebook.themes)
  const path = roundPath(round)
  const { at, by, how, filter, of, seed, state, over, result } = round
  const left = round.coders.length * progress.responses - sum([...progress.done.values()])
  const shown = differences.filter(({ respondent }) => !gone.has(respondent))
  return {
    path,
    at,
    who: nameOf(by),
    random: how === 'random',
    ...{ filter, of, seed },
    responses: progress.responses,
    withdrawn: progress.withdrawn,
    isOver: state === 'over',
    mine: state === 'open' && round.coders.includes(account),
    left,
    over: over && { who: nameOf(over.by), at: over.at },
    progress: progressView(round, progress, nameOf),
    waiting: state === 'over' && !result,
    result: result && {
      ...result,
      ...agreementView(result, unit, { path, themes }),
      since: progress.withdrawn - result.withdrawn,
      work: result.coders.map(({ coder, ...work }) => ({ name: nameOf(coder), ...work })),
    },
    differences: shown.length,
    settled: shown.filter(({ outcome }) => outcome !== undefined).length,
    byTheme: [...new Set(shown.map(({ theme }) => theme))].map(theme => {
      const own = shown.filter(difference => difference.theme === theme)
      return {
        theme: viewOf(themes, theme),
        href: `${path}/differences?theme=${encodeURIComponent(theme)}`,
        passages: own.length,
        settled: own.filter(({ outcome }) => outcome !== undefined).length,
      }
    }),
  }
}

function progressView(
  { coders }: Round,
  { responses, done }: Awaited<ReturnType<typeof progressOf>>,
  nameOf: (id: string) => string,
) {
  const rows = coders.map(coder => ({ name: nameOf(coder), done: done.get(coder) ?? 0 }))
  const chart: Chart = {
    title: 'Responses that each coder is done with',
    by: 'Coder',
    counted: 'Done',
    rows: rows.map(({ name, done }) => ({ label: name, respondents: done, of: responses })),
  }
  return {
    id: 'progress',
    caption: chart.title,
    svg: chartSvg(chart, { id: 'progress' }),
    table: {
      first: 'Coder',
      columns: ['Done', 'Left'],
      rows: rows.map(({ name, done }) => ({
        name,
        cells: [{ number: String(done) }, { number: String(responses - done) }],
      })),
      leavesOut: false,
    },
  }
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
