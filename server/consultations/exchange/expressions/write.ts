import type { Comparison, Condition } from '../../conditions.ts'
import type { Question } from '../../questions.ts'

/** How a program writes what a condition is made of; `comparison` gives nothing for what it has no words for. */
export type Writer = {
  all(each: string[]): string
  any(each: string[]): string
  not(one: string): string
  always: string
  never: string
  comparison(comparison: Comparison, question: Question | undefined): string | undefined
}

/** A condition as another program writes it; undefined for one that it has no words for. */
export function writeCondition(
  condition: Condition,
  writer: Writer,
  questions: ReadonlyMap<string, Question>,
): string | undefined {
  if ('question' in condition) return writer.comparison(condition, questions.get(condition.question))
  if ('not' in condition) {
    const inner = writeCondition(condition.not, writer, questions)
    return inner === undefined ? undefined : writer.not(inner)
  }
  const parts = 'all' in condition ? condition.all : condition.any
  const each = parts.map(part => writeCondition(part, writer, questions))
  const written = each.filter(part => part !== undefined)
  if (written.length < each.length) return undefined
  if ('all' in condition) return written.length === 0 ? writer.always : writer.all(written)
  return written.length === 0 ? writer.never : writer.any(written)
}
