import { guidOf } from '../../codebook/formats/guid.ts'
import type { CodingWithoutHistory } from '../../coding/codingQueryStore.ts'
import { allWithoutHistory } from '../../coding/codingStore.ts'
import { groupBy } from '../../groupBy.ts'
import { currentTexts } from '../../responses/currentTexts.ts'
import { currentConsent, type Response } from '../../responses/response.ts'
import { findResponses } from '../../responses/store.ts'
import { findTexts, type Text } from '../../responses/textStore.ts'
import { notForQuotation } from '../bring/resolve.ts'
import { CodePoints } from '../format/codePoints.ts'
import { notesFor } from '../format/codingNotes.ts'
import type { ProjectSelection, ProjectSource } from '../format/project.ts'
import { type Planned, type PlannedText, sourceGuid } from './plan.ts'
import type { Taken } from './report.ts'

/** So few responses that the longest answers of all of them fit into memory. */
const batch = 50

/** Whose codes, users and notes a source may name. */
export type Named = {
  consultation: string
  themes: ReadonlySet<string>
  labels: ReadonlyMap<string, string>
  /** The notes on a response, by its id. */
  memos: ReadonlyMap<string, string[]>
}

export function* inBatches<T>(items: readonly T[]): Generator<T[]> {
  for (let from = 0; from < items.length; from += batch) yield items.slice(from, from + batch)
}

/** The texts of some responses that stand and still say so, by their ids. */
export async function standingTexts(
  responses: readonly Planned[],
): Promise<Map<string, { text: Text; response: Response }>> {
  const standing = (await findResponses(responses.map(({ id }) => id))).filter(
    ({ state }) => state === 'submitted',
  )
  const byText = new Map(
    standing.flatMap(response => currentTexts(response).map(text => [text, response] as const)),
  )
  const texts = await findTexts(
    responses.flatMap(({ texts }) => texts.map(({ id }) => id)).filter(id => byText.has(id)),
  )
  return new Map(
    texts.flatMap(text => {
      const response = byText.get(text._id)
      return response ? [[text._id, { text, response }] as const] : []
    }),
  )
}

/** The sources of some responses, with what is coded on them. */
export async function sourcesOf(
  named: Named,
  responses: Planned[],
  usedNotes: Set<string>,
  taken: Taken,
): Promise<ProjectSource[]> {
  const ids = responses.map(({ id }) => id)
  const [standing, codings] = await Promise.all([
    standingTexts(responses),
    allWithoutHistory(named.consultation, ids),
  ])
  const byText = groupBy(
    codings.filter(({ removed }) => removed === undefined),
    ({ text }) => text,
  )
  return responses.flatMap(response =>
    response.texts.map((planned, index): ProjectSource => {
      const notes = index === 0 ? (named.memos.get(response.id) ?? []) : []
      const head = { guid: sourceGuid(planned.id), name: nameOf(named, response, planned) }
      const found = standing.get(planned.id)
      if (!found) {
        taken.gone++
        return { ...head, empty: true, selections: [], notes: [] }
      }
      const points = new CodePoints(found.text.text)
      if (points.differ) taken.beyondBmp++
      taken.sources++
      const decided = byText.get(planned.id) ?? []
      const accepted = decided.filter(
        ({ verdict, theme }) => verdict === 'accepted' && named.themes.has(theme),
      )
      taken.codings += accepted.length
      taken.rejected += decided.length - accepted.length
      for (const note of accepted.flatMap(notesFor)) usedNotes.add(note)
      const selections = [
        ...selectionsOf(named.consultation, accepted, found.text, points),
        ...withheldOf(found.response, found.text, points),
      ]
      return { ...head, empty: false, selections, notes }
    }),
  )
}

/** `R12 – What gets in the way?` */
function nameOf({ labels }: Named, { name }: Planned, { question }: PlannedText): string {
  return `${name} – ${labels.get(question) ?? question}`
}

/** One selection for each passage, with the codings of all coders. */
function selectionsOf(
  consultation: string,
  codings: CodingWithoutHistory[],
  { _id, text }: Text,
  points: CodePoints,
): ProjectSelection[] {
  const passages = groupBy(codings, ({ start, end }) => `${start} ${end}`)
  return [...passages.values()]
    .flatMap(own => {
      const [first] = own
      return first ? [{ first, own: own.sort((a, b) => (a.id < b.id ? -1 : 1)) }] : []
    })
    .sort((a, b) => a.first.start - b.first.start || a.first.end - b.first.end)
    .map(({ first: { start, end }, own }) => ({
      guid: guidOf('selection', _id, start, end),
      name: shortened(text.slice(start, end)),
      start: points.before(start),
      end: points.before(end),
      codings: own.map(coding => ({
        guid: guidOf('coding', coding.id),
        code: guidOf('theme', consultation, coding.theme),
        user: guidOf('user', coding.coder),
        at: coding.at,
        notes: notesFor(coding),
      })),
    }))
}

/** The passages that may not be quoted, as selections without codings. */
function withheldOf(response: Response, { _id }: Text, points: CodePoints): ProjectSelection[] {
  return (currentConsent(response).withheld ?? [])
    .filter(({ text }) => text === _id)
    .map(({ start, end }) => ({
      guid: guidOf('not for quotation', _id, start, end),
      name: notForQuotation,
      start: points.before(start),
      end: points.before(end),
      codings: [],
    }))
}

function shortened(words: string): string {
  const line = words.replace(/\s+/g, ' ').trim()
  return line.length > 60 ? `${line.slice(0, 59).toWellFormed()}…` : line
}
