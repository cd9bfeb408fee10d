import { unreviewedTags } from '../../analysis/application.ts'
import { type Answer, compileCodebook, type Span, type Tagger, tagAnswer } from '../../analysis/index.ts'
import type { CodingAsStands } from '../coding/codingQueryStore.ts'
import { standingCodings } from '../coding/codingStore.ts'
import { onePerPassage } from '../coding/mentions.ts'
import type { Sees } from '../coding/rounds/hidden.ts'
import { type Tagging, taggingsOf } from '../coding/taggingStore.ts'
import { groupBy } from '../groupBy.ts'
import { currentTexts } from '../responses/currentTexts.ts'
import type { Response } from '../responses/response.ts'
import { findResponses } from '../responses/store.ts'
import { findTexts, type Text } from '../responses/textStore.ts'
import type { Condition, Search } from './query/condition.ts'
import { type AnswerFacts, evaluate, type Passage } from './query/evaluate.ts'
import { plain } from './query/resolve.ts'

/** What was found in one answer. */
export type Hit = {
  response: Response
  text: Text
  passages: Passage[]
  /** Whether it is the answer as a whole that was found, for who wrote it or what it answers. */
  whole: boolean
}

/** A search made ready: its rules compiled once for all answers. */
export type ReadySearch = Search & {
  tagger: Tagger
  readsCodings: boolean
  /** The themes whose codings matter to it; where absent, any may. */
  themes: string[] | undefined
  readsTags: boolean
  /** The batch whose codings are not heeded: what it found stays found while it codes. */
  ignoring?: string
  /** What whoever searches may see; where absent, everything. */
  sees?: Sees
}

export function ready(search: Search): ReadySearch {
  const rules = search.rules.map((source, index) => ({ id: String(index), source }))
  const asked = themesAsked(search.condition)
  const readsCodings = asked.length > 0
  return {
    ...search,
    tagger: compileCodebook([{ id: 'search', rules }]),
    readsCodings,
    themes: asked.includes(undefined) ? undefined : asked.flatMap(themes => themes ?? []),
    readsTags: readsCodings && search.verdict === 'unreviewed',
  }
}

/** What each part of a query that speaks of codings asks for: some themes, or any. */
function themesAsked(condition: Condition): (string[] | undefined)[] {
  if (condition.kind === 'coded') return [condition.themes]
  if (condition.kind === 'without') return themesAsked(condition.inside)
  return 'left' in condition ? [...themesAsked(condition.left), ...themesAsked(condition.right)] : []
}

/**
 * What a search finds in the responses of these respondents, each answer that they say now checked in full. Nothing of
 * those who withdrew is among it, whatever an index still says.
 */
export async function findIn(
  consultation: string,
  search: ReadySearch,
  respondents: string[],
): Promise<Hit[]> {
  const responses = (await findResponses(respondents)).filter(
    response => response.consultation === consultation && response.state === 'submitted',
  )
  const ids = responses.flatMap(currentTexts)
  const [texts, codings, taggings] = await Promise.all([
    findTexts(ids),
    search.readsCodings ? standingCodings(consultation, respondents, search.themes) : [],
    search.readsTags ? taggingsOf(ids) : [],
  ])
  const textsById = new Map(texts.map(text => [text._id, text]))
  const { ignoring, sees = () => true } = search
  const heeded = codings.filter(
    coding => (ignoring === undefined || coding.batch !== ignoring) && sees(coding),
  )
  const codingsOn = groupBy(heeded, coding => coding.text)
  const taggingOf = new Map(taggings.map(tagging => [tagging._id, tagging]))
  return responses
    .sort((a, b) => (a._id < b._id ? -1 : 1))
    .flatMap(response =>
      currentTexts(response).flatMap(id => {
        const text = textsById.get(id)
        if (!text) return []
        const tagging = sees({ respondent: response._id, coder: '' }) ? taggingOf.get(id) : undefined
        const facts = factsOf(search, response, text, codingsOn.get(id) ?? [], tagging)
        const found = evaluate(search.condition, facts)
        const passages = found === 'throughout' ? wholeOf(text) : found
        const whole = found === 'throughout'
        return passages.length === 0 ? [] : [{ response, text, passages, whole }]
      }),
    )
}

function wholeOf({ text }: Text): Passage[] {
  return text === '' ? [] : [{ start: 0, end: text.length, evidence: [] }]
}

function factsOf(
  search: ReadySearch,
  response: Response,
  text: Text,
  codings: CodingAsStands[],
  tagging: Tagging | undefined,
): AnswerFacts {
  let matched: Map<number, Passage[]> | undefined
  return {
    question: text.question,
    attributes: response.attributes,
    matches(rule) {
      matched ??= matchesIn(search.tagger, text)
      return matched.get(rule) ?? []
    },
    coded: themes => codedIn(search, themes, codings, tagging),
    wordsBetween: (from, to) =>
      text.text.slice(from, to).match(/[\p{L}\p{N}]+(?:[’'-][\p{L}\p{N}]+)*/gu)?.length ?? 0,
    is(name, value, begins) {
      const given = plain(response.attributes[name] ?? '')
      return begins ? given.startsWith(value) : given === value
    },
  }
}

/** Where the rules of a search match, by rule. Words are looked for in every language, as a person who searches means. */
function matchesIn(tagger: Tagger, { _id, text }: Pick<Text, '_id' | 'text'>): Map<number, Passage[]> {
  const answer: Pick<Answer, 'id' | 'text' | 'language'> = { id: _id, text, language: 'en' }
  const found = new Map<number, Passage[]>()
  for (const { rule, start, end, evidence } of tagAnswer(tagger, answer)) {
    const passages = found.get(Number(rule)) ?? []
    passages.push({ start, end, evidence })
    found.set(Number(rule), passages)
  }
  return found
}

function codedIn(
  { verdict, stance, coder }: Search,
  themes: string[] | undefined,
  codings: CodingAsStands[],
  tagging: Tagging | undefined,
): Passage[] {
  const isMeant = ({ theme }: { theme: string }) => themes === undefined || themes.includes(theme)
  if (verdict === 'unreviewed')
    return onPassages(onePerPassage(unreviewedTags((tagging?.tags ?? []).filter(isMeant), codings)))
  return onPassages(
    codings.filter(
      coding =>
        isMeant(coding) &&
        coding.verdict === verdict &&
        (stance === undefined || coding.stance === stance) &&
        (coder === undefined || coding.coder === coder),
    ),
  )
}

/** Each passage once, however many coded it. */
function onPassages(spans: Span[]): Passage[] {
  const places = new Map(spans.map(({ start, end }) => [`${start} ${end}`, { start, end, evidence: [] }]))
  return [...places.values()].sort((a, b) => a.start - b.start || a.end - b.end)
}
