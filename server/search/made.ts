import { settledCodings, unreviewedTags } from '../../analysis/application.ts'
import { standingCodings } from '../coding/codingStore.ts'
import type { Sees } from '../coding/rounds/hidden.ts'
import { overlap } from '../coding/span.ts'
import { taggingsOf } from '../coding/taggingStore.ts'
import { groupBy } from '../groupBy.ts'
import type { Hit } from './find.ts'

/**
 * Passages that were found, by what is coded on any of their words, with whatever theme: by people unaided; else accepted
 * from the machine; else only suggested; else nothing.
 */
export type Made = Record<'unaided' | 'machine' | 'suggested' | 'none', number>

export const nothingMade = (): Made => ({ unaided: 0, machine: 0, suggested: 0, none: 0 })

/** Who made what is coded on what was found, as far as whoever searches may see it. */
export async function madeOn(consultation: string, hits: Hit[], sees: Sees = () => true): Promise<Made> {
  const made = nothingMade()
  if (hits.length === 0) return made
  const respondents = [...new Set(hits.map(({ response }) => response._id))]
  const [codings, taggings] = await Promise.all([
    standingCodings(consultation, respondents),
    taggingsOf(hits.map(({ text }) => text._id)),
  ])
  const seen = codings.filter(sees)
  const decidedOn = groupBy(seen, ({ text }) => text)
  const settledOn = groupBy(
    settledCodings(seen).filter(({ verdict }) => verdict === 'accepted'),
    ({ text }) => text,
  )
  const tagsOf = new Map(taggings.map(({ _id, tags }) => [_id, tags]))
  for (const { text, response, passages } of hits) {
    const settled = settledOn.get(text._id) ?? []
    const tags = sees({ respondent: response._id, coder: '' }) ? (tagsOf.get(text._id) ?? []) : []
    const waiting = unreviewedTags(tags, decidedOn.get(text._id) ?? [])
    for (const passage of passages) {
      const here = settled.filter(coding => overlap(coding, passage))
      if (here.some(({ origin }) => origin === 'unaided')) made.unaided++
      else if (here.length > 0) made.machine++
      else if (waiting.some(tag => overlap(tag, passage))) made.suggested++
      else made.none++
    }
  }
  return made
}

/** Adds one to another. */
export function addMade(all: Made, more: Made): void {
  for (const of of ['unaided', 'machine', 'suggested', 'none'] as const) all[of] += more[of]
}

/** How many of what was found, each with its share in whole per cent. */
export function madeView(made: Made) {
  const all = made.unaided + made.machine + made.suggested + made.none
  const part = (number: number) => ({ number, share: all === 0 ? 0 : Math.round((number / all) * 100) })
  return {
    unaided: part(made.unaided),
    machine: part(made.machine),
    suggested: part(made.suggested),
    none: part(made.none),
  }
}
