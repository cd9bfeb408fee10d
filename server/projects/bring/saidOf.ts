import { attributionChoices, capacities } from '../../../analysis/application.ts'
import type { AttributionChoice, Capacity } from '../../../analysis/index.ts'
import { storedForm } from '../../../analysis/index.ts'
import type { Losses } from '../../files/project/losses.ts'
import type { ReadValue } from '../../files/project/projectParts.ts'

/** What the variables of a case say of a respondent. */
export type SaidOf = {
  attributes: Record<string, string>
  capacity: Capacity
  people?: number
  /** How its words may be quoted at most; absent where nothing is said. */
  choice?: AttributionChoice
  byHand: boolean
  approval: boolean
  submittedOn?: Date
}

const longestValue = 1_000

/**
 * Reads the variables of a case. Those that Soundings writes mean what they mean there, and a permission can only
 * become narrower by them; all others become attributes.
 */
export function saidOf(
  values: readonly ReadValue[],
  variables: ReadonlyMap<string, string>,
  own: boolean,
  losses: Losses,
): SaidOf {
  const said: SaidOf = { attributes: {}, capacity: 'personal', byHand: false, approval: false }
  for (const { variable, value } of values) {
    const name = variables.get(variable)
    const form = storedForm(value)
    if (name === undefined || !form.ok || form.text.trim() === '') continue
    const text = form.text.trim()
    if (own && name.startsWith('_') && !name.startsWith('_about/')) readOwn(said, name, text)
    else if (text.length > longestValue)
      losses.add('A value of more than 1,000 characters was left out.', name)
    else {
      // Neither an import's own name of a row nor a name of JavaScript's own.
      const attribute = own ? name.replace(/^_about\//, '') : name
      if (attribute !== 'id' && attribute !== '__proto__') said.attributes[attribute] ??= text
    }
  }
  return said
}

function readOwn(said: SaidOf, name: string, text: string): void {
  if (name === '_capacity') said.capacity = capacities.find(known => known === text) ?? 'personal'
  if (name === '_people' && /^\d{1,7}$/.test(text)) said.people = Number(text)
  if (name === '_quoted') said.choice = narrowest([said.choice, text])
  // By questions that are called otherwise here: the narrowest holds for all of them.
  if (name === '_quoted_less')
    said.choice = narrowest([said.choice, ...text.split(';').map(part => part.split(':').at(-1)?.trim())])
  if (name === '_machine') said.byHand = text === 'no'
  if (name === '_approval') said.approval = text === 'yes'
  if (name === '_submitted' && /^\d{4}-\d\d-\d\d$/.test(text))
    said.submittedOn = new Date(`${text}T00:00:00Z`)
}

/** The narrowest of some permissions; undefined where none is one. */
export function narrowest(choices: readonly (string | undefined)[]): AttributionChoice | undefined {
  return attributionChoices.find(choice => choices.includes(choice))
}
