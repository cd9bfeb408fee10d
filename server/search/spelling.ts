import { parseRule, stem, tokenise } from '../../analysis/index.ts'
import { currentTexts } from '../responses/currentTexts.ts'
import { findResponses } from '../responses/store.ts'
import { findTexts } from '../responses/textStore.ts'
import { countWith, entriesWith } from '../responses/words/wordStore.ts'

/** A word that nobody wrote, and one that is written much like it. */
export type Hint = { word: string; instead: string }

const letters = 'abcdefghijklmnopqrstuvwxyz'
const shortest = 4
const mostWords = 3
const sample = 40

/**
 * For words of a search that nobody wrote: one that somebody did write and that is one slip away from it (a letter
 * too many, too few, wrong, or two in the wrong order).
 */
export async function hintsFor(consultation: string, rules: string[]): Promise<Hint[]> {
  const words = [...new Set(rules.flatMap(wordsOf))].filter(word => word.length >= shortest)
  const unknown: string[] = []
  for (const word of words.slice(0, 20))
    if ((await countWith(consultation, stem(word))) === 0) unknown.push(word)
  const hints = await Promise.all(unknown.slice(0, mostWords).map(word => hintFor(consultation, word)))
  return hints.flatMap(hint => hint ?? [])
}

async function hintFor(consultation: string, word: string): Promise<Hint | undefined> {
  const families = new Set([...slipsOf(word.toLowerCase())].map(stem))
  const entries = await entriesWith(consultation, [...families], sample)
  const uses = new Map<string, string[]>()
  for (const { _id, keys } of entries)
    for (const key of keys) if (families.has(key)) uses.set(key, [...(uses.get(key) ?? []), _id])
  const [family, texts = []] = [...uses].sort((a, b) => b[1].length - a[1].length)[0] ?? []
  if (family === undefined) return undefined
  const instead = await writtenIn(texts, family)
  return instead === undefined ? undefined : { word, instead }
}

/** How a family is written in one of these texts, of those that may still be read. */
async function writtenIn(ids: string[], family: string): Promise<string | undefined> {
  const texts = await findTexts(ids)
  const responses = await findResponses(texts.map(({ respondent }) => respondent))
  const current = new Set(responses.filter(({ state }) => state === 'submitted').flatMap(currentTexts))
  for (const { _id, text } of texts) {
    if (!current.has(_id)) continue
    const written = tokenise(text).find(({ word }) => stem(word) === family)
    if (written) return written.word
  }
  return undefined
}

function wordsOf(rule: string): string[] {
  const parsed = parseRule(rule)
  if (!parsed.ok) return []
  const found: string[] = []
  const look = (expression: typeof parsed.rule.expression): void => {
    if (expression.kind === 'term')
      found.push(...expression.atoms.filter(({ kind }) => kind === 'family').map(({ value }) => value))
    else if (expression.kind === 'within') look(expression.inside)
    else {
      look(expression.left)
      if (expression.kind !== 'not') look(expression.right)
    }
  }
  look(parsed.rule.expression)
  return found
}

/** Every word that one slip makes of this one. */
function* slipsOf(word: string): Generator<string> {
  for (let at = 0; at <= word.length; at++) {
    const [before, after] = [word.slice(0, at), word.slice(at)]
    if (after.length > 0) yield before + after.slice(1)
    if (after.length > 1) yield before + after.charAt(1) + after.charAt(0) + after.slice(2)
    for (const letter of letters) {
      yield before + letter + after
      if (after.length > 0) yield before + letter + after.slice(1)
    }
  }
}
