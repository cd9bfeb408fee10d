import {
  allFeatureKinds,
  crossValidateInSteps,
  type Example,
  type FeatureKind,
  type Judged,
  measure,
  type Prediction,
  type TrainOptions,
} from '../../analysis/index.ts'

/** One way to learn: the default with something left out, or a plainer rule of what is given. */
export type Variant = {
  name: string
  options?: TrainOptions
  given?: (prediction: Prediction) => boolean
}

const without = (kind: FeatureKind) => ({ kinds: allFeatureKinds.filter(other => other !== kind) })

/** Everything that the model is made of, each left out in turn. */
export const variants: (Variant & { needs?: 'question' | 'rules' })[] = [
  { name: 'characters (3–4)', options: without('characters') },
  { name: 'pairs of words', options: without('pairs') },
  { name: 'the question', options: without('question'), needs: 'question' },
  { name: 'length', options: without('length') },
  { name: 'rules as features', options: without('rule'), needs: 'rules' },
  { name: 'weights by log ratio', options: { ratios: false } },
  { name: 'calibration and thresholds (a score above 0 instead)', given: ({ score }) => score > 0 },
  { name: 'thresholds (a probability of .5 instead)', given: ({ probability }) => probability >= 0.5 },
  { name: 'shrinkage (each theme its own threshold)', options: { shrinkage: 0 } },
  {
    name: 'the best theme for texts without one',
    given: ({ probability, threshold }) => probability >= threshold,
  },
]

const folds = 5

/** Cross-validates once. @returns what was given by each variant's rule, by its name. */
export function crossValidate(
  examples: readonly Example[],
  seed: number,
  options: TrainOptions,
  rules: readonly Variant[],
): Map<string, { micro: number; macro: number }> {
  const steps = crossValidateInSteps(examples, folds, { ...options, seed })
  let step = steps.next()
  while (!step.done) step = steps.next()
  const predictions = step.value
  return new Map(
    rules.map(({ name, given = prediction => prediction.given }) => {
      const judged = examples.map(
        ({ labels }, row): Judged => ({
          labels,
          given: (predictions[row] ?? []).filter(given).map(({ theme }) => theme),
        }),
      )
      const { microF1, macroF1 } = measure(judged, { least: leastOf(examples) })
      return [name, { micro: microF1 ?? 0, macro: macroF1 ?? 0 }]
    }),
  )
}

/** 20 examples a theme; 10 where the texts are too few for that. */
export function leastOf(examples: readonly Example[]): number {
  return examples.length >= 500 ? 20 : 10
}
