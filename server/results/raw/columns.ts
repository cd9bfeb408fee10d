import type { Question } from '../../consultations/questions.ts'
import type { Cell } from '../../files/workbook.ts'
import { caseAttribute } from '../../responses/cases/caseStore.ts'
import { currentConsent } from '../../responses/response.ts'
import { questionColumns } from './questionColumns.ts'
import type { RawResponse } from './read.ts'

/**
 * A column of the files of responses. `holds` says what is in it, `values` what the values of options mean; `named` ones
 * say who somebody is, and are in the files with names alone.
 */
export type RawColumn = {
  name: string
  question: string
  holds: string
  values: string
  named: boolean
  /** Whether its cells may hold many words. */
  wide: boolean
  cell(raw: RawResponse): Cell
}

/** Its name begins with what no question's id does, so that both never meet. */
function fixed(
  name: string,
  holds: string,
  cell: RawColumn['cell'],
  { named = false, wide = false }: { named?: boolean; wide?: boolean } = {},
): RawColumn {
  return { name: `_${name}`, question: '', holds, values: '', named, wide, cell }
}

const yesNo = (is: boolean | undefined) => (is ? 'yes' : 'no')
const day = (date: Date) => date.toISOString().slice(0, 10)

const whose: RawColumn[] = [
  fixed('reference', 'the reference on the receipt', ({ response }) => response.reference, { named: true }),
  fixed('name', 'the name that was given', ({ identity }) => identity?.name ?? '', { named: true }),
  fixed('organisation', 'the organisation that was given', ({ identity }) => identity?.organisation ?? '', {
    named: true,
  }),
  fixed('email', 'the address to write to about quotes', ({ identity }) => identity?.email ?? '', {
    named: true,
  }),
  fixed('behalf', 'on whose behalf a joint answer is, or the event that notes are of', behalf, {
    named: true,
  }),
  fixed('confidence', 'why its respondent wants confidence', ({ identity }) => identity?.confidence ?? '', {
    named: true,
    wide: true,
  }),
]

function behalf({ identity }: RawResponse): Cell {
  return identity?.behalf ?? ''
}

const came: RawColumn[] = [
  fixed('submitted', 'the day on which it was sent, by the clocks of UTC; no time is kept', ({ response }) =>
    day(response.submittedOn),
  ),
  fixed('changed', 'the day on which it was changed last; empty where it never was', ({ response }) =>
    response.revisions.length > 1 ? day(response.revisions.at(-1)?.at ?? response.submittedOn) : '',
  ),
  fixed('version', 'the version of the questionnaire that it answers', ({ response }) => response.version),
  fixed('source', 'web, api, import, staff or demo: how it came', ({ response }) => response.source),
  fixed(
    'capacity',
    'personal, organisation, official, joint (one answer of several) or notes (of an event)',
    ({ response }) => response.capacity,
  ),
  fixed(
    'people',
    'how many a joint answer speaks for, or were at the event; it counts as one all the same',
    ({ response }) => response.people ?? null,
  ),
]

/** What each respondent permits now; nobody may print more of these files than that. */
const permitted: RawColumn[] = [
  fixed('quoted', 'how its words may be quoted: none, unnamed, role or named', raw => consent(raw).choice),
  fixed(
    'quoted_less',
    'answers that may be quoted less widely than that, as “question: none”',
    raw =>
      Object.entries(consent(raw).answers ?? {})
        .map(([question, choice]) => `${question}: ${choice}`)
        .join('; '),
    { wide: true },
  ),
  fixed(
    'not_for_quotation',
    'passages that may neither be quoted nor told in other words, as “question 12–40”: from which character of the answer to before which, in UTF-16 code units',
    raw =>
      withheldIn(raw)
        .map(({ question, start, end }) => `${question} ${start}–${end}`)
        .join('; '),
    { wide: true },
  ),
  fixed('machine', 'yes, or no: it may be read by people alone', raw => yesNo(consent(raw).byHand !== true)),
  fixed('listed', 'whether its respondent may be named among those who answered', raw =>
    yesNo(consent(raw).listed),
  ),
  fixed('whole', 'whether all of it may be published', raw =>
    yesNo(consent(raw).whole === true && consent(raw).choice !== 'none'),
  ),
  fixed('archived', 'whether it may be archived for later research', raw => yesNo(consent(raw).archived)),
  fixed('approval', 'whether its respondent must approve each sentence that quotes them', raw =>
    yesNo(consent(raw).approval),
  ),
  fixed('consent_wording', 'the version of the wording to which they agreed', raw => consent(raw).wording),
]

function consent({ response }: RawResponse) {
  return currentConsent(response)
}

/** The passages that are not for quotation, with the questions that they answer. */
export function withheldIn(raw: RawResponse): { question: string; start: number; end: number }[] {
  return (consent(raw).withheld ?? []).flatMap(({ text, start, end }) => {
    const question = raw.texts.get(text)?.question
    return question === undefined ? [] : [{ question, start, end }]
  })
}

const notAsked = (questions: Question[]) =>
  fixed(
    'not_asked',
    'the questions that it was not asked, by a condition or since its version had them not; what is empty besides was left blank',
    ({ asked }) => questions.flatMap(({ id }) => (asked.has(id) ? [] : id)).join(' '),
    { wide: true },
  )

/**
 * The columns of a consultation's responses in their order.
 *
 * @param questions those of all versions together
 * @param attributes what respondents said of themselves, by name
 */
export function rawColumns(
  questions: Question[],
  attributes: string[],
  { identified, pseudonymised = false }: { identified: boolean; pseudonymised?: boolean },
): RawColumn[] {
  const all = [
    fixed(
      'respondent',
      pseudonymised
        ? 'a pseudonym, which all pseudonymised files of this consultation give the same response'
        : 'a name of this file alone, which another file may give to somebody else',
      raw => raw.respondent,
    ),
    ...whose,
    ...came,
    ...permitted,
    ...attributes.map(attributeColumn),
    notAsked(questions),
    ...questions.flatMap(questionColumns),
  ]
  return all.filter(({ named }) => identified || !named)
}

/** An import's own name for a row leads back to it. */
function attributeColumn(name: string): RawColumn {
  const cell = ({ response }: RawResponse) =>
    Object.hasOwn(response.attributes, name) ? (response.attributes[name] ?? '') : ''
  return fixed(`about/${name}`, 'what the respondent said of themselves', cell, { named: isName(name) })
}

/** Whether an attribute may name a respondent: an import's own name of a row, or the case that their response is of. */
export function isName(attribute: string): boolean {
  return attribute === 'id' || attribute === caseAttribute
}
