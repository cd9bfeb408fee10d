import type { Problem } from '../../analysis/index.ts'
import type { Page } from '../consultations/questions.ts'
import type { Consultation } from '../consultations/store.ts'
import type { Row } from '../files/readTable.ts'
import { askedOf } from '../responses/answering/answering.ts'
import { pageProblems } from '../responses/answering/checks.ts'
import { kindOf } from '../responses/answering/kinds/kindOf.ts'
import { channelIn } from '../responses/byStaff/brought.ts'
import { detailsProblems } from '../responses/byStaff/details.ts'
import { arrivingByStaff } from '../responses/byStaff/enter.ts'
import { type Entering, withoutLimits } from '../responses/byStaff/entering.ts'
import type { Draft } from '../responses/draftStore.ts'
import type { Incoming } from '../responses/receive.ts'
import { today } from '../responses/response.ts'
import type { AskedColumn } from './questionColumns.ts'
import { at, originOf, type ReadRow, type SaidInRow, saidIn } from './rows.ts'
import type { Import } from './store.ts'

/** What rows are read into: a consultation, its questions, and which of them columns can answer. */
export type Into = { consultation: Consultation; pages: Page[]; columns: AskedColumn[] }

/** Reads one row as an answer to a questionnaire, through the conditions and checks of respondents. */
export async function readRowInto(record: Import, row: Row, into: Into): Promise<ReadRow> {
  const said = saidIn(record, row, into.columns)
  if ('problems' in said) return said
  if (Object.keys(said.values).length === 0) return { empty: true }
  const entering = enteringBy(record, into, said, originOf(record, row))
  const { draft } = entering
  const wrong = [
    ...askedOf(entering).flatMap(page => pageProblems(page, draft)),
    ...detailsProblems(entering, record.at),
  ]
  if (wrong.length > 0) return { problems: wrong.map(({ message }) => at(row, `${message}.`)) }
  const response = await arrivingFor(record, entering, said)
  const noticed = notAsked(entering, into.pages).map(message => at(row, message))
  return { response, ...(noticed.length > 0 ? { noticed } : {}) }
}

/** What is said, as if somebody of the team had entered it. */
export function enteringBy(
  record: Import,
  { consultation, pages }: Pick<Into, 'consultation' | 'pages'>,
  said: SaidInRow,
  origin: string,
): Entering {
  const draft: Draft = {
    ...{ _id: origin, consultation: consultation._id, version: record.into ?? 1 },
    // Its own, as what several say alike is one object: what is entered for one must not stand with the next.
    ...{ values: { ...said.values }, files: {}, refused: {}, visited: pages.map(({ id }) => id) },
    declaration: declarationBy(record, said),
    startedOn: record.at,
  }
  return {
    ...{ token: '', at: '', draft, consultation },
    questionnaire: {
      ...{ _id: '', consultation: consultation._id, version: draft.version },
      pages: record.asItCame ? pages.map(withoutLimits) : pages,
    },
    ...{ opening: 'open', isWithdrawn: false, inGrace: false },
    entry: { ...draft, by: record.account, changedOn: record.at },
  }
}

function declarationBy(record: Import, said: SaidInRow): Draft['declaration'] {
  const [year = '', month = '', day = ''] = (record.came ?? '').split('-')
  return {
    ...{ day, month, year, ...said.came },
    as: said.as ?? record.as ?? '',
    capacity: said.capacity ?? record.capacity ?? 'personal',
    people: said.people === undefined ? '' : String(said.people),
    behalf: said.behalf,
    ...said.identity,
    ...{ role: said.attributes.role ?? '', sector: said.attributes.sector ?? '' },
    choice: said.choice ?? record.choice,
    basis: said.basis ?? record.basis,
    approval: record.approval ? 'yes' : '',
  }
}

/** What was found in order, as it arrives. */
async function arrivingFor(record: Import, entering: Entering, said: SaidInRow): Promise<Incoming> {
  const { as, day = '', month = '', year = '' } = entering.draft.declaration
  const came = new Date(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}T00:00:00Z`)
  const brought = { as: channelIn(as), by: record.account, at: today(record.at) }
  const arriving = await arrivingByStaff(entering, brought, came)
  const answers = Object.entries(arriving.answers).flatMap(([id, answer]) =>
    'file' in answer ? [] : [[id, answer] as const],
  )
  const { id } = said.attributes
  return {
    ...arriving,
    source: 'import',
    attributes: { ...arriving.attributes, ...(id ? { id } : {}) },
    answers: Object.fromEntries(answers),
    ...(said.language ? { language: said.language } : {}),
  }
}

/** What was answered, though it is not asked of whoever answers the rest so. */
function notAsked(entering: Entering, pages: Page[]): Problem['message'][] {
  const asked = new Set(askedOf(entering).flatMap(page => page.questions.map(({ id }) => id)))
  return pages
    .flatMap(page => page.questions)
    .filter(question => !asked.has(question.id) && !kindOf(question).isBlank(question, entering.draft))
    .map(({ label }) => `“${label}” is not asked of whoever answers the rest so. Its answer was left out.`)
}
