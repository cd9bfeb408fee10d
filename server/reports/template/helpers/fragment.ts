import type { Call } from '../grammar.ts'
import type { Refusal, Writing } from '../writing.ts'
import { printWords } from './words.ts'

/**
 * A few words between quotation marks, with a note and without an attribution in the sentence.
 * Usage: `Others spoke of {{fragment "Q3"}}` → Others spoke of “four years to move one button”[^3]
 */
export function fragment(call: Call, writing: Writing): Refusal {
  return printWords(call, writing)
}
