import { settledCodings, stances } from '../../../analysis/application.ts'
import type { Codebook, StoredTheme } from '../../codebook/store.ts'
import { currentTexts } from '../../responses/currentTexts.ts'
import type { Response } from '../../responses/response.ts'
import { findResponses } from '../../responses/store.ts'
import { findTexts } from '../../responses/textStore.ts'
import { sampleOf } from '../audit/sample.ts'
import type { StoredCoding } from '../coding.ts'
import { codingsOfTheme, outcomesOn } from '../codingStore.ts'
import { countStances, countStates, mentionsOfRespondents, waitingOfTheme } from '../mentionStore.ts'
import { recordsOf } from '../record.ts'
import { type ConsentView, consentViews } from './consent.ts'
import { type Excerpt, excerptOf } from './excerpt.ts'
import { madeBy } from './madeBy.ts'
import { coderNames, stanceNames } from './names.ts'
import { undecidedTags } from './passages.ts'
import { themeViews, viewOf } from './themeViews.ts'

export const themeLists = ['accepted', 'unreviewed', 'rejected'] as const
export type ThemeList = (typeof themeLists)[number]

const pageSize = 20

type Passage = {
  excerpt: Excerpt
  reference: string
  consent: ConsentView | undefined
  href: string
  /** Where it is made an example; absent while nobody has decided on it. */
  example?: string
  /** How it was decided; absent while nobody has. */
  decision?: { stance: string; who: string; at: Date; unaided: boolean; settles: boolean; overruled: boolean }
}
type Page = { passages: Passage[]; next: string }

/**
 * A theme's definition, how many respondents raised it and how, and one of its lists of passages.
 *
 * @param hidden responses of which whoever asks may not see what is coded: see rounds/hidden.ts
 */
export async function themePage(
  codebook: Codebook,
  theme: StoredTheme,
  list: ThemeList,
  after: string,
  hidden: ReadonlySet<string>,
) {
  const { consultation } = codebook
  const views = themeViews(codebook.themes)
  const leftOut = await mentionsOfRespondents(consultation, hidden)
  const [states, stanceCounts, sample, page] = await Promise.all([
    countStates(consultation, theme.id, leftOut),
    countStances(consultation, theme.id, leftOut),
    sampleOf(consultation),
    list === 'unreviewed'
      ? unreviewed(consultation, theme.id, after, hidden)
      : decided(consultation, theme.id, list, after, hidden),
  ])
  const path = `/desk/${consultation}/themes/${theme.id}`
  return {
    path,
    theme: {
      ...viewOf(views, theme.id),
      definition: theme.definition,
      include: theme.include,
      exclude: theme.exclude,
      meaning: theme.meaning,
    },
    subThemes: [...views.values()].filter(view =>
      codebook.themes.some(each => each.id === view.id && each.parent === theme.id),
    ),
    rules: theme.rules.map(rule => rule.source),
    ...states,
    raised: states.unaided + states.machine,
    madeBy: madeBy([{ ...states, id: theme.id }], sample),
    stances: stances.map(stance => ({ name: stanceNames[stance], respondents: stanceCounts[stance] })),
    lists: themeLists.map(name => ({ name, href: `${path}?show=${name}`, current: name === list })),
    list,
    passages: page.passages,
    hidden: hidden.size,
    next: page.next === '' ? '' : `${path}?show=${list}&after=${encodeURIComponent(page.next)}`,
    paged: after !== '',
  }
}

async function decided(
  consultation: string,
  theme: string,
  list: 'accepted' | 'rejected',
  after: string,
  hidden: ReadonlySet<string>,
): Promise<Page> {
  const codings = await codingsOfTheme(consultation, theme, list, after, pageSize)
  const textIds = [...new Set(codings.map(coding => coding.text))]
  const [outcomes, texts, responses, nameOf] = await Promise.all([
    outcomesOn(consultation, textIds),
    findTexts(textIds),
    findResponses([...new Set(codings.map(coding => coding.respondent))]),
    coderNames(),
  ])
  const textsById = new Map(texts.map(text => [text._id, text.text]))
  const consents = await consentViews(responses)
  const counting = new Set(settledCodings([...codings, ...outcomes]).map(({ _id }) => _id))
  const passages = codings.flatMap(coding => {
    const text = textsById.get(coding.text)
    const response = responses.find(each => each._id === coding.respondent)
    if (text === undefined || !response || !readable(response, coding) || hidden.has(response._id)) return []
    const { stance, at, origin, coder, adjudicates } = coding
    return {
      ...passage(consultation, response, consents, excerptOf(text, coding), coding.id),
      example: `/desk/${consultation}/responses/${response._id}/codings/${coding.id}/example`,
      decision: {
        ...{ stance: stanceNames[stance], who: nameOf(coder), at, unaided: origin === 'unaided' },
        settles: adjudicates !== undefined,
        overruled: !counting.has(coding._id),
      },
    }
  })
  return { passages, next: codings.length === pageSize ? (codings.at(-1)?.id ?? '') : '' }
}

async function unreviewed(
  consultation: string,
  theme: string,
  after: string,
  hidden: ReadonlySet<string>,
): Promise<Page> {
  const mentions = await waitingOfTheme(consultation, theme, after, pageSize)
  const shown = mentions.filter(mention => !hidden.has(mention.respondent))
  const responses = await findResponses(shown.map(mention => mention.respondent))
  const [records, consents] = await Promise.all([recordsOf(consultation, responses), consentViews(responses)])
  const passages = records.flatMap(record =>
    undecidedTags(record)
      .filter(tag => tag.theme === theme)
      .flatMap(tag => {
        const text = record.texts.find(each => each._id === tag.text)
        return text ? passage(consultation, record.response, consents, excerptOf(text.text, tag), tag.id) : []
      }),
  )
  return { passages, next: mentions.length === pageSize ? (mentions.at(-1)?._id ?? '') : '' }
}

/** Words of those who withdrew, and of answers since replaced, are not shown. */
function readable(response: Response, coding: StoredCoding): boolean {
  return response.state === 'submitted' && currentTexts(response).includes(coding.text)
}

function passage(
  consultation: string,
  response: Response,
  consents: Map<string, ConsentView>,
  excerpt: Excerpt,
  id: string,
): Passage {
  const href = `/desk/${consultation}/responses/${response._id}?tags=show#p-${id}`
  return { excerpt, reference: response.reference, consent: consents.get(response._id), href }
}
