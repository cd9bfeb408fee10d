import { z } from 'zod'
import { line, prose, ticked } from '../http/fields.ts'
import { findingStates, matches } from './store.ts'

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
