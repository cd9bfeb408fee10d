import type { Rule, Theme, ThemeColour } from '../../../analysis/index.ts'

type Guidance = Pick<Theme, 'definition' | 'include' | 'exclude'> & { rules: readonly string[] }

/** A theme whose rules' ids are its own with a number. */
export function theme(
  id: string,
  parent: string | null,
  colour: ThemeColour,
  name: string,
  guidance: Guidance,
): Theme {
  const rules: Rule[] = guidance.rules.map((source, index) => ({ id: `${id}-${index + 1}`, source }))
  return { id, name, parent, colour, ...guidance, rules }
}
