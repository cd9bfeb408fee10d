import { setImmediate as turn } from 'node:timers/promises'
import {
  type Coefficient,
  cohenKappa,
  type Interval,
  masiAlpha,
  type ThemeCodings,
  themeAgreement,
  unitizingAlpha,
} from '../../../analysis/index.ts'
import type { Found } from './found.ts'

/** How far coders agree on one theme, over one sort of unit; α is null where there is too little to say. */
export type Figures = {
  units: number
  applied: number
  /** The share, 0 to 1, of all judgements that apply the theme. */
  prevalence: number
  alpha: number | null
  low: number | null
  high: number | null
  /** Why there is no α, or no interval. */
  caution: string | null
}

export type ThemeResult = {
  theme: string
  /** Whether it is in an answer at all, and in all that a respondent says. */
  answers: Figures
  respondents: Figures
  /** Cohen’s κ over answers: for two coders alone. */
  kappa: number | null
  /** Unitizing α: which stretches of the words, boundaries and all, in the answers that all the coders read. */
  passages: number | null
}

/** How far the coders of a round agreed when it was over, on what each coded before seeing what others did. */
export type RoundResult = {
  at: Date
  codebookVersion: number
  /** What two coders or more were done with. */
  respondents: number
  answers: number
  /** What was not compared: left undone by all but one coder, and withdrawn before the round was over. */
  unfinished: number
  withdrawn: number
  coders: { coder: string; responses: number; passages: number }[]
  /** Krippendorff’s α with MASI over the sets of themes of an answer; null, with why, where it cannot be said. */
  overall: { alpha: number | null; low: number | null; high: number | null; caution: string | null }
  themes: ThemeResult[]
  /** How many passages all who read them coded alike, by coder and week: the Monday, as 2026-11-23. */
  alike: { coder: string; week: string; passages: number }[]
}

/** Of how many themes agreement is worked out before other work gets its turn: units are drawn once for all of them. */
const themesAtOnce = 16

/** With fewer answers read by two coders, agreement is left to chance. */
const fewestAnswers = 20

/**
 * Works out how far coders agree on each of these themes. It gives way to other work in between.
 *
 * @param lengths how long each text is, in UTF-16 code units
 */
export async function agreementOn(
  found: Found,
  themes: string[],
  lengths: Map<string, number>,
): Promise<Pick<RoundResult, 'overall' | 'themes'>> {
  const byAnswer = themesBy(found, ({ text }) => text)
  const byRespondent = themesBy(found, ({ respondent }) => respondent)
  const coders = [...new Set(found.flatMap(({ by }) => [...by.keys()]))]
  const results: ThemeResult[] = []
  const laid = endToEnd(found, coders, lengths)
  for (let from = 0; from < themes.length; from += themesAtOnce) {
    const some = themes.slice(from, from + themesAtOnce)
    const answers = figuresOf(byAnswer, some)
    await turn()
    // Where nobody gave two answers, both are of the same units.
    const respondents = byRespondent.size === byAnswer.size ? answers : figuresOf(byRespondent, some)
    for (const theme of some)
      results.push({
        theme,
        answers: figureFor(answers, theme),
        respondents: figureFor(respondents, theme),
        kappa: kappaOf(byAnswer, coders, theme),
        passages: passagesOf(laid, theme),
      })
    await turn()
  }
  return { overall: overallOf(byAnswer), themes: results }
}

/** What each coder found in each unit, where two read it or more. */
export function themesBy(found: Found, unitOf: (unit: Found[number]) => string): ThemeCodings {
  const units = new Map<string, Map<string, Set<string>>>()
  for (const read of found) {
    const unit = units.get(unitOf(read)) ?? new Map<string, Set<string>>()
    units.set(unitOf(read), unit)
    for (const [coder, passages] of read.by) {
      const own = unit.get(coder) ?? new Set<string>()
      for (const { theme } of passages) own.add(theme)
      unit.set(coder, own)
    }
  }
  return units
}

function figuresOf(codings: ThemeCodings, themes: string[]): Map<string, Figures> {
  return new Map(
    themeAgreement(codings, { themes }).map(
      ({ theme, units, applied, prevalence, alpha, interval, caution }) => [
        theme,
        { units, applied, prevalence, ...estimate(alpha, interval, caution) },
      ],
    ),
  )
}

function figureFor(figures: Map<string, Figures>, theme: string): Figures {
  const found = figures.get(theme)
  if (!found) throw new Error(`figureFor: no agreement on ${theme}`)
  return found
}

function estimate(alpha: Coefficient, interval: Interval, tooFew: string | null) {
  if (tooFew !== null) return { alpha: null, low: null, high: null, caution: tooFew }
  if (alpha.value === null) return { alpha: null, low: null, high: null, caution: alpha.reason }
  const { low, high } = interval
  return { alpha: alpha.value, low, high, caution: 'reason' in interval ? interval.reason : null }
}

function overallOf(codings: ThemeCodings): RoundResult['overall'] {
  const { size } = codings
  const few =
    size < fewestAnswers
      ? `Too few units to say: ${size} ${size === 1 ? 'was' : 'were'} read by two coders, and it takes ${fewestAnswers}.`
      : null
  if (few !== null) return { alpha: null, low: null, high: null, caution: few }
  const { alpha, interval } = masiAlpha(codings)
  return estimate(alpha, interval, null)
}

function kappaOf(codings: ThemeCodings, coders: string[], theme: string): number | null {
  if (coders.length !== 2 || codings.size < fewestAnswers) return null
  return cohenKappa(
    [...codings.values()].map(unit =>
      coders.map(coder => {
        const themes = unit.get(coder)
        return themes ? (themes.has(theme) ? 'applied' : 'not') : null
      }),
    ),
  ).value
}

type CodedStretch = { start: number; end: number; theme: string }

/** The texts that all the coders read, laid end to end: how many, how long, and each coder's passages by theme. */
type EndToEnd = { texts: number; length: number; byTheme: Map<string, CodedStretch[][]> }

function endToEnd(found: Found, coders: string[], lengths: Map<string, number>): EndToEnd {
  const read = found.filter(({ by }) => coders.every(coder => by.has(coder)))
  const byTheme: EndToEnd['byTheme'] = new Map()
  let length = 0
  for (const { text, by } of read) {
    for (const [at, coder] of coders.entries())
      for (const { theme, start, end } of by.get(coder) ?? []) {
        const spans = byTheme.get(theme) ?? coders.map(() => [])
        byTheme.set(theme, spans)
        spans[at]?.push({ start: length + start, end: length + end, theme })
      }
    length += lengths.get(text) ?? 0
  }
  return { texts: read.length, length, byTheme }
}

function passagesOf({ texts, length, byTheme }: EndToEnd, theme: string): number | null {
  const spans = byTheme.get(theme) ?? []
  if (spans.length < 2 || texts < fewestAnswers || length === 0) return null
  return unitizingAlpha(spans, { start: 0, end: length }).overall.value
}
