import type { Chart } from '../../files/charts/chart.ts'
import { chartSvg } from '../../files/charts/svg.ts'
import { withdrawnRespondents } from '../../responses/store.ts'
import { changedSince } from '../carrying/changedSince.ts'
import { coderNames } from '../pages/names.ts'
import { type Assigning, latestAssignings } from './assigningStore.ts'
import { countByCoder } from './assignmentStore.ts'

/** Who has to do what, how far each has come, what changed since one coded it, and what was assigned lately. */
export async function workPage(consultation: string, account: string) {
  const withdrawn = await withdrawnRespondents(consultation)
  const [coders, acts, changed, nameOf] = await Promise.all([
    countByCoder(consultation, withdrawn),
    latestAssignings(consultation),
    changedSince(consultation, account),
    coderNames(),
  ])
  const rows = [...coders]
    .map(([coder, counts]) => ({ coder, name: nameOf(coder), ...counts }))
    .filter(({ done, left }) => done + left > 0)
    .sort((a, b) => a.name.localeCompare(b.name, 'en-GB') || (a.coder < b.coder ? -1 : 1))
  return {
    mine: coders.get(account) ?? { done: 0, left: 0 },
    changed,
    progress: rows.length > 0 ? progressView(rows) : undefined,
    acts: acts.map(act => actView(act, nameOf)),
  }
}

type Row = { name: string; done: number; left: number }

/** What views/partials/results/chart.hbs takes. */
function progressView(rows: Row[]) {
  const chart: Chart = {
    title: 'Responses done, of those that each coder has',
    by: 'Coder',
    counted: 'Done',
    rows: rows.map(({ name, done, left }) => ({ label: name, respondents: done, of: done + left })),
  }
  const number = (count: number) => ({ number: count.toLocaleString('en-GB') })
  return {
    id: 'progress',
    caption: chart.title,
    svg: chartSvg(chart, { id: 'progress' }),
    table: {
      first: 'Coder',
      columns: ['Done', 'Left', 'Together'],
      rows: rows.map(({ name, done, left }) => ({ name, cells: [done, left, done + left].map(number) })),
      leavesOut: false,
    },
  }
}

const chosenBy: Record<Assigning['how'], string> = {
  all: 'all that were unassigned',
  random: 'by lot',
  chosen: 'chosen by reference',
  reassigned: 'by lot',
}

function actView(act: Assigning, nameOf: (id: string) => string) {
  const { _id, by, at, how, coders, from, filter, seed, responses, undone } = act
  return {
    id: _id,
    at,
    who: nameOf(by),
    responses,
    from: from === undefined ? '' : nameOf(from),
    to: new Intl.ListFormat('en-GB').format(coders.map(nameOf)),
    how: filter === '' ? chosenBy[how] : `${chosenBy[how]}; ${filter}`,
    seed,
    undone: undone && { who: nameOf(undone.by), at: undone.at },
  }
}
