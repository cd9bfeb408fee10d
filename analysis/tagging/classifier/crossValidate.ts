import type { Example } from './example.ts'
import { allFeatureKinds } from './features.ts'
import { countFeatures } from './featureTable.ts'
import { stratifiedFolds } from './folds.ts'
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
