import { z } from 'zod'
import { type Approach, approaches } from './store.ts'

export const approachForm = z.object({
  approach: z.enum(approaches, { error: 'Choose how testimony is analysed' }),
})

/** What each approach is, for whoever chooses. */
export const approachWords: Record<Approach, { text: string; hint: string }> = {
  codebook: {
    text: 'By codebook',
    hint: 'Coders apply one codebook, so that others could code the same. Reports tell how far coders agree on what they coded unaided, and say “few”, “some”, “many” or “most” by one scale.',
  },
  reflexive: {
    text: 'Reflexively',
    hint: 'Themes are made in reading, and the reader’s part in them is not an error. Reports print numbers without a scale of words and no figure of agreement, and say why; memos and the history of the themes are exported instead.',
  },
}

/** What `govuk/radios` takes. */
export function approachChoices(chosen: Approach, problem: string | undefined) {
  return {
    name: 'approach',
    fieldset: { legend: { text: 'How is this testimony analysed?', classes: 'govuk-fieldset__legend--m' } },
    ...(problem === undefined ? {} : { errorMessage: { text: problem } }),
    items: approaches.map(value => ({
      value,
      text: approachWords[value].text,
      hint: { text: approachWords[value].hint },
      checked: value === chosen,
    })),
  }
}
