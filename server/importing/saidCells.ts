import type { AttributionChoice } from '../../analysis/index.ts'
import type { Channel } from '../responses/byStaff/brought.ts'

const choices: ReadonlyMap<string, AttributionChoice> = new Map([
  ...(['none', 'unnamed', 'role', 'named'] as const).map(choice => [choice, choice] as const),
  ['no', 'none'],
  ['not', 'none'],
  ['not quoted', 'none'],
  ['without a name', 'unnamed'],
  ['without name', 'unnamed'],
  ['anonymous', 'unnamed'],
  ['by role', 'role'],
  ['name', 'named'],
  ['by name', 'named'],
])

/** What a cell says of how somebody may be quoted, or what is wrong with it. */
export function choiceIn(words: string): { choice: AttributionChoice } | { problem: string } {
  const choice = choices.get(words.trim().toLowerCase())
  if (choice) return { choice }
  return {
    problem: `“${words.trim()}” does not say how they may be quoted. Write none, unnamed, role or named, or leave it empty: then they are not quoted.`,
  }
}

const sources: ReadonlyMap<string, Channel> = new Map([
  ['paper', 'paper'],
  ['letter', 'paper'],
  ['post', 'paper'],
  ['email', 'email'],
  ['e-mail', 'email'],
  ['mail', 'email'],
  ['event', 'event'],
  ['meeting', 'event'],
  ['telephone', 'telephone'],
  ['phone', 'telephone'],
])

/** What a cell says of how an answer came, or what is wrong with it. */
export function sourceIn(words: string): { as: Channel } | { problem: string } {
  const as = sources.get(words.trim().toLowerCase())
  if (as) return { as }
  return { problem: `“${words.trim()}” does not say how it came. Write paper, email, event or telephone.` }
}
