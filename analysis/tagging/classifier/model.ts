import type { Calibration } from './calibration.ts'
import type { FeatureTable } from './featureTable.ts'
import type { Quality } from './measure.ts'

/** What a model knows of one theme. */
export type ModelTheme = {
  label: string
  /** How many examples it was learned from. */
  examples: number
  calibration: Calibration
  /** From which probability on the theme is given. */
  threshold: number
}

/**
 * What was learned from people's codings. It holds no text, and no feature that fewer than three respondents used.
 */
export type ThemeModel = {
  themes: readonly ModelTheme[]
  table: FeatureTable
  /** By feature and then by theme; the constant terms last. */
  weights: Float32Array
  /** How well it does, as `qualityInSteps` measured; null where it was not measured. */
  quality: Quality | null
}
