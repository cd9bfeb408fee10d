import type { Share } from '../../../analysis/application.ts'
import { wilson } from '../../../analysis/index.ts'
import { codebookOf } from '../../codebook/store.ts'
import { approachOf, type Consultation } from '../../consultations/store.ts'
import { sharesSvg } from '../../files/charts/shares.ts'
import { KeptCounts } from '../../keptCounts.ts'
import { hasMany } from '../../responses/many.ts'
import { withdrawnRespondents } from '../../responses/store.ts'
import { coderNames } from '../pages/names.ts'
import { type ThemeView, themeViews, viewOf } from '../pages/themeViews.ts'
import { estimateWords } from '../rounds/agreementView.ts'
import { listRounds, type Round } from '../rounds/roundStore.ts'
import { agains } from './againStore.ts'
import { type Change, changesOf, fewestInHalf, sharesOf, type Week, weeksOf } from './change.ts'
import { type Use, usesOf } from './uses.ts'
import { withSelf } from './withSelf.ts'

/** Whose coding, and which theme in pictures; empty where the page is to choose. */
export type AskedDrift = { coder: string; theme: string }

type Drift = Awaited<ReturnType<typeof countDrift>>

const kept = new KeptCounts<Drift>(() => true, { isLong: true })

/**
 * How one coder’s coding changed over time: how often they use each theme, and how far they agree with themselves and
 * others. `asOf`: the moment, where it is not this one since there is too much to count. Undefined where that takes a
 * while.
 */
export async function driftPage(
  consultation: Consultation,
  account: string,
  asked: AskedDrift,
): Promise<(Drift & { asOf?: Date }) | undefined> {
  const count = () => countDrift(consultation, account, asked)
  if (!(await hasMany(consultation._id))) return count()
  const last = await kept.soon(JSON.stringify([consultation._id, account, asked.coder, asked.theme]), count)
  return last && { ...last.value, asOf: last.at }
}

async function countDrift(consultation: Consultation, account: string, asked: AskedDrift) {
  const { _id } = consultation
  const [codebook, nameOf, rounds, withdrawn] = await Promise.all([
    codebookOf(_id),
    coderNames(),
    listRounds(_id),
    withdrawnRespondents(_id),
  ])
  const views = [...themeViews(codebook.themes).values()]
  const used = views.filter(view => !view.archived)
  const uses = await usesOf(
    _id,
    used.map(({ id }) => id),
  )
  const coders = [...new Set(uses.map(use => use.coder))].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
  const coder =
    coders.find(each => each === asked.coder) ?? coders.find(each => each === account) ?? coders[0]
  const theme = used.find(({ id }) => id === asked.theme) ?? mostUsed(used, uses, coder)
  const path = `/desk/${_id}/drift`
  const common = { path, reflexive: approachOf(consultation) === 'reflexive', fewestInHalf }
  if (coder === undefined || !theme) return { ...common, read: 0 }
  const gone = new Set(withdrawn)
  const again = (await agains(_id, coder)).filter(({ done, response }) => done && !gone.has(response))
  const changeOf = changesOf(uses, coder)
  const picture = pictureOf(weeksOf(uses, coder, theme.id), theme, nameOf(coder))
  const self = withSelf(
    again,
    used.map(({ id }) => id),
  )
  return {
    ...common,
    query: new URLSearchParams({ coder, theme: theme.id }).toString(),
    coderId: coder,
    who: nameOf(coder),
    read: uses.filter(use => use.coder === coder).length,
    coders: coders.map(value => ({ value, label: nameOf(value), chosen: value === coder })),
    themeChoices: used.map(({ id, path }) => ({ value: id, label: path, chosen: id === theme.id })),
    theme,
    themes: used.flatMap(view => changeView(view, changeOf(view.id))),
    picture,
    again: {
      ...self,
      themes: self.themes.map(row => ({ ...row, theme: viewOf(themeViews(codebook.themes), row.theme) })),
    },
    rounds: rounds
      .filter(({ coders }) => coders.includes(coder))
      .flatMap(round => roundView(round, theme.id)),
  }
}

/** A picture of one coder and theme by week, with its table. */
function pictureOf(weeks: Week[], { path, letter }: ThemeView, who: string) {
  const title = `How often ${who} found ${letter} ${path}, by week`
  const points = weeks.map(({ week, own, others }) => ({
    label: week,
    own: { value: own.found / own.of, ...(wilson(own.found, own.of) ?? { low: 0, high: 1 }) },
    other: others.of === 0 ? null : others.found / others.of,
  }))
  const names = { own: `${who}, with 95 % interval`, other: 'All others in the same weeks' }
  return {
    id: 'drift',
    title,
    caption: `Table: ${title}`,
    svg: sharesSvg(title, points, { id: 'drift', ...names }),
    table: {
      first: 'Week from',
      columns: ['Responses', 'With the theme', '95 % interval', 'Others’ responses', 'With the theme'],
      rows: weeks.map(({ week, own, others }) => ({
        name: week,
        cells: [
          String(own.of),
          perCent(own),
          intervalOf(own),
          String(others.of),
          others.of === 0 ? '' : perCent(others),
        ].map(number => ({ number })),
      })),
      leavesOut: false,
    },
  }
}

function changeView(theme: ThemeView, { earlier, later, change, others }: Change) {
  if (earlier.found + later.found + others.earlier.found + others.later.found === 0) return []
  return {
    theme,
    earlier: told(earlier),
    later: told(later),
    change: change ? `${points(change.value)} (${points(change.low)} to ${points(change.high)})` : '',
    clear: change !== null && (change.low > 0 || change.high < 0),
    more: change !== null && change.value > 0,
    others: `${told(others.earlier)}, then ${told(others.later)}`,
  }
}

/** How far the coders of a round agreed on a theme, by answer, as it was when the round was over. */
function roundView({ _id, consultation, over, result }: Round, theme: string) {
  if (!over || !result) return []
  const figures = result.themes.find(row => row.theme === theme)?.answers
  return {
    href: `/desk/${consultation}/rounds/${_id}`,
    at: over.at,
    coders: result.coders.length,
    answers: figures?.units ?? result.answers,
    says: figures ? estimateWords(figures) : '',
    caution: figures?.caution ?? (figures ? '' : 'The theme came after this round.'),
    overall: estimateWords(result.overall) || (result.overall.caution ?? ''),
  }
}

function mostUsed(views: ThemeView[], uses: Use[], coder: string | undefined): ThemeView | undefined {
  const shareOf = sharesOf(uses.filter(use => use.coder === coder))
  return views.toSorted((a, b) => shareOf(b.id).found - shareOf(a.id).found)[0]
}

function told(share: Share): string {
  return share.of === 0 ? 'none read' : `${share.found} of ${share.of} (${perCent(share)})`
}

function perCent({ found, of }: Share): string {
  return `${Math.round((found / of) * 100)} %`
}

function intervalOf({ found, of }: Share): string {
  const interval = wilson(found, of)
  return interval ? `${Math.round(interval.low * 100)} to ${Math.round(interval.high * 100)} %` : ''
}

/** A change in points of per cent, with its sign. */
function points(change: number): string {
  const rounded = Math.round(change * 100)
  return rounded > 0 ? `+${rounded}` : String(rounded).replace('-', '−')
}
