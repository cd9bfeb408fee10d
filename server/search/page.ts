import type { Span } from '../../analysis/index.ts'
import { withQuery } from '../coding/back.ts'
import { type ConsentView, consentViews } from '../coding/pages/consent.ts'
import { choices, themeViews } from '../coding/pages/themeViews.ts'
import { fieldsOf, type Known, whoSays } from './asked.ts'
import type { Hit } from './find.ts'
import { type Layout, type SearchForm, type SortBy, sorts } from './forms.ts'
import { madeView } from './made.ts'
import { type CodedAs, codedAs } from './query/condition.ts'
import type { Passage } from './query/evaluate.ts'
import type { Results } from './walk.ts'

const verdictNames: Record<CodedAs, string> = {
  accepted: 'Accepted by somebody',
  rejected: 'Rejected by somebody',
  unreviewed: 'Suggested, and nobody decided',
}

const sortNames: Record<SortBy, string> = {
  left: 'By the words before',
  right: 'By the words after',
  match: 'By the words found',
  date: 'By date',
}

/** More places of one answer than this are told by their number. */
const mostInAnswer = 8
/** How much stands round what was found, in UTF-16 code units. */
const around = { passages: 140, lines: 70 }
/** Of a long passage without words of its own to show, so much. */
const mostOfPassage = 400

/** A run of words; `marked` are those that were found. */
type Run = { text: string; marked: boolean }

export type PassageView = { before: string; runs: Run[]; after: string }
type LineView = { before: string; words: string; after: string }
type HitView = {
  reference: string
  consent: ConsentView | undefined
  question: string
  href: string
  passages: PassageView[]
  lines: LineView[]
  more: number
}

/** The form of a search, with what there is to choose from. */
export function searchFormPage(known: Known, form: SearchForm) {
  const { names, codebook, attributes } = known
  return {
    values: form,
    themes: choices(themeViews(codebook.themes), form.theme),
    questions: [...names.questions].map(([value, label]) => ({
      value,
      label,
      chosen: value === form.question,
    })),
    verdicts: codedAs.map(value => ({ value, label: verdictNames[value], chosen: value === form.verdict })),
    who: [...attributes]
      .filter(([name]) => name !== 'id')
      .map(([name, values]) => ({
        name: name.charAt(0).toLocaleUpperCase('en-GB') + name.slice(1),
        choices: values.map(label => {
          const value = whoSays(name, label)
          return { value, label, chosen: value === form.who }
        }),
      })),
  }
}

/** What was found, as one layout shows it. */
export async function resultsPage(
  consultation: string,
  form: SearchForm,
  known: Known,
  { hits, totals, next, isCutShort }: Results,
) {
  const consents = await consentViews([
    ...new Map(hits.map(({ response }) => [response._id, response])).values(),
  ])
  const path = `/desk/${consultation}/search`
  const fields = fieldsOf(form)
  const layoutAt = (as: Layout) => withQuery(path, fieldsOf({ ...form, as }))
  return {
    totals,
    isCutShort,
    none: totals.passages === 0 && totals.whole,
    lined: form.as === 'lines',
    layouts: [
      { name: 'Passages', href: layoutAt('passages'), current: form.as === 'passages' },
      { name: 'Lines', href: layoutAt('lines'), current: form.as === 'lines' },
    ],
    made: madeView(totals.made),
    sorts:
      form.as === 'lines'
        ? [undefined, ...sorts].map(sort => ({
            name: sort ? sortNames[sort] : 'Response by response',
            href: withQuery(path, fieldsOf({ ...form, sort })),
            current: form.sort === sort,
          }))
        : [],
    hits: hits.map(hit => hitView(consultation, form.as, known, consents, hit)),
    next: next === '' ? '' : withQuery(path, { ...fields, after: next }),
    countAll: totals.whole ? '' : withQuery(path, { ...fields, all: 'yes' }),
  }
}

function hitView(
  consultation: string,
  layout: Layout,
  { names }: Known,
  consents: Map<string, ConsentView>,
  { response, text, passages }: Hit,
): HitView {
  const places = layout === 'lines' ? passages.flatMap(placesIn) : passages
  return {
    reference: response.reference,
    consent: consents.get(response._id),
    question: names.questions.get(text.question) ?? text.question,
    href: `/desk/${consultation}/responses/${response._id}?tags=show#q-${text._id}`,
    passages:
      layout === 'passages' ? passages.slice(0, mostInAnswer).map(each => passageView(text.text, each)) : [],
    lines: layout === 'lines' ? places.slice(0, mostInAnswer).map(place => lineView(text.text, place)) : [],
    more: Math.max(0, places.length - mostInAnswer),
  }
}

/** Where the words stand that were found; a passage without any is found by its beginning. */
export function placesIn({ start, end, evidence }: Passage): Span[] {
  return evidence.length > 0 ? evidence : [{ start, end }]
}

export function passageView(text: string, { start, end, evidence }: Passage): PassageView {
  const from = Math.max(0, start - around.passages)
  const cut = evidence.length === 0 ? cutBefore(text, { start, end }, mostOfPassage) : end
  const to = Math.min(text.length, cut + around.passages)
  return {
    before: from === 0 ? text.slice(0, start) : `… ${text.slice(from, start).replace(/^\S*\s+/, '')}`,
    runs: runsOf(text, { start, end: cut }, evidence),
    after:
      cut < end
        ? ' …'
        : to === text.length
          ? text.slice(cut)
          : `${text.slice(cut, to).replace(/\s+\S*$/, '')} …`,
  }
}

/** The words of a span, cut where those begin and end that were found. */
function runsOf(text: string, { start, end }: Span, evidence: Span[]): Run[] {
  const runs: Run[] = []
  let at = start
  for (const found of evidence) {
    if (found.start < at || found.end > end) continue
    if (found.start > at) runs.push({ text: text.slice(at, found.start), marked: false })
    runs.push({ text: text.slice(found.start, found.end), marked: true })
    at = found.end
  }
  if (at < end) runs.push({ text: text.slice(at, end), marked: false })
  return runs
}

function lineView(text: string, { start, end }: Span): LineView {
  const cut = cutBefore(text, { start, end }, around.lines)
  const before = text.slice(Math.max(0, start - around.lines), start)
  const after = text.slice(cut, cut + around.lines)
  return {
    before: (start > around.lines ? before.replace(/^\S*\s+/, '… ') : before).replace(/\s+/g, ' '),
    words: text.slice(start, cut).replace(/\s+/g, ' ') + (cut < end ? ' …' : ''),
    after:
      cut < end
        ? ''
        : (cut + around.lines < text.length ? after.replace(/\s+\S*$/, ' …') : after).replace(/\s+/g, ' '),
  }
}

/** Where a passage of more than so many UTF-16 code units is cut: between words, or at least between characters. */
function cutBefore(text: string, { start, end }: Span, most: number): number {
  if (end - start <= most) return end
  const at = text.slice(start, start + most + 1).search(/\s+\S*$/)
  if (at > 0) return start + at
  return (text.codePointAt(start + most - 1) ?? 0) > 0xffff ? start + most + 1 : start + most
}

/** Hidden fields that say again what was asked for. */
export function hiddenFields(asked: SearchForm) {
  return Object.entries(fieldsOf(asked)).map(([name, value]) => ({ name, value }))
}
