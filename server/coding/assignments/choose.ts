import type { Problem } from '../../../analysis/index.ts'
import { type Choosable, choosableResponses, idsOfReferences } from '../../responses/choosingStore.ts'
import { drawn } from './draw.ts'
import { type Choice, missingIn } from './forms.ts'

/** The responses that were chosen, in random order, out of how many; or what is wrong with the choice. */
export type Chosen = { ok: true; ids: string[]; of: number } | { ok: false; problems: Problem[] }

/**
 * Chooses among the responses that stand. Those by lot are drawn from those that may be had.
 *
 * @param mayHave whether a response may be had, such as one that nobody has yet
 */
export async function choose(
  consultation: string,
  choice: Choice,
  seed: number,
  mayHave: (response: Choosable) => boolean,
): Promise<Chosen> {
  const missing = missingIn(choice)
  if (missing.length > 0) return { ok: false, problems: missing }
  const standing = (await choosableResponses(consultation)).filter(mayHave)
  if (choice.how === 'chosen')
    return named(consultation, choice, seed, new Set(standing.map(({ _id }) => _id)))
  const pool = standing.filter(response => fits(response, choice)).map(({ _id }) => _id)
  const ids = drawn(pool, seed, choice.how === 'random' ? choice.size : pool.length)
  return { ok: true, ids, of: pool.length }
}

async function named(
  consultation: string,
  { references }: Choice,
  seed: number,
  free: Set<string>,
): Promise<Chosen> {
  const asked = [...new Set(references.toUpperCase().split(/[\s,;]+/))].filter(each => each !== '')
  const { ids, unknown } = await idsOfReferences(consultation, asked)
  const told = new Intl.ListFormat('en-GB').format(unknown.slice(0, 5))
  if (unknown.length > 0)
    return {
      ok: false,
      problems: [
        {
          place: 'references',
          message: `No response that stands here has the reference ${told}${unknown.length > 5 ? ` or ${unknown.length - 5} others` : ''}. Check it, or leave it out`,
        },
      ],
    }
  const wanted = [...new Set(ids)].sort().filter(id => free.has(id))
  return { ok: true, ids: drawn(wanted, seed), of: ids.length }
}

function fits(response: Choosable, { question, attribute }: Choice): boolean {
  if (question !== '' && !response.answered.includes(question)) return false
  if (attribute === '') return true
  return Object.entries(response.attributes).some(given => attributeValue(given) === attribute)
}

/** How a form names that an attribute has a value. */
export function attributeValue([name, value]: [string, string]): string {
  return `${name}=${value}`
}
