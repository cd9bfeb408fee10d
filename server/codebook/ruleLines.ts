import type { Rule } from '../../analysis/index.ts'
import { idOf } from '../database/ids.ts'

/** The rules of a theme from the lines of its form. The same words in the same theme make the same rule again. */
export function rulesFrom(theme: string, lines: string[]): Rule[] {
  const sources = new Set(lines.map(line => line.trim()).filter(line => line !== ''))
  return [...sources].map(source => ({ id: idOf(theme, source), source }))
}
