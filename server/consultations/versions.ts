import { wordedQuestions } from './piping.ts'
import type { Option, Question, Questionnaire, QuestionType } from './questions.ts'
import { questionnaireOf } from './store.ts'

type Named = { _id: string; version: number }

/** Every version that was published, oldest first. */
export function versionsOf({ _id, version }: Named): Promise<Questionnaire[]> {
  return Promise.all(Array.from({ length: version }, (_, n) => questionnaireOf(_id, n + 1)))
}

/** The type of each question that any version ever asked: it never changes. */
export function publishedTypes(versions: readonly Questionnaire[]): Map<string, QuestionType> {
  const all = versions.flatMap(({ pages }) => pages.flatMap(page => page.questions))
  return new Map(all.map(({ id, type }) => [id, type]))
}

/**
 * Every question that any version asked, statements apart: those of the newest in their order, then those that it
 * asks no more. Each is worded as it was last; options and rows that it had before stand behind those it has.
 */
export async function unitedQuestions(consultation: Named): Promise<Question[]> {
  const united = new Map<string, Question>()
  for (const version of (await versionsOf(consultation)).reverse())
    for (const question of wordedQuestions(version)) {
      const later = united.get(question.id)
      united.set(question.id, later ? withBefore(later, question) : question)
    }
  return [...united.values()]
}

function withBefore(later: Question, before: Question): Question {
  if (later.type !== before.type || !('options' in later) || !('options' in before)) return later
  const options = joined(later.options, before.options, ({ value }: Option) => value)
  if (later.type !== 'matrix' || before.type !== 'matrix') return { ...later, options }
  return { ...later, options, rows: joined(later.rows, before.rows, ({ id }) => id) }
}

function joined<T>(later: T[], before: T[], key: (item: T) => string): T[] {
  const there = new Set(later.map(key))
  return [...later, ...before.filter(item => !there.has(key(item)))]
}
