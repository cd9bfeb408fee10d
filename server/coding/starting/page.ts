import { z } from 'zod'
import { type StartingPoint, startingPoints } from './startingStore.ts'

export const startingForm = z.object({
  starting: z.enum(startingPoints, { error: 'Choose when suggestions are shown' }),
})

/** What each choice is, for whoever chooses. */
export const startingWords: Record<StartingPoint, { text: string; hint: string }> = {
  afterReading: {
    text: 'After reading',
    hint: 'On a response, a coder can have them shown once they have said that they read it, or have coded some of it. The review queue offers them.',
  },
  beside: {
    text: 'Beside the words, at once',
    hint: 'Every response is opened with what the machine suggests. What is coded where the machine suggested the same counts as led by it, and in no agreement of coders.',
  },
  off: {
    text: 'Never',
    hint: 'Neither on responses nor in the review queue. Rules stay, what was decided stays, and counts still tell how much is only suggested.',
  },
}

/** What `govuk/radios` takes. */
export function startingChoices(chosen: StartingPoint, problem: string | undefined) {
  return {
    name: 'starting',
    fieldset: {
      legend: {
        text: 'When do coders see what the machine suggests?',
        classes: 'govuk-fieldset__legend--m',
      },
    },
    ...(problem === undefined ? {} : { errorMessage: { text: problem } }),
    items: (['afterReading', 'beside', 'off'] as const).map(value => ({
      value,
      text: startingWords[value].text,
      hint: { text: startingWords[value].hint },
      checked: value === chosen,
    })),
  }
}
