import { type ShareInterval, wilson } from './wilson.ts'

/** Themes with fewer examples are not judged: an F1 on so few says more of chance than of the model. */
export const fewestExamples = 20

/** One text: the themes that people gave it and those that the model gave it, none twice. */
export type Judged = { labels: readonly string[]; given: readonly string[] }

/** How well one theme is found. A share whose denominator is 0 is null: nothing was given, or nothing was there. */
export type ThemeQuality = {
  label: string
  /** How many texts people gave it. */
  support: number
  precision: number | null
  recall: number | null
  /** 0 where none was found; null where the theme neither is nor was given. */
  f1: number | null
  /** 95 % intervals, each null where its share is. */
  intervals: { precision: ShareInterval | null; recall: ShareInterval | null; f1: ShareInterval | null }
  /** True below the least support: too few examples to say. */
  tooFew: boolean
}

/** All shares are 0 to 1, and null where nothing was measured. */
export type Quality = {
  /** Over all pairs of a text and a measured theme. */
  microF1: number | null
  precision: number | null
  recall: number | null
  /** The mean of the measured themes' F1. */
  macroF1: number | null
  /** The mean over texts of 2 |given ∩ labels| / (|given| + |labels|), all themes; 1 where both are empty. */
  samplesF1: number | null
  /** The share of texts whose given themes are exactly their labels, all themes. */
  accuracy: number | null
  /** How many texts, and how many themes had enough examples to be measured. */
  texts: number
  measured: number
  /** Every theme, those with most examples first. */
  labels: ThemeQuality[]
}

/**
 * Measures what a model gave against what people gave.
 *
 * Precision and recall have Wilson's intervals. That of F1 follows from one: F1 = 2J / (1 + J), where J is the
 * share of texts found among those found, missed or wrongly given, so Wilson's ends for J are brought over. Texts are
 * taken as independent; where respondents wrote several, the intervals are a little too narrow.
 *
 * @param counts by theme, what decides whether it has enough examples; default its support in `texts`
 * @param least how many examples a theme needs, to count for micro and macro F1
 * @param repeats how many times each text stands in `texts`, where cross-validation was repeated; counts are brought
 *   back to one time, as repeating makes no new evidence. Default 1
 * @throws Error where `repeats` is no whole number from 1 on, or `least` is below 0
 */
export function measure(
  texts: readonly Judged[],
  {
    least = fewestExamples,
    counts,
    repeats = 1,
  }: { least?: number; counts?: ReadonlyMap<string, number>; repeats?: number } = {},
): Quality {
  if (!Number.isInteger(repeats) || repeats < 1)
    throw new Error(`measure: the number of repeats must be 1 or more, not ${repeats}`)
  if (!(least >= 0)) throw new Error(`measure: the least number of examples must be 0 or more, not ${least}`)
  const tallies = new Map<string, { hits: number; wrong: number; missed: number }>()
  const tally = (label: string) => {
    const known = tallies.get(label) ?? { hits: 0, wrong: 0, missed: 0 }
    tallies.set(label, known)
    return known
  }
  let exact = 0
  let overlap = 0
  for (const { labels, given } of texts) {
    let hits = 0
    for (const label of given) {
      const isHit = labels.includes(label)
      if (isHit) hits++
      tally(label)[isHit ? 'hits' : 'wrong']++
    }
    for (const label of labels) if (!given.includes(label)) tally(label).missed++
    const size = labels.length + given.length
    if (2 * hits === size) exact++
    overlap += size === 0 ? 1 : (2 * hits) / size
  }
  const labels = [...tallies]
    .map(([label, sum]): ThemeQuality => {
      const [hits, wrong, missed] = [sum.hits / repeats, sum.wrong / repeats, sum.missed / repeats]
      const support = hits + missed
      return {
        label,
        support,
        ...sharesOf(hits, wrong, missed),
        intervals: {
          precision: wilson(hits, hits + wrong),
          recall: wilson(hits, support),
          f1: f1Interval(hits, wrong, missed),
        },
        tooFew: (counts ? (counts.get(label) ?? 0) : support) < least,
      }
    })
    .sort((a, b) => b.support - a.support || (a.label < b.label ? -1 : 1))
  const measured = labels.filter(({ tooFew }) => !tooFew)
  const sum = { hits: 0, wrong: 0, missed: 0 }
  for (const { label } of measured) {
    const { hits, wrong, missed } = tally(label)
    sum.hits += hits
    sum.wrong += wrong
    sum.missed += missed
  }
  const { f1, precision, recall } = sharesOf(sum.hits, sum.wrong, sum.missed)
  return {
    microF1: f1,
    macroF1: share(
      measured.reduce((total, theme) => total + (theme.f1 ?? 0), 0),
      measured.length,
    ),
    samplesF1: share(overlap, texts.length),
    accuracy: share(exact, texts.length),
    precision,
    recall,
    texts: texts.length / repeats,
    measured: measured.length,
    labels,
  }
}

function sharesOf(hits: number, wrong: number, missed: number) {
  return {
    precision: share(hits, hits + wrong),
    recall: share(hits, hits + missed),
    f1: share(2 * hits, 2 * hits + wrong + missed),
  }
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}

function f1Interval(hits: number, wrong: number, missed: number): ShareInterval | null {
  const interval = wilson(hits, hits + wrong + missed)
  const f1Of = (jaccard: number) => (2 * jaccard) / (1 + jaccard)
  return interval && { low: f1Of(interval.low), high: f1Of(interval.high) }
}
