import { inOther, isTag } from '../otherLanguages.ts'
import { type Element, isElement, textIn, textOf } from './element.ts'

/** How deep what is looked through may nest: what is deeper has no words that are read. */
const deepest = 100

/** A text that is kept in several languages, as `{ default, cy }`. */
function isLocalised(value: unknown): value is Record<string, string> {
  if (!isElement(value)) return false
  const entries = Object.entries(value)
  return (
    entries.length > 0 &&
    entries.every(([key, text]) => typeof text === 'string' && (key === 'default' || isTag(key)))
  )
}

/** The same survey in one of its languages, each text that it has in it marked. */
export function inLanguage(value: unknown, language: string, depth = 0): unknown {
  if (depth > deepest) return value
  if (isLocalised(value))
    return Object.hasOwn(value, language) ? inOther(value[language] ?? '') || textOf(value) : textOf(value)
  if (Array.isArray(value)) return value.map(each => inLanguage(each, language, depth + 1))
  if (!isElement(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, inLanguage(each, language, depth + 1)]),
  )
}

/** The languages that a survey has words in beside its own. */
export function languagesIn(survey: Element): string[] {
  const own = textIn(survey, 'locale') || 'en'
  const found = new Set<string>()
  const look = (value: unknown, depth: number) => {
    if (depth > deepest) return
    if (isLocalised(value)) {
      const shown = Object.hasOwn(value, 'default') ? '' : textOf(value)
      for (const [tag, text] of Object.entries(value))
        if (tag !== 'default' && tag !== own && text !== shown) found.add(tag)
    } else if (Array.isArray(value)) for (const each of value) look(each, depth + 1)
    else if (isElement(value)) for (const each of Object.values(value)) look(each, depth + 1)
  }
  look(survey, 0)
  return [...found].sort()
}
