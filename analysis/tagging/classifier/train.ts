import { type Calibration, calibrate, probabilityOf } from './calibration.ts'
import type { Example } from './example.ts'
import { allFeatureKinds, type FeatureKind } from './features.ts'
import { type CountedExamples, chooseFeatures, countFeatures, matrixOf } from './featureTable.ts'
import { stratifiedFolds } from './folds.ts'
import { learnLinear } from './linear.ts'
import { logRatios } from './logRatios.ts'
import type { ThemeModel } from './model.ts'
import { type SparseMatrix, scoresOf } from './sparse.ts'
import { chooseThresholds, type HeldOut, shrinkage } from './thresholds.ts'

/** All have defaults that were chosen by cross-validation; see docs/quality.md. */
export type TrainOptions = {
  /** The same seed gives the same model. Default 1. */
  seed?: number
  /** Which features are read. Default all. */
  kinds?: readonly FeatureKind[]
  /** How much an error costs against the size of the weights. Default 0.2. */
  cost?: number
  /** Whether features are weighed by how much they tell of a theme. Default true. */
  ratios?: boolean
  /** How many examples the common threshold weighs as much as. Default 200. */
  shrinkage?: number
}

/** Progress: `done` of `of` steps, and what the last was: learning one theme on a part of the examples, or asking. */
export type TrainingStep = { done: number; of: number; did: 'learn' | 'ask' }

/** Parts of the examples that are kept back in turn, to calibrate and to choose thresholds. */
const innerFolds = 4
const defaultCost = 0.2

/**
 * Learns from people's codings which themes a text speaks of, one linear model a theme, and stops after each
 * step so that a worker can report progress or give up.
 *
 * @returns a generator that yields progress and returns the model
 * @throws Error where there are no examples, or one names a theme twice
 */
export function* trainInSteps(
  examples: readonly Example[],
  options: TrainOptions = {},
): Generator<TrainingStep, ThemeModel> {
  if (examples.length === 0) throw new Error('trainInSteps: there are no examples to learn from')
  for (const { id, labels } of examples)
    if (new Set(labels).size < labels.length)
      throw new Error(`trainInSteps: example ${id} names a theme twice`)
  const counted = countFeatures(examples, options.kinds ?? allFeatureKinds)
  return yield* trainOn(examples, counted, [...examples.keys()], options)
}

/** Learns in one go: see `trainInSteps`. @example train(codedTexts).themes.map(theme => theme.label) */
export function train(examples: readonly Example[], options: TrainOptions = {}): ThemeModel {
  const steps = trainInSteps(examples, options)
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value
}

/** Learns from some rows of examples that were counted before. */
export function* trainOn(
  examples: readonly Example[],
  counted: CountedExamples,
  rows: readonly number[],
  options: TrainOptions,
): Generator<TrainingStep, ThemeModel> {
  const seed = options.seed ?? 1
  const chosen = rows.map(row => examples[row]).filter(example => example !== undefined)
  const labels = [...new Set(chosen.flatMap(example => example.labels))].sort()
  const truths = labels.map(label =>
    Uint8Array.from(chosen, example => (example.labels.includes(label) ? 1 : 0)),
  )
  const foldOf = stratifiedFolds(chosen, innerFolds, seed)
  const of = labels.length * (innerFolds + 1)
  let done = 0

  const heldOut = labels.map(() => new Float64Array(rows.length))
  for (let fold = 0; fold < innerFolds; fold++) {
    const inside = rows.flatMap((_, at) => (foldOf[at] === fold ? [] : [at]))
    const outside = rows.flatMap((_, at) => (foldOf[at] === fold ? [at] : []))
    if (inside.length === 0 || outside.length === 0) continue
    const original = (at: number) => rows[at] ?? 0
    const { table, columnOf } = chooseFeatures(counted, inside.map(original))
    const learnFrom = matrixOf(counted, inside.map(original), table, columnOf)
    const judge = matrixOf(counted, outside.map(original), table, columnOf)
    for (const theme of labels.keys()) {
      const isTrue = Uint8Array.from(inside, at => truths[theme]?.[at] ?? 0)
      const weights = learnTheme(learnFrom, isTrue, table.names.length, options)
      for (const [index, score] of scoresOf(judge, weights).entries())
        (heldOut[theme] ?? new Float64Array())[outside[index] ?? 0] = score
      yield { done: ++done, of, did: 'learn' }
    }
  }

  const { table, columnOf } = chooseFeatures(counted, rows)
  const matrix = matrixOf(counted, rows, table, columnOf)
  const width = table.names.length
  const weights = new Float32Array((width + 1) * labels.length)
  const calibrations: Calibration[] = []
  const judged: HeldOut[] = []
  for (const theme of labels.keys()) {
    const isTrue = truths[theme] ?? new Uint8Array()
    const learned = learnTheme(matrix, isTrue, width, options)
    for (let column = 0; column <= width; column++)
      weights[column * labels.length + theme] = learned[column] ?? 0
    const scores = heldOut[theme] ?? new Float64Array()
    const calibration = calibrate(scores, isTrue)
    calibrations.push(calibration)
    judged.push({ probabilities: scores.map(score => probabilityOf(calibration, score)), isTrue })
    yield { done: ++done, of, did: 'learn' }
  }
  const { thresholds } = chooseThresholds(judged, options.shrinkage ?? shrinkage)
  const themes = labels.map((label, theme) => ({
    label,
    examples: truths[theme]?.reduce((sum, value) => sum + value, 0) ?? 0,
    calibration: calibrations[theme] ?? { slope: 0, offset: 0 },
    threshold: thresholds[theme] ?? 0.5,
  }))
  return { themes, table, weights, quality: null }
}

function learnTheme(
  matrix: SparseMatrix,
  isTrue: Uint8Array,
  width: number,
  { cost = defaultCost, ratios = true, seed = 1 }: TrainOptions,
): Float64Array {
  const factors = ratios ? { factors: logRatios(matrix, isTrue, width) } : {}
  return learnLinear(matrix, isTrue, width, { cost, seed, ...factors })
}
