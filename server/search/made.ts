import { settledCodings, unreviewedTags } from '../../analysis/application.ts'
import type { Tag } from '../../analysis/index.ts'
import type { CodingAsStands } from '../coding/codingQueryStore.ts'
import { standingCodingsOn } from '../coding/codingStore.ts'
import type { Sees } from '../coding/rounds/hidden.ts'
import { overlap } from '../coding/span.ts'
import { taggingsOf } from '../coding/taggingStore.ts'
import { groupBy } from '../groupBy.ts'
import type { Hit } from './find.ts'
import type { Passage } from './query/evaluate.ts'

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
  const codings = await standingCodingsOn(
    consultation,
    hits.map(({ text }) => text._id),
  )
  const seen = codings.filter(sees)
  const settledOn = groupBy(
    settledCodings(seen).filter(({ verdict }) => verdict === 'accepted'),
    ({ text }) => text,
  )
  const uncoded: { hit: Hit; passage: Passage }[] = []
  for (const hit of hits) {
    const settled = settledOn.get(hit.text._id) ?? []
    for (const passage of hit.passages) {
      const here = settled.filter(coding => overlap(coding, passage))
      if (here.some(({ origin }) => origin === 'unaided')) made.unaided++
      else if (here.length > 0) made.machine++
      else uncoded.push({ hit, passage })
    }
  }
  const waitingOn = await waitingTags(
    uncoded.map(({ hit }) => hit),
    seen,
    sees,
  )
  for (const { hit, passage } of uncoded)
    if (waitingOn.get(hit.text._id)?.some(tag => overlap(tag, passage))) made.suggested++
    else made.none++
  return made
}

/** The tags that nobody decided on yet, by text, of answers that whoever searches may see them on. */
async function waitingTags(hits: Hit[], codings: CodingAsStands[], sees: Sees): Promise<Map<string, Tag[]>> {
  const open = hits.filter(({ response }) => sees({ respondent: response._id, coder: '' }))
  const taggings = open.length > 0 ? await taggingsOf([...new Set(open.map(({ text }) => text._id))]) : []
  const decidedOn = groupBy(codings, ({ text }) => text)
  return new Map(taggings.map(({ _id, tags }) => [_id, unreviewedTags(tags, decidedOn.get(_id) ?? [])]))
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
