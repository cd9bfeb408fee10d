import { type Settles, settledCodings } from '../../../analysis/application.ts'
import type { StoredCoding } from '../coding.ts'
import { allCodingsOf } from '../codingStore.ts'
import { undoable } from '../history.ts'

/**
 * What settled a difference about the theme that is merged settles nothing about the other theme: it goes there as a
 * coding among others, whose stretch is empty, and hides none of what coders coded with that one.
 */
export function settlesNothing({ difference }: Settles): Settles {
  return { difference, start: 0, end: 0 }
}

/**
 * The ids of those codings of a theme that do not count, since a difference between coders was settled otherwise. They
 * stay behind when the theme is merged or split: what counted for neither theme before does not count afterwards.
 *
 * @param action the merge or split: what it took away already still settles
 */
export async function overruledIn(
  consultation: string,
  theme: string,
  codings: readonly StoredCoding[],
  action = '',
): Promise<Set<string>> {
  const respondents = [...new Set(codings.map(({ respondent }) => respondent))]
  const all = respondents.length > 0 ? await allCodingsOf(consultation, respondents) : []
  const outcomes = all.filter(
    coding =>
      coding.theme === theme &&
      coding.adjudicates &&
      (!coding.removed || undoable(coding)?.action === action),
  )
  const counting = new Set(settledCodings([...outcomes, ...codings]).map(({ id }) => id))
  return new Set(codings.filter(({ id }) => !counting.has(id)).map(({ id }) => id))
}
