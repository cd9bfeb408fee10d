import type { Example } from './example.ts'
import { allFeatureKinds } from './features.ts'
import { countFeatures } from './featureTable.ts'
import { stratifiedFolds } from './folds.ts'
import type { ThemeModel } from './model.ts'
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
    const model: ThemeModel = yield* withProgress(trainOn(examples, counted, rows, options), fold, folds)
    for (const row of asked) {
      const example = examples[row]
      if (example) predictions[row] = predict(model, example, options)
    }
  }
  return predictions
}

/** A fold's steps as steps of the whole; folds differ a little in how many themes they hold. */
function* withProgress(
  steps: Generator<TrainingStep, ThemeModel>,
  fold: number,
  folds: number,
): Generator<TrainingStep, ThemeModel> {
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value
    const { done, of, theme } = step.value
    yield { done: fold * of + done, of: folds * of, theme }
  }
}
