import { withdrawnRespondents } from '../../responses/store.ts'
import { eachDecision } from '../codingStore.ts'
import { readingsOf } from '../readingStore.ts'

/** A response that somebody read or coded unaided, when they first did, and the themes that they find in it. */
export type Use = { coder: string; response: string; at: Date; themes: Set<string> }

/**
 * What every coder read, each in the order in which they did. A response counts as read where its coder said so or
 * coded something in it unaided: a suggestion that was decided on in the queue is a look at one passage. Answers to
 * samples of the machine and outcomes of differences are nobody’s own reading.
 */
export async function usesOf(consultation: string, themes: string[]): Promise<Use[]> {
  const [readings, withdrawn] = await Promise.all([
    readingsOf(consultation),
    withdrawnRespondents(consultation),
  ])
  const gone = new Set(withdrawn)
  const uses = new Map<string, Use>()
  const found = new Map<string, Set<string>>()
  const meet = (coder: string, response: string, at: Date) => {
    if (gone.has(response)) return
    const key = `${coder} ${response}`
    const known = uses.get(key)
    if (!known) uses.set(key, { coder, response, at, themes: new Set() })
    else if (at < known.at) known.at = at
  }
  for await (const coding of eachDecision(consultation, themes)) {
    const { coder, respondent, theme, verdict, origin, audit, adjudicates, at } = coding
    if (audit !== undefined || adjudicates !== undefined || verdict !== 'accepted') continue
    const key = `${coder} ${respondent}`
    found.set(key, (found.get(key) ?? new Set()).add(theme))
    if (origin === 'unaided') meet(coder, respondent, at)
  }
  for (const { by, response, at } of readings) meet(by, response, at)
  for (const [key, use] of uses) use.themes = found.get(key) ?? use.themes
  return [...uses.values()].sort(
    (a, b) => a.at.getTime() - b.at.getTime() || (a.response < b.response ? -1 : 1),
  )
}
