import type { Answer } from '../../../../analysis/index.ts'

export const letter =
  'The night ferry must stay. It carries nurses and bakers to the island when no other boat sails, and without it ' +
  'the early shift at the cottage hospital cannot begin. Closing the route would save little money and cost the ' +
  'island its working families. We ask the harbour board to keep the sailing at two in the morning all year round.'

export const otherLetter =
  'Libraries are where our children meet the wider world. A reading room that opens three days a week serves ' +
  'nobody who works, and a van that calls once a fortnight is no replacement. Please restore the full hours, ' +
  'hire back the two assistants who were let go, and ask readers before any shelf is emptied again.'

export const ownWords =
  'My grandmother learned to swim off the old pier and I would rather the council mended its railings than ' +
  'argued about flags. The bus from the upper town comes so seldom that most of us walk down in the rain.'

/** One answer a text, each by a respondent of its own: r0, r1, … */
export function answersOf(texts: string[], question = 'Views'): Answer[] {
  return texts.map((text, index) => ({ id: `a${index}`, respondent: `r${index}`, question, text }))
}
