import type { Question } from '../../consultations/questions.ts'

/** A JSON pointer (RFC 6901) to a part of a body. */
export function pointerTo(...path: (string | number | symbol)[]): string {
  return path.map(part => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

/** Where the field of an answer stands in a body: the question's id, or that and a part behind a colon. */
export function pointerToField(question: Question, field: string): string {
  const part = field.slice(question.id.length + 1)
  const at = (...path: (string | number)[]) => pointerTo('answers', question.id, ...path)
  if (part === '' || question.type === 'date') return at()
  if (question.type === 'ranking') return at('order', Number(part) - 1)
  return question.type === 'matrix' ? at('rows', part) : at(part)
}

/** Where the fields of the declaration stand in a body. */
const places: Record<string, string> = {
  ...{ capacity: '/about/capacity', people: '/about/people', behalf: '/about/behalf' },
  ...{ name: '/about/name', role: '/about/role', sector: '/about/sector' },
  organisation: '/about/organisation',
  choice: '/permission/quoted',
  agree: '/permission/wording',
}

export function pointerToDeclared(field: string): string {
  return places[field] ?? pointerTo('permission', field)
}
