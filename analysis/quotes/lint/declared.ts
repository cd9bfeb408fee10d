import type { Declared } from './plainText.ts'

/**
 * What an author puts behind a passage to say what it is: `<!-- own -->` or `{.own}` for their own expression or a
 * title, `<!-- from R12 -->` or `{.from R12}` for the words of response R12. Quote marks and the marks themselves
 * never stand in a response's name.
 */
export const declaration =
  /<!--\s*(?:own|from\s+([^<>{}\n]{1,200}?))\s*-->|\{\s*\.(?:own|from\s+([^<>{}\n]{1,200}?))\s*\}/y

/** What one match of {@link declaration} says: the response's name, or null for the author's own words. */
export function declaredBy(match: RegExpExecArray): string | null {
  return match[1] ?? match[2] ?? null
}

/** The same for words without markup, as from Word: the words without the marks, and what each mark says. */
export function takeDeclared(typed: string): { text: string; declared: Declared[] } {
  const declared: Declared[] = []
  const everywhere = new RegExp(declaration.source, 'g')
  let text = ''
  let at = 0
  for (const match of typed.matchAll(everywhere)) {
    text += typed.slice(at, match.index)
    declared.push({ at: text.length, from: declaredBy(match) })
    at = match.index + match[0].length
  }
  return { text: text + typed.slice(at), declared }
}
