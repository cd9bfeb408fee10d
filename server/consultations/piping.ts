/** `{{id}}`, or `{{id|other words}}` with what is said where nothing was answered. */
const pipe = /\{\{\s*([a-z][a-z0-9_-]*)\s*(?:\|([^{}]*))?\}\}/gi

/** What is said where nothing was answered and no other words are given. */
const nothing = '…'

export function hasPipe(words: string): boolean {
  return words.includes('{{')
}

/** The ids of the questions whose answers a wording holds. */
export function pipedIn(words: string): string[] {
  return [...words.matchAll(pipe)].map(([, id = '']) => id)
}

/** A wording with what was answered put into it. @param answerTo in words; undefined where nothing was answered */
export function piped(words: string, answerTo: (question: string) => string | undefined): string {
  if (!hasPipe(words)) return words
  return words.replace(pipe, (_, id: string, other?: string) => answerTo(id) ?? other?.trim() ?? nothing)
}
