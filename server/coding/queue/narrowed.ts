import type { Codebook } from '../../codebook/store.ts'
import { choosableResponses } from '../../responses/choosingStore.ts'
import { attributesIn } from '../assignments/assignPage.ts'
import type { InQueue } from '../forms.ts'
import { type Surety, sureties } from './facets.ts'

const sureWords: Record<Surety, string> = {
  plain: 'Matches of a rule',
  negated: 'Matches of a rule under a negation',
  likely: 'Learned, and well above the threshold',
  doubtful: 'Learned, and only just above it',
}

const keptFor = 60_000
const kept = new Map<string, { values: ReturnType<typeof valuesOf>; until: number }>()

/** Who respondents are, as at most a minute ago: every step of the queue lists it. */
function recentValues(consultation: string) {
  const known = kept.get(consultation)
  if (known && performance.now() < known.until) return known.values
  const values = valuesOf(consultation)
  kept.set(consultation, { values, until: performance.now() + keptFor })
  values.catch(() => kept.delete(consultation))
  return values
}

async function valuesOf(consultation: string) {
  return attributesIn(await choosableResponses(consultation))
}

/** The lists by which the queue is narrowed: who wrote, what suggested, and how sure it is. */
export async function narrowingLists({ consultation, themes }: Codebook, place: InQueue) {
  const values = await recentValues(consultation)
  const rules = themes.find(({ id }) => id === place.theme)?.rules ?? []
  const all = (label: string) => ({ value: '', label, chosen: false })
  const chosenBy = (chosen: string) => (each: { value: string; label: string }) => ({
    ...each,
    chosen: each.value === chosen,
  })
  return {
    attributes: [all('All respondents'), ...values.map(chosenBy(place.attribute))],
    bys: [
      all('Rules and what was learned'),
      ...[
        { value: 'rule', label: 'Rules' },
        { value: 'learned', label: 'What was learned' },
        ...rules.map(({ id, source }) => ({ value: id, label: `The rule ${source}` })),
      ].map(chosenBy(place.by)),
    ],
    sures: [
      all('However sure'),
      ...sureties.map(value => ({ value, label: sureWords[value] })).map(chosenBy(place.sure)),
    ],
  }
}
