import { shareView } from '../pages/shares.ts'
import { type ThemeView, viewOf } from '../pages/themeViews.ts'
import type { Unit } from './forms.ts'
import type { Figures, RoundResult } from './result.ts'

const unitNames: Record<Unit, { one: string; many: string }> = {
  answers: { one: 'answer', many: 'answers' },
  respondents: { one: 'respondent', many: 'respondents' },
}

/** The agreement of a round as it was when it was over, over one sort of unit, ready to be shown. */
export function agreementView(
  result: RoundResult,
  unit: Unit,
  { path, themes }: { path: string; themes: Map<string, ThemeView> },
) {
  const order = [...themes.keys()]
  const rows = result.themes
    .map(row => ({ row, figures: row[unit] }))
    .sort((a, b) => order.indexOf(a.row.theme) - order.indexOf(b.row.theme))
  const shown = rows.filter(({ figures }) => figures.applied > 0)
  return {
    unit: unitNames[unit].many,
    units: (Object.keys(unitNames) as Unit[]).map(name => ({
      name: `By ${unitNames[name].one}`,
      href: `${path}?unit=${name}`,
      current: name === unit,
    })),
    overall: { says: estimateWords(result.overall), caution: result.overall.caution },
    two: result.coders.length === 2,
    themes: shown.map(({ row, figures }) => ({
      theme: viewOf(themes, row.theme),
      units: figures.units,
      applied: figures.applied,
      prevalence: `${Math.round(figures.prevalence * 100)} %`,
      estimate: estimateView(figures),
      caution: figures.alpha === null ? shortly(figures, unitNames[unit].many) : '',
      kappa: row.kappa === null ? '–' : row.kappa.toFixed(2),
      passages: row.passages === null ? '–' : row.passages.toFixed(2),
    })),
    silent: new Intl.ListFormat('en-GB').format(
      rows.filter(({ figures }) => figures.applied === 0).map(({ row }) => viewOf(themes, row.theme).name),
    ),
  }
}

/** Why there is no figure, shorter than the analysis says it: the numbers stand beside it. */
function shortly({ units, applied, caution }: Figures, many: string): string {
  if (caution === null) return ''
  return caution.startsWith('Too few') ? `Too few to say: in ${applied} of ${units} ${many}` : caution
}

/** α with its interval in words; nothing where there is no α. */
export function estimateWords({
  alpha,
  low,
  high,
}: Pick<RoundResult['overall'], 'alpha' | 'low' | 'high'>): string {
  if (alpha === null) return ''
  return shareView(alpha, low === null || high === null ? null : { low, high })
}

/** What views/partials/coding/interval.hbs takes: a bar from 0 to 1, at whose beginning what lies below 0 stands. */
function estimateView(figures: Figures) {
  const { alpha, low, high } = figures
  if (alpha === null) return null
  const units = (value: number) => Math.round(Math.min(1, Math.max(0, value)) * 1000) / 10
  const [from, to] = [low ?? alpha, high ?? alpha]
  return {
    says: estimateWords(figures),
    low: units(from),
    width: Math.max(0.5, units(to) - units(from)),
    value: Math.min(98, Math.max(0, units(alpha) - 1)),
  }
}
