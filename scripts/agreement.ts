import {
  type Agreement,
  agreement as agreementOf,
  type Coefficient,
  type Interval,
  krippendorffInterval,
  type Level,
  levels,
  type Ratings,
} from '../analysis/index.ts'
import { readRatings } from './analysis/ratings.ts'
import { type Streams, standardStreams } from './analysis/streams.ts'
import { watchedProgress } from './progress.ts'

/**
 * `soundings agreement`: how far the coders of a table of ratings agree.
 * @returns 0.
 * @throws CannotRun when the table cannot be read as ratings.
 */
export async function agreement(
  options: { ratings: string; json: boolean },
  streams: Streams = standardStreams,
): Promise<number> {
  const progress = watchedProgress()
  progress.say('Reading the ratings')
  const ratings = await readRatings(options.ratings)
  progress.say('Resampling the units')
  const result = agreementOf(ratings)
  const intervals = alphaIntervals(ratings)
  progress.end()
  streams.out(options.json ? JSON.stringify(asJson(result, intervals)) : report(result, intervals))
  return 0
}

type Intervals = Record<Level, Interval>

function alphaIntervals(ratings: Ratings): Intervals {
  const interval = (level: Level) => krippendorffInterval(ratings, level)
  return {
    nominal: interval('nominal'),
    ordinal: interval('ordinal'),
    interval: interval('interval'),
    ratio: interval('ratio'),
  }
}

/** One coefficient as it is shown: its key in JSON, its name, and what it means in a word. */
type Line = { key: string; name: string; meaning: string; coefficient: Coefficient; interval?: Interval }

function lines({ coefficients }: Agreement, intervals: Intervals): Line[] {
  const { percent, cohen, scott, fleiss, krippendorff, gwetAC1, brennanPrediger } = coefficients
  return [
    { key: 'percent', name: 'Percent', meaning: 'pairs alike, chance included', coefficient: percent },
    { key: 'cohen', name: 'Cohen’s κ', meaning: 'two coders, each with own habits', coefficient: cohen },
    { key: 'scott', name: 'Scott’s π', meaning: 'two coders, with shared habits', coefficient: scott },
    { key: 'fleiss', name: 'Fleiss’ κ', meaning: 'any number of coders, categories', coefficient: fleiss },
    ...levels.map(level => ({
      key: `krippendorff.${level}`,
      name: `Krippendorff’s α, ${level}`,
      meaning: alphaMeanings[level],
      coefficient: krippendorff[level],
      interval: intervals[level],
    })),
    { key: 'gwetAC1', name: 'Gwet’s AC1', meaning: 'steady where one is frequent', coefficient: gwetAC1 },
    {
      key: 'brennanPrediger',
      name: 'Brennan–Prediger',
      meaning: 'by chance, all categories alike',
      coefficient: brennanPrediger,
    },
  ]
}

const alphaMeanings: Record<Level, string> = {
  nominal: 'categories',
  ordinal: 'ranks',
  interval: 'differences',
  ratio: 'proportions',
}

function asJson(result: Agreement, intervals: Intervals) {
  const { percent, cohen, scott, fleiss, krippendorff, gwetAC1, brennanPrediger } = result.coefficients
  const reasons = lines(result, intervals).flatMap(({ key, coefficient }) =>
    coefficient.value === null ? [[key, coefficient.reason]] : [],
  )
  return {
    coefficients: {
      percent: percent.value,
      cohen: cohen.value,
      scott: scott.value,
      fleiss: fleiss.value,
      krippendorff: Object.fromEntries(levels.map(level => [level, krippendorff[level].value])),
      gwetAC1: gwetAC1.value,
      brennanPrediger: brennanPrediger.value,
    },
    units: result.units,
    coders: result.coders,
    reasons: Object.fromEntries(reasons),
    intervals: { krippendorff: intervals },
  }
}

/** What a person reads: a line a coefficient, the undefined ones with their reasons below. */
function report(result: Agreement, intervals: Intervals): string {
  const shown = lines(result, intervals)
  const width = Math.max(...shown.map(({ name }) => name.length)) + 2
  const rows = shown.map(({ name, coefficient: { value }, interval, meaning }) =>
    [name.padEnd(width), figure(value).padStart(7), span(interval).padEnd(19), meaning].join('  '),
  )
  const notes = shown.flatMap(({ name, coefficient }) =>
    coefficient.value === null ? [`${name}: ${coefficient.reason}`] : [],
  )
  const { units, coders } = result
  const sum = `${units} ${units === 1 ? 'unit' : 'units'}, ${coders} ${coders === 1 ? 'coder' : 'coders'}. 1 is full agreement, 0 what chance gives; in brackets, 95 % intervals.`
  return [...rows, ...(notes.length > 0 ? ['', ...notes] : []), '', sum].join('\n')
}

function figure(value: number | null): string {
  return value === null ? '–' : value.toFixed(4)
}

function span(interval: Interval | undefined): string {
  return interval && interval.low !== null ? `[${figure(interval.low)}, ${figure(interval.high)}]` : ''
}
