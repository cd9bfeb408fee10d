import { taggingsBefore } from '../taggingStore.ts'
import { suggestions } from './note.ts'
import {
  addSums,
  type CameAndWent,
  forgetNoted,
  notedUpTo,
  type Retagged,
  type RetagSum,
  sumsOf,
} from './retagStore.ts'

type Summing = CameAndWent & { texts: number; themes: Map<string, CameAndWent> }

/**
 * Keeps how many suggestions a version of the codebook made come and go, and how many stayed, once all texts are tagged
 * by it. Of versions before it that it overtook, what they did until then is kept. Safe to repeat: what was summed up
 * stays as it is.
 */
export async function sumUpRetagged(consultation: string, version: number): Promise<void> {
  const sums = new Map<number, Summing>([[version, nothing()]])
  for await (const noted of notedUpTo(consultation, version)) {
    const sum = sums.get(noted.version) ?? nothing()
    sums.set(noted.version, sum)
    add(sum, noted)
  }
  const isKnown = (await sumsOf(consultation, [version])).has(version)
  const all = isKnown ? 0 : await countSuggestions(consultation, version)
  await addSums(
    [...sums].map(([at, { came, went, texts, themes }]): RetagSum => {
      const _id = `${consultation}@${at}`
      const stayed = at === version ? { stayed: Math.max(0, all - came) } : {}
      const each = [...themes].map(([theme, counts]) => ({ theme, ...counts }))
      return { _id, consultation, version: at, came, went, ...stayed, texts, themes: each }
    }),
  )
  await forgetNoted(consultation, version)
}

function nothing(): Summing {
  return { came: 0, went: 0, texts: 0, themes: new Map() }
}

function add(sum: Summing, { came, went }: Retagged): void {
  sum.texts++
  for (const [kind, themes] of Object.entries({ came, went }) as ['came' | 'went', string[]][])
    for (const theme of themes) {
      const own = sum.themes.get(theme) ?? { came: 0, went: 0 }
      own[kind]++
      sum[kind]++
      sum.themes.set(theme, own)
    }
}

/** All suggestions of texts that were there before that version. */
async function countSuggestions(consultation: string, version: number): Promise<number> {
  let count = 0
  for await (const { tags } of taggingsBefore(consultation, version)) count += suggestions(tags).size
  return count
}
