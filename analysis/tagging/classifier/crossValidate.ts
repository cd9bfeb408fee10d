import type { Example } from './example.ts'
import { allFeatureKinds } from './features.ts'
import { type CountedExamples, countFeatures } from './featureTable.ts'
import { stratifiedFolds } from './folds.ts'
import { type Judged, measure, type Quality } from './measure.ts'
import { type Prediction, predict } from './predict.ts'
import { type TrainingStep, type TrainOptions, trainOn } from './train.ts'

type AskOptions = TrainOptions & { fallback?: boolean }

/** What the model of a fold's other examples said of its own, by their places, in order; and how many steps that took. */
type AskedFold = { said: Map<number, Prediction[]>; of: number }

/**
 * Learns from all folds but one and asks about that one, in turn. All that is chosen from examples (features,
 * weights, calibration, thresholds) is chosen inside the folds that are learned from.
 *
 * @param folds 2 or more
 * @returns a generator that yields progress and returns the predictions for each example, in order
 * @throws Error where there are no examples
 */
export function* crossValidateInSteps(
  examples: readonly Example[],
  folds: number,
  options: AskOptions = {},
): Generator<TrainingStep, Prediction[][]> {
  if (examples.length === 0) throw new Error('crossValidateInSteps: there are no examples')
  const counted = countFeatures(examples, options.kinds ?? allFeatureKinds)
  const foldOf = stratifiedFolds(examples, folds, options.seed ?? 1)
  const predictions: Prediction[][] = examples.map(() => [])
  for (let fold = 0; fold < folds; fold++) {
    const steps = askFold(examples, counted, foldOf, fold, options)
    let step = steps.next()
    for (; !step.done; step = steps.next()) yield within(step.value, fold, folds)
    const { said, of } = step.value
    for (const [row, own] of said) predictions[row] = own
    yield within({ done: of, of, did: 'ask' }, fold, folds)
  }
  return predictions
}

/** Progress, and with the last step of a fold what was said of its examples. */
export type QualityStep = TrainingStep & { judged?: Judged[] }

const folds = 5

/**
 * Measures by repeated cross-validation, five folds each time, how well a model that learns from these examples
 * does: what stands as `quality` in the model that learned from them all.
 *
 * @param repeats how many times, with the seeds from `seed` on. Default 3
 * @param known what an earlier run over the same examples and options yielded as `judged`, in its order: these folds
 *   are not learned again, and the result is the same
 * @throws Error where there are no examples
 */
export function* qualityInSteps(
  examples: readonly Example[],
  {
    repeats = 3,
    seed = 1,
    known = [],
    ...options
  }: TrainOptions & { repeats?: number; known?: readonly (readonly Judged[])[] } = {},
): Generator<QualityStep, Quality> {
  if (!Number.isInteger(repeats) || repeats < 1)
    throw new Error(`qualityInSteps: the number of repeats must be 1 or more, not ${repeats}`)
  if (examples.length === 0) throw new Error('qualityInSteps: there are no examples')
  const all = repeats * folds
  const judged = known.slice(0, all).map(each => [...each])
  const counted = countFeatures(examples, options.kinds ?? allFeatureKinds)
  for (let part = judged.length; part < all; part++) {
    const repeatSeed = seed + Math.floor(part / folds)
    const foldOf = stratifiedFolds(examples, folds, repeatSeed)
    const steps = askFold(examples, counted, foldOf, part % folds, { ...options, seed: repeatSeed })
    let step = steps.next()
    for (; !step.done; step = steps.next()) yield within(step.value, part, all)
    const { said, of } = step.value
    const own = Array.from(said, ([row, predictions]) => judgedBy(predictions, examples[row]))
    judged.push(own)
    yield { ...within({ done: of, of, did: 'ask' }, part, all), judged: own }
  }
  return measure(judged.flat(), { repeats })
}

function judgedBy(predictions: Prediction[], example: Example | undefined): Judged {
  const given = predictions.filter(prediction => prediction.given)
  return { labels: example?.labels ?? [], given: given.map(({ theme }) => theme) }
}

/** A step of one part as one of all of them; parts differ a little in how many themes they hold. */
function within({ done, of, did }: TrainingStep, part: number, parts: number): TrainingStep {
  return { done: part * of + done, of: parts * of, did }
}

function* askFold(
  examples: readonly Example[],
  counted: CountedExamples,
  foldOf: ArrayLike<number>,
  fold: number,
  options: AskOptions,
): Generator<TrainingStep, AskedFold> {
  const rows = [...examples.keys()].filter(row => foldOf[row] !== fold)
  const asked = [...examples.keys()].filter(row => foldOf[row] === fold)
  const said = new Map<number, Prediction[]>(asked.map(row => [row, []]))
  if (rows.length === 0 || asked.length === 0) return { said, of: 1 }
  const steps = trainOn(examples, counted, rows, options)
  let step = steps.next()
  let of = 1
  for (; !step.done; step = steps.next()) {
    // Asking is one more step.
    of = step.value.of + 1
    yield { ...step.value, of }
  }
  for (const row of asked) {
    const example = examples[row]
    if (example) said.set(row, predict(step.value, example, options))
  }
  return { said, of }
}
