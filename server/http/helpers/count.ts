import { currentLanguage } from '../languages/current.ts'
import { numberSaid } from '../languages/numberSaid.ts'

type Forms = { hash?: Partial<Record<Intl.LDMLPluralRule, string>> }

/**
 * A number with its noun in the right form.
 * Usage: `{{count responses "response" "responses"}}` → "1 response", "1,204 responses".
 * A language with more forms names those that differ, and “other”, as Unicode calls them:
 * `{{count responses two="ymateb" few="ymateb" other="ymateb"}}`.
 */
export function count(number: unknown, one: unknown, many?: unknown, last?: unknown): string {
  const named = forms(one) ?? forms(many) ?? forms(last)
  const form =
    named?.[new Intl.PluralRules(currentLanguage()).select(Number(number))] ??
    named?.other ??
    (number === 1 ? one : many)
  if (typeof number !== 'number' || typeof form !== 'string')
    throw new Error(
      `{{count}} takes a number and two nouns, not ${String(number)}, ${String(one)}, ${String(many)}`,
    )
  return `${numberSaid(number)} ${form}`
}

/** The named forms of a call from a template; undefined where it names none. */
function forms(argument: unknown): Forms['hash'] {
  const { hash } = (argument ?? {}) as Forms
  return hash && Object.keys(hash).length > 0 ? hash : undefined
}
