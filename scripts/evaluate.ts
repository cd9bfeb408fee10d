import {
  crossValidateInSteps,
  type Example,
  fewestExamples,
  type Judged,
  measure,
  type Prediction,
  predict,
  type Quality,
  type ThemeQuality,
  type TrainingStep,
  trainInSteps,
} from '../analysis/index.ts'
import { type Streams, standardStreams } from './analysis/streams.ts'
import { CannotRun } from './cannotRun.ts'
import { readExamples } from './evaluation/readExamples.ts'
import { type Progress, watchedProgress } from './progress.ts'

export type EvaluateOptions = {
  train: string
  test?: string | undefined
  /** Numbers as they were typed. */
  folds?: string | undefined
  seed?: string | undefined
  least?: string | undefined
  single: boolean
  json: boolean
}

type Options = { seed: number }

/** What was asked, and how long it took in seconds; when cross-validating, all folds together. */
type Asked = { examples: Example[]; predictions: Prediction[][]; seconds: { train: number; predict: number } }

/**
 * `soundings evaluate`: measures how well themes are learned from coded texts.
 * @returns 0
 * @throws CannotRun when a file cannot be read or an option is no number it takes.
 */
export async function evaluate(
  options: EvaluateOptions,
  streams: Streams = standardStreams,
): Promise<number> {
  if (options.test !== undefined && options.folds !== undefined)
    throw new CannotRun([{ place: '--folds', message: 'Does not go with --test. Leave one of them out.' }])
  const folds = wholeNumber('--folds', options.folds, 5, 2)
  const seed = wholeNumber('--seed', options.seed, 1, 0)
  const least = wholeNumber('--least', options.least, fewestExamples, 1)
  const progress = watchedProgress()
  const learned = await readExamples(options.train)
  const asked =
    options.test === undefined
      ? crossValidated(learned, folds, { seed }, progress)
      : tested(learned, await readExamples(options.test), { seed }, progress)
  progress.end()
  const thresholds = thresholdsOf(asked.predictions)
  const judged = asked.examples.map(({ labels }, index) => ({
    labels,
    given: givenOf(asked.predictions[index] ?? [], options.single),
  }))
  const counts = countLabels(learned)
  const enough = Math.max(...counts.values()) >= least ? least : 1
  const quality = measure(judged, { least: enough, counts })
  const labels = quality.labels.map(label => ({ ...label, threshold: thresholds.get(label.label) ?? null }))
  const accuracy = options.single ? shareRight(judged) : quality.accuracy
  const result = { ...quality, accuracy, least: enough, labels, seconds: asked.seconds }
  streams.out(options.json ? JSON.stringify(result) : report(result, options.single))
  return 0
}

type Result = Omit<Quality, 'labels'> & {
  /** How many examples a theme needed to be measured. */
  least: number
  /** `threshold`: the mean over folds; null where the theme was never learned. */
  labels: (ThemeQuality & { threshold: number | null })[]
  seconds: Asked['seconds']
}

function wholeNumber(place: string, typed: string | undefined, usual: number, least: number): number {
  if (typed === undefined) return usual
  const number = Number(typed)
  if (/^\d+$/.test(typed) && Number.isSafeInteger(number) && number >= least) return number
  throw new CannotRun([{ place, message: `“${typed}” is no whole number from ${least} on.` }])
}

/** Runs to the end, adding up the seconds of learning and of asking. */
function run<Result>(steps: Generator<TrainingStep, Result>, progress: Progress) {
  const milliseconds = { learn: 0, ask: 0 }
  for (;;) {
    const started = performance.now()
    const step = steps.next()
    const took = performance.now() - started
    if (step.done) return { result: step.value, ...milliseconds }
    milliseconds[step.value.did] += took
    progress.say(`Learning: ${Math.floor((100 * step.value.done) / step.value.of)} %`)
  }
}

function crossValidated(examples: Example[], folds: number, options: Options, progress: Progress): Asked {
  const { result, learn, ask } = run(crossValidateInSteps(examples, folds, options), progress)
  return { examples, predictions: result, seconds: { train: seconds(learn), predict: seconds(ask) } }
}

function tested(learned: Example[], examples: Example[], options: Options, progress: Progress): Asked {
  const { result, learn } = run(trainInSteps(learned, options), progress)
  const started = performance.now()
  const predictions = examples.map(example => predict(result, example))
  const ask = performance.now() - started
  return { examples, predictions, seconds: { train: seconds(learn), predict: seconds(ask) } }
}

function seconds(milliseconds: number): number {
  return Math.round(milliseconds) / 1000
}

/** The themes that a text was given; with `single` the likeliest alone. */
function givenOf(predictions: Prediction[], single: boolean): string[] {
  const given = single ? predictions.slice(0, 1) : predictions.filter(prediction => prediction.given)
  return given.map(({ theme }) => theme)
}

function countLabels(examples: Example[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const label of examples.flatMap(({ labels }) => labels))
    counts.set(label, (counts.get(label) ?? 0) + 1)
  return counts
}

/** How often the best theme is one of those that people gave, over the texts that have one. */
function shareRight(judged: Judged[]): number | null {
  const labelled = judged.filter(({ labels }) => labels.length > 0)
  const right = labelled.filter(({ labels, given: [best] }) => best !== undefined && labels.includes(best))
  return labelled.length === 0 ? null : right.length / labelled.length
}

function thresholdsOf(predictions: Prediction[][]): Map<string, number> {
  const sums = new Map<string, { sum: number; count: number }>()
  for (const { theme, threshold } of predictions.flat()) {
    const { sum, count } = sums.get(theme) ?? { sum: 0, count: 0 }
    sums.set(theme, { sum: sum + threshold, count: count + 1 })
  }
  return new Map([...sums].map(([theme, { sum, count }]) => [theme, sum / count]))
}

/** What a person reads: the sums, then a line a theme. */
function report(result: Result, single: boolean): string {
  const percent = (value: number | null) => (value === null ? '–' : value.toFixed(3).replace(/^0/, ''))
  const { least, measured, labels, texts } = result
  const width = Math.max(5, ...labels.map(({ label }) => label.length)) + 2
  const lines = labels.map(({ label, support, precision, recall, f1, intervals, tooFew }) => {
    const range = intervals.f1 ? `${percent(intervals.f1.low)}–${percent(intervals.f1.high)}` : ''
    const figures = tooFew
      ? '  too few examples to say'
      : `${percent(precision).padStart(11)}${percent(recall).padStart(8)}${percent(f1).padStart(7)}  ${range}`
    return `${label.padEnd(width)}${String(support).padStart(7)}${figures}`
  })
  return [
    `${texts} texts; ${measured} of ${labels.length} themes have at least ${least} examples`,
    `micro-F1 ${percent(result.microF1)}  macro-F1 ${percent(result.macroF1)}  precision ${percent(result.precision)}  recall ${percent(result.recall)}`,
    `samples-F1 ${percent(result.samplesF1)}  accuracy ${percent(result.accuracy)} (${single ? 'the best theme is right' : 'all themes of a text are right'})`,
    `learned in ${result.seconds.train} s, asked in ${result.seconds.predict} s`,
    '',
    `${'theme'.padEnd(width)}support  precision  recall     F1  95 % interval`,
    ...lines,
  ].join('\n')
}
