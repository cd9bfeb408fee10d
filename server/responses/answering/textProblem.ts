import { storedForm } from '../../../analysis/index.ts'

/** Characters of a detail of the respondent, which may be printed beside a quote. */
export const longestDetail = 200

/** What keeps a text from being stored as it was written; `what` begins the sentence. */
export function textProblem(text: string, what: string, most: number): string | undefined {
  if (text.length > most)
    return `${what} has ${number(text.length)} characters, and at most ${number(most)} can be taken. Shorten it`
  // U+FFFD stands where bytes came in that are no character; a NUL cannot be shown or printed.
  if (/[\uFFFD\0]/.test(text))
    return `${what} holds a character that could not be read, shown as \uFFFD. Find it and write it again`
  const stored = storedForm(text)
  return stored.ok ? undefined : `${what} cannot be kept as it is. ${stored.problem.replace(/\.$/, '')}`
}

export function number(value: number): string {
  return value.toLocaleString('en-GB')
}
