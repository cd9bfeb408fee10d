import type { Estimate } from '../../../analysis/index.ts'
import { fewestToShow, overallResult, themeResult } from '../audit/estimates.ts'
import { answeredOf, type Sample, sampleOf } from '../audit/sample.ts'
import { countStates, type LeftOut } from '../mentionStore.ts'
import { shareView } from './shares.ts'

/** Who made what a page counts: mentions, which are pairs of a respondent and a theme. */
export type MadeBy = {
  unaided: number
  machine: number
  unreviewed: number
  /** Of those that count, in whole per cent; null where none do. */
  unaidedShare: number | null
  machineShare: number | null
  /** ".81 (.74–.87)" of the newest sample on which the machine was checked; empty where it was not. */
  precision: string
}

/** How many respondents raised a theme, by who said so. */
export type CountedBy = { id: string } & Record<'unaided' | 'machine' | 'unreviewed', number>

/**
 * Who made what is counted of one theme, or of several together.
 *
 * @param sample the newest on which the machine was checked
 */
export function madeBy(themes: CountedBy[], sample: Sample | undefined): MadeBy {
  const sum = (of: 'unaided' | 'machine' | 'unreviewed') => themes.reduce((all, each) => all + each[of], 0)
  const [unaided, machine] = [sum('unaided'), sum('machine')]
  const counted = unaided + machine
  const unaidedShare = counted === 0 ? null : Math.round((unaided / counted) * 100)
  const precision = sample
    ? precisionIn(
        sample,
        themes.map(({ id }) => id),
      )
    : null
  return {
    ...{ unaided, machine, unreviewed: sum('unreviewed'), unaidedShare },
    machineShare: unaidedShare === null ? null : 100 - unaidedShare,
    precision: precision
      ? shareView(precision.value, precision.low === precision.high ? null : precision)
      : '',
  }
}

/** The same of these themes, without what whoever asks may not see. */
export async function madeByAll(
  consultation: string,
  themes: string[],
  leftOut: LeftOut = [],
): Promise<MadeBy> {
  const [sample, counted] = await Promise.all([
    sampleOf(consultation),
    Promise.all(themes.map(async id => ({ id, ...(await countStates(consultation, id, leftOut)) }))),
  ])
  return madeBy(counted, sample)
}

/** The machine's precision over all themes, by the newest sample; empty where it was not checked. */
export async function machinePrecision(consultation: string): Promise<string> {
  return madeBy([], await sampleOf(consultation)).precision
}

/** Of one theme what the sample says of it, of several what it says of all; null where too little was answered. */
function precisionIn(sample: Sample, themes: string[]): Estimate {
  const { audit } = sample
  if (!audit.strata || (answeredOf(sample).length < fewestToShow && !audit.ended)) return null
  if (answeredOf(sample).length === 0) return null
  const [theme] = themes
  if (theme === undefined || themes.length > 1) return overallResult(sample).precision
  return audit.themes.includes(theme) ? themeResult(sample, theme).precision : null
}
