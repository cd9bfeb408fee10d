import { type Options, stringify } from 'csv-stringify/sync'
import type { Consultation } from '../../consultations/store.ts'
import { contributorsTo } from './contributors.ts'
import { type PermittedResponse, permittedResponses, type Use } from './responses.ts'

type Parts = AsyncGenerator<string>

const options = { escape_formulas: true, record_delimiter: 'windows' } as const satisfies Options
const columns = ['respondent', 'who', 'may be quoted', 'question', 'answer']

/** What may be taken out of a consultation beside quotes, and in which formats; each reads permissions as it is written. */
const files: Record<string, (consultation: Consultation) => Parts> = {
  'listed.csv': consultation => listed(consultation._id),
  'whole.csv': consultation => asCsv(consultation, 'whole'),
  'whole.jsonl': consultation => asLines(consultation, 'whole'),
  'archived.csv': consultation => asCsv(consultation, 'archived'),
  'archived.jsonl': consultation => asLines(consultation, 'archived'),
}

export function permittedFile(name: string): ((consultation: Consultation) => Parts) | undefined {
  return Object.hasOwn(files, name) ? files[name] : undefined
}

async function* listed(consultation: string): Parts {
  const names = await contributorsTo(consultation)
  yield stringify(
    names.map(name => [name]),
    { ...options, header: true, bom: true, columns: ['name'] },
  )
}

/** A row for each answer. */
async function* asCsv(consultation: Consultation, use: Use): Parts {
  yield stringify([], { ...options, header: true, bom: true, columns })
  for await (const responses of permittedResponses(consultation, use))
    yield stringify(responses.flatMap(rowsOf), options)
}

function rowsOf({ respondent, who, quotable, answers }: PermittedResponse): string[][] {
  return answers.map(({ question, answer }) => [respondent, who, quotable ? 'yes' : 'no', question, answer])
}

/** A line for each response. */
async function* asLines(consultation: Consultation, use: Use): Parts {
  for await (const responses of permittedResponses(consultation, use))
    yield responses.map(response => `${JSON.stringify(response)}\n`).join('')
}
