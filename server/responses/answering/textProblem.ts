import { storedForm } from '../../../analysis/index.ts'
import { numberSaid } from '../../http/languages/numberSaid.ts'
import { say } from '../../http/languages/say.ts'
import { faultSaid } from './unstorable.ts'

/** Characters of a detail of the respondent, which may be printed beside a quote. */
export const longestDetail = 200

/** What keeps a text from being stored as it was written; `what` begins the sentence. */
export function textProblem(text: string, what: string, most: number): string | undefined {
  if (text.length > most)
    return say(
      '{{what}} has {{count characters "character" "characters"}}, and at most {{most}} can be taken. Shorten it',
      { what, characters: text.length, most: numberSaid(most) },
    )
  // U+FFFD stands where bytes came in that are no character; a NUL cannot be shown or printed.
  if (/[\uFFFD\0]/.test(text))
    return say(
      '{{what}} holds a character that could not be read, shown as \uFFFD. Find it and write it again',
      { what },
    )
  const stored = storedForm(text)
  return stored.ok
    ? undefined
    : say('{{what}} cannot be kept as it is. {{problem}}', {
        what,
        problem: faultSaid(stored.fault).replace(/\.$/, ''),
      })
}
