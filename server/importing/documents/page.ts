import { capacities } from '../../../analysis/application.ts'
import type { Page } from '../../consultations/questions.ts'
import type { Entry } from '../../http/entry.ts'
import { channelNames, channels } from '../../responses/byStaff/brought.ts'
import { speaksFor } from '../../responses/byStaff/speaksFor.ts'
import { choiceNames } from '../page.ts'
import type { Import } from '../store.ts'
import { documentQuestions } from './importDocuments.ts'

/** What is shown before documents are imported: each with what the table says of it, and what holds of the rest. */
export function documentsPage(record: Import, pages: Page[] | undefined, entry: Entry | undefined) {
  const values = entry?.values ?? {}
  const given = (name: string, otherwise = '') => String(values[name] ?? otherwise)
  const options = (names: Record<string, string>, order: readonly string[], chosen: string) =>
    order.map(value => ({ value, label: names[value] ?? value, chosen: value === chosen }))
  return {
    title: `What is in ${record.name}`,
    record: { _id: record._id, name: record.name, title: record.title, into: record.into !== undefined },
    documents: record.documents?.map(({ name, said }) => ({
      name,
      who: said && [said.identity.name, said.identity.organisation].filter(Boolean).join(', '),
      capacity: said?.capacity && speaksFor[said.capacity],
      choice: said?.choice && choiceNames[said.choice],
    })),
    faults: record.problems,
    questions:
      pages &&
      documentQuestions(pages).map(({ id, label }) => ({
        value: id,
        label,
        chosen: id === values.question,
      })),
    channels: options(channelNames, channels, given('as')),
    capacities: options(speaksFor, capacities, given('capacity', 'personal')),
    choices: options(choiceNames, Object.keys(choiceNames), given('choice', 'none')),
    came: given('came'),
    basis: given('basis'),
    problems: entry?.problems,
  }
}
