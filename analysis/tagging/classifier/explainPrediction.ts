import type { Span } from '../../model.ts'
import type { Unlabelled } from './example.ts'
import { type FeatureKind, featureKinds, readFeatures } from './features.ts'
import { rowOf } from './featureTable.ts'
import type { ThemeModel } from './model.ts'

/** One feature's part in a score. */
export type Reason = {
  kind: FeatureKind
  /** The word family, the pair, the characters, the question, the class of length or the theme of the rule. */
  feature: string
  /** Where it stands in the text; none for what is of the text as a whole. */
  spans: Span[]
  /** What it adds to the score; below 0 where it speaks against the theme. */
  weight: number
}

/**
 * Says what made a prediction.
 *
 * @returns each feature of the text that the model knows, those that weigh most first, and the constant that
 *   every text has; together their weights are the prediction's score
 * @throws Error where the model does not know the theme
 */
export function explainPrediction(
  { themes, table, weights }: ThemeModel,
  passage: Unlabelled,
  theme: string,
): { score: number; constant: number; reasons: Reason[] } {
  const place = themes.findIndex(({ label }) => label === theme)
  if (place === -1) throw new Error(`explainPrediction: the model does not know the theme “${theme}”`)
  const spans = new Map<string, Span[]>()
  readFeatures(passage, (name, start, end) => {
    if (!table.columns.has(name)) return
    const known = spans.get(name) ?? []
    if (end > start) known.push({ start, end })
    spans.set(name, known)
  })
  const { columns, values } = rowOf(passage, table)
  const reasons = Array.from(columns, (column, at): Reason => {
    const name = table.names[column] ?? ''
    return {
      kind: kindOf(name),
      feature: name.slice(1),
      spans: spans.get(name) ?? [],
      weight: (values[at] ?? 0) * (weights[column * themes.length + place] ?? 0),
    }
  })
  const constant = weights[table.names.length * themes.length + place] ?? 0
  const score = reasons.reduce((sum, { weight }) => sum + weight, constant)
  return { score, constant, reasons: reasons.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight)) }
}

function kindOf(name: string): FeatureKind {
  const kinds = Object.keys(featureKinds) as FeatureKind[]
  return kinds.find(kind => featureKinds[kind] === name.charAt(0)) ?? 'words'
}
