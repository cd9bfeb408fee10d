import { AsyncLocalStorage } from 'node:async_hooks'
import { translationOf, written } from './files.ts'

/** In what is spoken, whether somebody chose it, and among which it can be chosen, where not among all. */
type Speaking = { tag: string; isChosen: boolean; among?: readonly string[] }

const current = new AsyncLocalStorage<Speaking>()

/**
 * Does what is said in a language: every page, message, date and number that is made meanwhile is in it.
 *
 * @param isChosen whether whoever reads it chose it, so that nothing else can stand in its place
 */
export function inLanguage<Result>(tag: string, work: () => Result, isChosen = true): Result {
  return current.run({ tag, isChosen }, work)
}

/**
 * Keeps to these languages from here on in what {@link inLanguage} does: to the one that was chosen, else to the one
 * that is remembered, if it is among them, else to the first. Outside of it this does nothing.
 */
export function keepTo(tags: readonly [string, ...string[]], remembered?: string): void {
  const speaking = current.getStore()
  if (!speaking) return
  const before = speaking.isChosen || speaking.among ? speaking.tag : tags[0]
  const wish = speaking.isChosen ? before : (remembered ?? before)
  speaking.tag = tags.includes(wish) ? wish : tags[0]
  speaking.among = tags
}

/** The languages to which is kept now; undefined where to none. */
export function keptTo(): readonly string[] | undefined {
  return current.getStore()?.among
}

/** The tag of the language in which is spoken now; English outside {@link inLanguage}, as on the desk. */
export function currentLanguage(): string {
  return current.getStore()?.tag ?? written
}

/** By which dates and numbers are formed: English is that of the United Kingdom. */
export function currentLocale(): string {
  const tag = currentLanguage()
  return tag === written ? 'en-GB' : tag
}

/** A text in the language of now, its mustaches as they are; in English where it is not translated. */
export function spoken(english: string): string {
  return translationOf(currentLanguage(), english) ?? english
}
