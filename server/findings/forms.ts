import { z } from 'zod'
import { findingStates, matches } from './store.ts'

/** A paragraph or more: NFC, LF line ends, nothing at its ends. */
export function prose(what: string, longest: number) {
  return z
    .string({ error: `Enter ${what}` })
    .transform(entered => entered.replace(/\r\n?/g, '\n').normalize('NFC').trim())
    .pipe(
      z
        .string()
        .max(longest, `Shorten ${what}: it may have at most ${longest.toLocaleString('en-GB')} characters`),
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

const statement = line('the claim', 500).pipe(
  z.string().min(1, 'Enter the claim: one sentence that the codings may support'),
)

export const newFindingForm = z.object({ statement })

export const findingForm = z.object({
  statement,
  text: prose('the text', 5_000).refine(
    text => !text.includes('[^'),
    'Take “[^” out of the text: notes are numbered and written by the software',
  ),
  themes: ticked.refine(themes => themes.length > 0, 'Choose at least one theme'),
  match: z.enum(matches, { error: 'Choose whether any of the themes will do' }),
  scope: ticked.refine(scope => scope.length > 0, 'Choose at least one question'),
  version: z.coerce.number({ error: 'Reload the page and try again' }),
})

export const stateForm = z.object({
  to: z.enum(findingStates, { error: 'Choose what the finding becomes' }),
  version: z.coerce.number({ error: 'Reload the page and try again' }),
})

export const proposalForm = z.object({
  themes: ticked.refine(themes => themes.length > 0, 'Choose a proposal from the page.'),
  match: z.enum(matches, { error: 'Choose a proposal from the page.' }),
})
