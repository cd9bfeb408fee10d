import { probabilityOf } from './calibration.ts'
import type { Unlabelled } from './example.ts'
import { rowOf } from './featureTable.ts'
import type { ThemeModel } from './model.ts'

/** Below its threshold, the likeliest theme of a text that has no other is given from this probability on. */
const leastForFallback = 0.2

/**
 * How sure a suggestion is. `likely`: more likely right than not. `uncertain`: a person should look, whether
 * it is given or just missed. `unlikely`: the rest.
 */
export const certainties = ['likely', 'uncertain', 'unlikely'] as const
export type Certainty = (typeof certainties)[number]

export type Prediction = {
  theme: string
  /** The distance from the border that the learner drew: what the features' weights sum to. */
  score: number
  /** 0 to 1, calibrated. */
  probability: number
  threshold: number
  /** Whether the theme is given: its probability reaches the threshold, or it is the best of a text without one. */
  given: boolean
  certainty: Certainty
}

/**
 * Asks the model which themes a text speaks of.
 *
 * @param options `fallback`: whether a text that no theme reaches is given its likeliest one (from a probability of
 *   0.2 on). Default true
 * @returns every theme of the model, the likeliest first; a text without any feature of the model, such as an
 *   empty one, is given none
 * @example predict(model, { text: 'The ferry was late' }).filter(theme => theme.given)
 */
export function predict(
  model: ThemeModel,
  passage: Unlabelled,
  { fallback = true }: { fallback?: boolean } = {},
): Prediction[] {
  const { themes, table, weights } = model
  const { columns, values, words } = rowOf(passage, table)
  const scores = new Float64Array(themes.length)
  const constants = table.names.length * themes.length
  for (let theme = 0; theme < scores.length; theme++) scores[theme] = weights[constants + theme] ?? 0
  for (let at = 0; at < columns.length; at++) {
    const value = values[at] ?? 0
    const from = (columns[at] ?? 0) * themes.length
    for (let theme = 0; theme < scores.length; theme++)
      scores[theme] = (scores[theme] ?? 0) + value * (weights[from + theme] ?? 0)
  }
  const predictions = themes.map(({ label, calibration, threshold }, theme): Prediction => {
    const score = scores[theme] ?? 0
    const probability = probabilityOf(calibration, score)
    const given = words > 0 && probability >= threshold
    return {
      theme: label,
      score,
      probability,
      threshold,
      given,
      certainty: certaintyOf(probability, threshold),
    }
  })
  predictions.sort((a, b) => b.probability - a.probability || (a.theme < b.theme ? -1 : 1))
  const best = predictions[0]
  if (fallback && words > 0 && best && !predictions.some(({ given }) => given))
    best.given = best.probability >= leastForFallback
  return predictions
}

/** Doubt reaches from half the threshold to where a suggestion is more likely right than wrong. */
function certaintyOf(probability: number, threshold: number): Certainty {
  if (probability >= Math.max(threshold, 0.5)) return 'likely'
  return probability >= threshold / 2 ? 'uncertain' : 'unlikely'
}
