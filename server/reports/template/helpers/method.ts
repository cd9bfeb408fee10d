import { methodNote } from '../../method/note.ts'
import type { Call } from '../grammar.ts'
import type { Refusal, Writing } from '../writing.ts'

/**
 * How the report counted: who answered and how, over whom each finding is counted, what the words mean, how it was
 * coded and read. Usage: `{{method}}`.
 */
export function method(_call: Call, { material, sheet, named }: Writing): Refusal {
  if (!material.method) throw new Error('method: nothing was read of how it was counted')
  sheet.block(methodNote(material.method, named, material.style))
  return undefined
}
