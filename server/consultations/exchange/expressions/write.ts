import type { Comparison, Condition } from '../../conditions.ts'
import type { Question } from '../../questions.ts'

/** How a program writes what a condition is made of. */
export type Writer = {
  all(each: string[]): string
  any(each: string[]): string
  not(one: string): string
  always: string
  never: string
  comparison(comparison: Comparison, question: Question | undefined): string
}

/** A condition as another program writes it. */
export function writeCondition(
  condition: Condition,
  writer: Writer,
  questions: ReadonlyMap<string, Question>,
): string {
  const written = (each: Condition) => writeCondition(each, writer, questions)
  if ('question' in condition) return writer.comparison(condition, questions.get(condition.question))
  if ('not' in condition) return writer.not(written(condition.not))
  if ('all' in condition)
    return condition.all.length === 0 ? writer.always : writer.all(condition.all.map(written))
  return condition.any.length === 0 ? writer.never : writer.any(condition.any.map(written))
}
