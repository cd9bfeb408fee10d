import { z } from 'zod'
import { spoken } from './languages/current.ts'
import { say } from './languages/say.ts'

/** A paragraph or more: NFC, LF line ends, nothing at its ends. @param what it is, as behind “Enter” */
export function prose(what: string, longest: number) {
  return z
    .string({ error: () => say('Enter {{what}}', { what: spoken(what) }) })
    .transform(entered => entered.replace(/\r\n?/g, '\n').normalize('NFC').trim())
    .pipe(
      z.string().max(longest, {
        error: () =>
          say('Shorten {{what}}: it may have at most {{count longest "character" "characters"}}', {
            what: spoken(what),
            longest,
          }),
      }),
    )
}

/** One line: white space of any kind becomes one space. */
export function line(what: string, longest: number) {
  return prose(what, longest).transform(entered => entered.replace(/\s+/g, ' '))
}

/** Boxes that were ticked: none, one or several of the same name. */
export const ticked = z
  .union([z.string().transform(one => [one]), z.array(z.string())], { error: 'Choose from the list' })
  .default([])
