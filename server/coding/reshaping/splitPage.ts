import type { Codebook, StoredTheme } from '../../codebook/store.ts'
import { currentTexts } from '../../responses/currentTexts.ts'
import { findResponses } from '../../responses/store.ts'
import { findTexts } from '../../responses/textStore.ts'
import { codingsOfTheme } from '../codingStore.ts'
import { type Excerpt, excerptOf } from '../pages/excerpt.ts'
import { coderNames, stanceNames } from '../pages/names.ts'
import { choices, themeViews } from '../pages/themeViews.ts'
import { overruledIn } from './outcomes.ts'

const pageSize = 50
/** How many codings one page looks through for the words that are asked for. */
const mostLookedAt = 2000

type Pickable = { id: string; excerpt: Excerpt; reference: string; who: string; stance: string }

/**
 * A page of a theme's accepted passages to pick from, from after `after`: those that hold the words, in any case.
 * @param hidden responses of which whoever asks may not see what is coded
 */
export async function passagesToPick(
  consultation: string,
  theme: string,
  words: string,
  after: string,
  hidden: ReadonlySet<string>,
): Promise<{ passages: Pickable[]; next: string }> {
  const nameOf = await coderNames()
  const wanted = words.trim().toLocaleLowerCase('en-GB')
  const passages: Pickable[] = []
  let at = after
  for (let looked = 0; looked < mostLookedAt && passages.length < pageSize; looked += pageSize) {
    const codings = await codingsOfTheme(consultation, theme, 'accepted', at, pageSize)
    const [texts, responses, overruled] = await Promise.all([
      findTexts([...new Set(codings.map(({ text }) => text))]),
      findResponses([...new Set(codings.map(({ respondent }) => respondent))]),
      overruledIn(consultation, theme, codings),
    ])
    const textsById = new Map(texts.map(({ _id, text }) => [_id, text]))
    const responsesById = new Map(responses.map(response => [response._id, response]))
    for (const coding of codings) {
      at = coding.id
      if (overruled.has(coding.id)) continue
      const text = textsById.get(coding.text)
      const response = responsesById.get(coding.respondent)
      if (text === undefined || response?.state !== 'submitted' || hidden.has(response._id)) continue
      if (!currentTexts(response).includes(coding.text)) continue
      const excerpt = excerptOf(text, coding)
      if (!excerpt.words.toLocaleLowerCase('en-GB').includes(wanted)) continue
      const { reference } = response
      passages.push({
        ...{ id: coding.id, excerpt, reference },
        ...{ who: nameOf(coding.coder), stance: stanceNames[coding.stance] },
      })
      if (passages.length === pageSize) break
    }
    if (codings.length < pageSize && passages.length < pageSize) return { passages, next: '' }
  }
  return { passages, next: at }
}

/** The form in which passages are picked and the theme is named to which they go, as it was entered. */
export function splitFormPage(codebook: Codebook, theme: StoredTheme, entered: Record<string, unknown> = {}) {
  const picked = new Set([entered.codings ?? []].flat().map(String))
  return {
    theme: { id: theme.id, name: theme.name },
    themes: choices(themeViews(codebook.themes), String(entered.into ?? '')).filter(
      ({ value }) => value !== theme.id,
    ),
    name: String(entered.name ?? ''),
    isBelow: entered.makes === 'below',
    takesAll: entered.all === 'yes',
    isPicked: (id: string) => picked.has(id),
  }
}
