import { asMarkdown } from '../escape.ts'
import type { Call } from '../grammar.ts'
import type { Refusal, Writing } from '../writing.ts'

/**
 * What the recommendation asks for, and of whom, as its record says.
 * Usage: `{{actions}}` → "We recommend that each department:" and a list.
 */
export function actions(_call: Call, { report, sheet }: Writing): Refusal {
  const { actions: asked = [], addressee = '' } = report
  if (asked.length === 0)
    return 'this recommendation has no actions yet. Write them on its page, one a line, or take {{actions}} out.'
  sheet.block(actionsMarkdown(asked, addressee))
  return undefined
}

/** A list of actions below whom they are asked of. */
export function actionsMarkdown(actions: string[], addressee: string): string {
  const whom = addressee === '' ? 'We recommend:' : `We recommend to ${asMarkdown(addressee)}:`
  return `${whom}\n\n${actions.map(action => `- ${asMarkdown(action)}`).join('\n')}`
}
