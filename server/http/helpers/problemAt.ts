import type { Problem } from '../../../analysis/index.ts'

/** What is wrong at one field. Usage: `{{problemAt problems "email"}}` → the message, or nothing. */
export function problemAt(problems: unknown, place: unknown): string | undefined {
  if (!Array.isArray(problems)) return undefined
  return (problems as Problem[]).find(problem => problem.place === place)?.message
}
