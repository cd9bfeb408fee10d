import type { Example } from './example.ts'
import { allFeatureKinds } from './features.ts'
import { countFeatures } from './featureTable.ts'
import { stratifiedFolds } from './folds.ts'
import { type Judged, measure, type Quality } from './measure.ts'
import { type Prediction, predict } from './predict.ts'
import { type TrainingStep, type TrainOptions, trainOn } from './train.ts'

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
  options: TrainOptions & { fallback?: boolean } = {},
): Generator<TrainingStep, Prediction[][]> {
  if (examples.length === 0) throw new Error('crossValidateInSteps: there are no examples')
  const counted = countFeatures(examples, options.kinds ?? allFeatureKinds)
  const foldOf = stratifiedFolds(examples, folds, options.seed ?? 1)
  const predictions: Prediction[][] = examples.map(() => [])
  for (let fold = 0; fold < folds; fold++) {
    const rows = [...examples.keys()].filter(row => foldOf[row] !== fold)
    const asked = [...examples.keys()].filter(row => foldOf[row] === fold)
    if (rows.length === 0 || asked.length === 0) continue
    const steps = trainOn(examples, counted, rows, options)
    let step = steps.next()
    let of = 1
    for (; !step.done; step = steps.next()) {
      // Asking is one more step; folds differ a little in how many themes they hold.
      of = step.value.of + 1
      yield { done: fold * of + step.value.done, of: folds * of, did: 'learn' }
    }
    for (const row of asked) {
      const example = examples[row]
      if (example) predictions[row] = predict(step.value, example, options)
    }
    yield { done: (fold + 1) * of, of: folds * of, did: 'ask' }
  }
  return predictions
}

/**
 * Measures by repeated cross-validation, five folds each time, how well a model that learns from these examples
 * does: what stands as `quality` in the model that learned from them all.
 *
 * @param repeats how many times, with the seeds from `seed` on. Default 3
 */
export function* qualityInSteps(
  examples: readonly Example[],
  { repeats = 3, seed = 1, ...options }: TrainOptions & { repeats?: number } = {},
): Generator<TrainingStep, Quality> {
  if (!Number.isInteger(repeats) || repeats < 1)
    throw new Error(`qualityInSteps: the number of repeats must be 1 or more, not ${repeats}`)
  const judged: Judged[] = []
  for (let repeat = 0; repeat < repeats; repeat++) {
    const steps = crossValidateInSteps(examples, 5, { ...options, seed: seed + repeat })
    let step = steps.next()
    for (; !step.done; step = steps.next()) {
      const { done, of, did } = step.value
      yield { done: repeat * of + done, of: repeats * of, did }
    }
    for (const [row, { labels }] of examples.entries()) {
      const given = (step.value[row] ?? []).filter(prediction => prediction.given)
      judged.push({ labels, given: given.map(({ theme }) => theme) })
    }
  }
  return measure(judged, { repeats })
}
