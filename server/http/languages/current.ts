import { AsyncLocalStorage } from 'node:async_hooks'
import { translationOf, written } from './files.ts'

const current = new AsyncLocalStorage<string>()

/** Does what is said in a language: every page, message, date and number that is made meanwhile is in it. */
export function inLanguage<Result>(tag: string, work: () => Result): Result {
  return current.run(tag, work)
}

/** The tag of the language in which is spoken now; English outside {@link inLanguage}, as on the desk. */
export function currentLanguage(): string {
  return current.getStore() ?? written
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
