import type { Change, Decision, StoredCoding } from '../../coding/coding.ts'
import { decisionOf } from '../../coding/history.ts'
import type { Cell } from '../../files/workbook.ts'
import { currentConsent } from '../../responses/response.ts'
import type { CodedResponse, Names } from './read.ts'

export type Column<Row> = { name: string; wide: boolean; cell(row: Row): Cell }

/** A coding of a response. */
export type Passage = { of: CodedResponse; coding: StoredCoding }

/** One thing that was done to a coding, with how it stood then and before; absent: it was not there. */
export type Step = Passage & { change: Change; after: Decision }

/** The codings of a response that stand, on what it says now. */
export function passagesOf(of: CodedResponse): Passage[] {
  return of.codings
    .filter(({ removed, text }) => removed === undefined && of.texts.has(text))
    .map(coding => ({ of, coding }))
}

/** All that was ever done to the codings of a response, each coding's from its beginning. */
export function stepsOf(of: CodedResponse): Step[] {
  return of.codings.flatMap(coding =>
    coding.history.map((change, at) => ({
      ...{ of, coding, change },
      after: coding.history[at + 1]?.before ?? decisionOf(coding),
    })),
  )
}

/** How accepted codings of each theme stand in a response. */
export type Themes = { of: CodedResponse; accepted: ReadonlySet<string> }

export function themesOf(of: CodedResponse): Themes {
  const accepted = passagesOf(of).filter(({ coding }) => coding.verdict === 'accepted')
  return { of, accepted: new Set(accepted.map(({ coding }) => coding.theme)) }
}

export function passageColumns(names: Names): Column<Passage>[] {
  return [
    ...placeColumns(names),
    column('verdict', ({ coding }) => coding.verdict),
    column('stance', ({ coding }) => coding.stance),
    column('origin', ({ coding }) => coding.origin),
    column('rule', ({ coding }) => names.rule(coding.rule), true),
    column('model', ({ coding }) => modelOf(names, coding)),
    column('codebook_version', ({ coding }) => coding.codebookVersion),
    column('coder', ({ coding }) => names.coder(coding.coder)),
    column('at', ({ coding }) => coding.at.toISOString()),
    ...respondentColumns<Passage>(names),
  ]
}

export function trailColumns(names: Names): Column<Step>[] {
  const decision = (prefix: string, of: (step: Step) => Decision | undefined): Column<Step>[] => [
    column(`${prefix}verdict`, step => of(step)?.verdict ?? ''),
    column(`${prefix}stance`, step => of(step)?.stance ?? ''),
    column(`${prefix}origin`, step => of(step)?.origin ?? ''),
    column(`${prefix}rule`, step => names.rule(of(step)?.rule), true),
    column(`${prefix}model`, step => modelOf(names, of(step))),
    column(`${prefix}codebook_version`, step => of(step)?.codebookVersion ?? null),
    column(`${prefix}removed`, step => (of(step)?.removed ? 'yes' : '')),
  ]
  return [
    column('coding', ({ coding }) => coding.id),
    ...placeColumns(names),
    column('coder', ({ coding }) => names.coder(coding.coder)),
    column('at', ({ change }) => change.at.toISOString()),
    column('by', ({ change }) => names.coder(change.by)),
    column('did', ({ change }) => change.did),
    column('action', ({ change }) => change.action),
    ...decision('', ({ after }) => after),
    ...decision('before_', ({ change }) => change.before),
    column('replaces', ({ after }) => after.replaces ?? ''),
    column('sample', ({ after }) => after.audit ?? ''),
  ]
}

/** A column for each theme, by its path: 1 where somebody accepted a coding of it in that response. */
export function themeColumns(names: Names): Column<Themes>[] {
  return [
    column('respondent', ({ of }) => of.respondent),
    ...respondentColumns<Themes>(names),
    ...names.themes.map(({ id }) =>
      column<Themes>(names.path(id), ({ accepted }) => Number(accepted.has(id))),
    ),
  ]
}

function placeColumns<Row extends Passage>(names: Names): Column<Row>[] {
  return [
    column('respondent', ({ of }) => of.respondent),
    column('question', ({ coding }) => coding.question),
    column('question_wording', ({ coding }) => names.question(coding.question), true),
    column('start', ({ coding }) => coding.start),
    column('end', ({ coding }) => coding.end),
    column('passage', wordsOf, true),
    column('theme', ({ coding }) => names.themes.find(({ id }) => id === coding.theme)?.name ?? coding.theme),
    column('theme_path', ({ coding }) => names.path(coding.theme), true),
  ]
}

/** What a passage says; empty where its respondent has put other words in its place. */
export function wordsOf({
  of,
  coding: { text, start, end },
}: {
  of: Pick<CodedResponse, 'texts'>
  coding: Pick<StoredCoding, 'text' | 'start' | 'end'>
}): string {
  return of.texts.get(text)?.text.slice(start, end) ?? ''
}

function respondentColumns<Row extends { of: CodedResponse }>({ attributes }: Names): Column<Row>[] {
  return [
    column('quoted', ({ of }) => currentConsent(of.response).choice),
    ...attributes.map(name =>
      column<Row>(`about/${name}`, ({ of }) =>
        Object.hasOwn(of.response.attributes, name) ? (of.response.attributes[name] ?? '') : '',
      ),
    ),
  ]
}

/** The model behind a suggestion of what was learned. */
export function modelOf(
  names: Names,
  decision: Pick<Decision, 'origin' | 'codebookVersion'> | undefined,
): string {
  return decision?.origin === 'model' ? names.model(decision.codebookVersion) : ''
}

function column<Row>(name: string, cell: (row: Row) => Cell, wide = false): Column<Row> {
  return { name, wide, cell }
}
