import { problemAt } from './problemAt.ts'

/** The ids of a field's hint and message, for `aria-describedby`. Usage: `{{describedBy id hint problems}}`. */
export function describedBy(id: unknown, hint: unknown, problems: unknown): string {
  return [hint ? `${id}-hint` : '', problemAt(problems, id) ? `${id}-error` : ''].filter(Boolean).join(' ')
}
