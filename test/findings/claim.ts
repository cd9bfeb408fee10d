import { createFinding, type NewFinding } from '../../server/findings/create.ts'
import type { Choice } from '../../server/findings/quotes/choose.ts'
import { changeFinding, type Finding } from '../../server/findings/store.ts'

/** Adds a draft finding of those who speak of suppliers, with `changes` to what it usually is. */
export async function claim(
  consultation: string,
  changes: Partial<Omit<NewFinding, 'consultation'>> = {},
): Promise<Finding> {
  const { finding } = await createFinding({
    consultation,
    statement: 'Contracts carry the knowledge away.',
    text: 'Knowledge leaves with the contract.',
    themes: ['suppliers'],
    match: 'any',
    scope: ['obstacles'],
    ...changes,
  })
  return finding
}

/** The same, whose opposing testimony was looked at, and which a report may print. */
export async function readyClaim(...given: Parameters<typeof claim>): Promise<Finding> {
  const finding = await claim(...given)
  await changeFinding(finding, { state: 'ready', looked: { by: 'author', at: new Date(), passages: 1 } })
  return finding
}

/** The first `end` code units of an answer, as they were written; with `more`, another part or side. */
export function wordsOf({ text }: { text: string }, end: number, more: Partial<Choice> = {}): Choice {
  return { text, start: 0, end, edits: [], side: 'quote', ...more }
}
