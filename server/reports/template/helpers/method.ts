import { methodWords } from '../../method.ts'
import { asMarkdown } from '../escape.ts'
import type { Call } from '../grammar.ts'
import type { Refusal, Writing } from '../writing.ts'

/**
 * How the report counted: who answered, over whom each finding is counted, what the words mean, how it was coded.
 * Usage: `{{method}}`.
 */
export function method(_call: Call, { material, sheet, named }: Writing): Refusal {
  sheet.block(`*How we counted.* ${asMarkdown(methodWords(material.people, named, material.style))}`)
  return undefined
}
