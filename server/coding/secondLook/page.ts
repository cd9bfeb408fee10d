import type { Codebook, StoredTheme } from '../../codebook/store.ts'
import { currentTexts } from '../../responses/currentTexts.ts'
import { findResponses } from '../../responses/store.ts'
import { findTexts } from '../../responses/textStore.ts'
import type { StoredCoding } from '../coding.ts'
import { countCodingsBefore, ownCodingsBefore } from '../codingStore.ts'
import { type Excerpt, excerptOf } from '../pages/excerpt.ts'
import { stanceNames } from '../pages/names.ts'
import { choices, themeViews, viewOf } from '../pages/themeViews.ts'

const pageSize = 10
const atOnce = 100

type Waiting = {
  id: string
  excerpt: Excerpt
  reference: string
  href: string
  isAccepted: boolean
  says: string
}

/**
 * What one coder coded with a theme before its meaning changed, the first of them to be looked at again; what can no
 * longer be read or decided on, since its words were withdrawn or replaced, is left out.
 */
export async function secondLookPage(codebook: Codebook, theme: StoredTheme, coder: string, after: string) {
  const { consultation } = codebook
  const version = theme.meaning ?? 0
  const [{ own, all }, { waiting, gone, hasMore }] = await Promise.all([
    countCodingsBefore(consultation, theme.id, coder, version),
    nextOf(consultation, theme.id, coder, version, after),
  ])
  const views = themeViews(codebook.themes)
  const { definition, include, exclude } = theme
  return {
    theme: { ...viewOf(views, theme.id), definition, include, exclude },
    waiting,
    remain: own - gone,
    others: all - own,
    next: hasMore ? `/desk/${consultation}/themes/${theme.id}/second-look?after=${waiting.at(-1)?.id}` : '',
    paged: after !== '',
    themes: choices(views).filter(({ value }) => value !== theme.id),
  }
}

/** The next that can be looked at, and how many before and among them cannot. */
async function nextOf(consultation: string, theme: string, coder: string, version: number, from: string) {
  const waiting: Waiting[] = []
  let gone = 0
  for (let after = from; ; ) {
    const codings = await ownCodingsBefore(consultation, theme, coder, version, after, atOnce)
    const found = await readable(consultation, codings)
    for (const [index, view] of found.entries()) {
      if (waiting.length === pageSize) return { waiting, gone, hasMore: found.slice(index).some(Boolean) }
      if (view) waiting.push(view)
      else gone++
    }
    if (codings.length < atOnce) return { waiting, gone, hasMore: false }
    after = codings.at(-1)?.id ?? after
  }
}

/** Each coding as it is shown; undefined where its words are not part of a response any more. */
async function readable(consultation: string, codings: StoredCoding[]): Promise<(Waiting | undefined)[]> {
  const [texts, responses] = await Promise.all([
    findTexts([...new Set(codings.map(({ text }) => text))]),
    findResponses([...new Set(codings.map(({ respondent }) => respondent))]),
  ])
  const textsById = new Map(texts.map(({ _id, text }) => [_id, text]))
  const responsesById = new Map(responses.map(response => [response._id, response]))
  return codings.map(coding => {
    const text = textsById.get(coding.text)
    const response = responsesById.get(coding.respondent)
    if (text === undefined || response?.state !== 'submitted') return undefined
    if (!currentTexts(response).includes(coding.text)) return undefined
    const isAccepted = coding.verdict === 'accepted'
    return {
      id: coding.id,
      excerpt: excerptOf(text, coding),
      reference: response.reference,
      href: `/desk/${consultation}/responses/${response._id}`,
      isAccepted,
      says: isAccepted ? `Accepted: ${stanceNames[coding.stance].toLowerCase()}` : 'Rejected',
    }
  })
}
