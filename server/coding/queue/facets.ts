import { learnedRule } from '../../../analysis/application.ts'
import type { Tag } from '../../../analysis/index.ts'
import type { Response } from '../../responses/response.ts'

/** How sure a suggestion is, from the surest; a learned one is doubtful where it is just above its threshold. */
export const sureties = ['plain', 'negated', 'likely', 'doubtful'] as const
export type Surety = (typeof sureties)[number]

/** Below this margin over the theme’s threshold (0 to 1), what was learned is doubtful. */
const fewestMargin = 0.1

/** What the queue can be narrowed by, beside theme and question; empty: by nothing. */
export type Narrowing = {
  /** `rule`, `learned`, or the id of one rule. */
  by: string
  sure: Surety | ''
  /** `name=value` of an attribute of the respondent. */
  attribute: string
}

/** How sure a passage’s suggestion is, by all the tags that make it: as sure as the surest of them. */
export function suretyOf(tags: Tag[]): Surety {
  if (tags.some(({ rule, negated }) => rule !== learnedRule && !negated)) return 'plain'
  const learned = tags.find(({ rule }) => rule === learnedRule)
  if (!learned) return 'negated'
  return (learned.margin ?? 1) < fewestMargin ? 'doubtful' : 'likely'
}

/**
 * What a mention can be found by: of each passage that waits, what suggested it and how sure that is, and who wrote it.
 *
 * @param passages the tags of each passage that waits for a decision
 */
export function facetsOf(passages: Tag[][], attributes: Response['attributes']): string[] {
  if (passages.length === 0) return []
  const facets = passages.flatMap(tags => [
    `sure ${suretyOf(tags)}`,
    ...tags.flatMap(({ rule }) => (rule === learnedRule ? ['by learned'] : ['by rule', `by ${rule}`])),
  ])
  const who = Object.entries(attributes).flatMap(([name, value]) =>
    value === '' ? [] : [`is ${name}=${value}`],
  )
  return [...new Set([...facets, ...who])].sort()
}

/** What a mention must be found by to have what is asked for. */
export function facetsAsked({ by, sure, attribute }: Narrowing): string[] {
  return [
    ...(attribute === '' ? [] : [`is ${attribute}`]),
    ...(by === '' ? [] : [`by ${by}`]),
    ...(sure === '' ? [] : [`sure ${sure}`]),
  ]
}

/** Whether a passage is what is asked for: a mention may have others beside it. */
export function fits(tags: Tag[], { by, sure }: Pick<Narrowing, 'by' | 'sure'>): boolean {
  if (sure !== '' && suretyOf(tags) !== sure) return false
  if (by === '') return true
  return tags.some(({ rule }) =>
    by === 'rule' ? rule !== learnedRule : rule === (by === 'learned' ? learnedRule : by),
  )
}
