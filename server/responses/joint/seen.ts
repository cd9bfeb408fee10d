import { hash, randomUUID } from 'node:crypto'
import type { Page } from '../../consultations/questions.ts'
import type { Form } from '../answering/form.ts'
import { textIn } from '../answering/form.ts'
import type { Entered } from '../answering/kinds/kind.ts'

/** The hidden fields of a page of questions; no id of a question begins so. */
export const seenField = '_seen'
export const tabField = '_tab'
const turnField = '_turn'

/** One opening of a page in a browser: what it saved itself is no news to it. */
export function newTab(): string {
  return randomUUID()
}

/** The opening that a form came from; undefined for one that does not say. */
export function tabIn(form: Form): string | undefined {
  const tab = textIn(form, tabField)
  return tab !== undefined && /^[\w-]{1,40}$/.test(tab) ? tab : undefined
}

/** How often an opening had sent what was entered when it sent this; a form without a script says 0. */
export function turnIn(form: Form): number {
  const turn = textIn(form, turnField) ?? ''
  return /^\d{1,9}$/.test(turn) ? Number(turn) : 0
}

/** The name of what was entered to one question: the same for the same words, whatever their line ends. */
export function answerHash(id: string, entered: Entered): string {
  const said = answerSaid(id, entered)
  return said === nothing ? hashOfNothing : hashOf(said)
}

function hashOf(said: string): string {
  return hash('sha256', said, 'base64url').slice(0, 12)
}

const nothing = JSON.stringify([])
const hashOfNothing = hashOf(nothing)

/** What was entered to one question in one string, to be compared with another. */
export function answerSaid(id: string, { values, files }: Entered): string {
  const parts = `${id}:`
  const entries = Object.keys(values)
    .filter(field => field === id || field.startsWith(parts))
    .sort()
    .flatMap(field => {
      const value = values[field] ?? ''
      if (value.length === 0) return []
      return [[field, typeof value === 'string' ? value.replace(/\r\n?/g, '\n') : value]]
    })
  const file = Object.hasOwn(files, id) ? files[id]?.file : undefined
  return JSON.stringify(file === undefined ? entries : [...entries, file])
}

/** What a form tells later of the answers that it showed: `question.hash`, parted by spaces. */
export function seenOf({ questions }: Pick<Page, 'questions'>, entered: Entered): string {
  return questions.map(({ id }) => `${id}.${answerHash(id, entered)}`).join(' ')
}

/** The hash of each answer that a form showed, by question; undefined for a form that does not say. */
export function seenIn(form: Form): Map<string, string> | undefined {
  const seen = textIn(form, seenField)
  if (seen === undefined) return undefined
  return new Map(
    seen.split(' ').flatMap(part => {
      const [id, hash] = part.split('.')
      return id && hash ? [[id, hash] as const] : []
    }),
  )
}
