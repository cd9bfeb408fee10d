import { codingsOfTheme } from '../../coding/codingStore.ts'
import type { Sees } from '../../coding/rounds/hidden.ts'
import { overlap } from '../../coding/span.ts'
import { currentTexts } from '../../responses/currentTexts.ts'
import { isForMachine } from '../../responses/response.ts'
import { findResponses } from '../../responses/store.ts'
import { findTexts } from '../../responses/textStore.ts'
import type { Sample } from './compareRules.ts'
import { passagesOf, suggestedIn, tried } from './ruleMatches.ts'

/** So many of a theme's accepted codings are looked at. */
const most = 500
const mostSamples = 8

/** Accepted passages of a theme that none of these rules would suggest: how many of those looked at, and some of them. */
export async function missedBy(consultation: string, theme: string, rules: string[], sees: Sees) {
  const accepted = await codingsOfTheme(consultation, theme, 'accepted', '', most)
  const codings = accepted.filter(sees)
  const [texts, responses] = await Promise.all([
    findTexts([...new Set(codings.map(({ text }) => text))]),
    findResponses([...new Set(codings.map(({ respondent }) => respondent))]),
  ])
  const readable = new Map(responses.filter(isForMachine).map(response => [response._id, response]))
  const textsById = new Map(texts.map(text => [text._id, text]))
  const ready = tried(rules)
  const seen = new Set<string>()
  const samples: Sample[] = []
  let [looked, missed] = [0, 0]
  for (const { text: id, respondent, start, end } of codings) {
    const [text, response] = [textsById.get(id), readable.get(respondent)]
    const place = `${id} ${start} ${end}`
    if (!text || !response || !currentTexts(response).includes(id) || seen.has(place)) continue
    seen.add(place)
    looked++
    const found = [...passagesOf(suggestedIn(ready, text), rules).values()]
    if (found.some(passage => overlap(passage, { start, end }))) continue
    missed++
    if (samples.length < mostSamples)
      samples.push({ response, text, passage: { start, end, evidence: [] }, standing: 'accepted', coded: [] })
  }
  return { looked, missed, samples, whole: accepted.length < most }
}
