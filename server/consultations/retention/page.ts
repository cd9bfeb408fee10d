import type { takeEntry } from '../../http/entry.ts'
import { problemAt } from '../../http/helpers/problemAt.ts'
import { draftDaysOf, draftsKeptUntil } from '../running/kept.ts'
import type { Consultation } from '../store.ts'
import { datesOf, type Retention } from './retentionStore.ts'

type Entry = NonNullable<ReturnType<typeof takeEntry>>

/** The fields by which an owner says how long what is kept, with the days that this comes to. */
export function retentionFields(consultation: Consultation, retention: Retention, entry: Entry | undefined) {
  const { months, files, whole } = retention
  const dates = datesOf(retention, consultation.closesAt)
  const now: Record<string, unknown> = { months, files, whole, drafts: draftDaysOf(consultation) }
  const field = (id: string, label: string, hint: string) => {
    const wrong = problemAt(entry?.problems, id)
    return {
      ...{ name: id, id, inputmode: 'numeric', classes: 'govuk-input--width-3' },
      label: { text: label, classes: 'govuk-label--s' },
      hint: { text: hint },
      value: entry ? entry.values[id] : now[id],
      ...(wrong ? { errorMessage: { text: wrong } } : {}),
    }
  }
  const unsure = problemAt(entry?.problems, 'sure')
  return {
    until: dates.names,
    filesUntil: dates.files,
    wholeUntil: dates.whole,
    draftsUntil: consultation.kind === 'open' ? draftsKeptUntil(consultation) : undefined,
    drafts:
      consultation.kind === 'open'
        ? field(
            'drafts',
            'Answers that were begun and not sent: days after the close',
            'From 1 to 365. It is 30 where nobody says otherwise.',
          )
        : undefined,
    months: field(
      'months',
      'Names and addresses: months after the consultation closes',
      'Leave it empty to set no date. Respondents are told what you set.',
    ),
    files: field(
      'files',
      'Attached files: months after the close',
      'Leave it empty to keep them as long as the responses. The words that were read from them stay with the answers, since codings and quotes rest on them.',
    ),
    whole: field(
      'whole',
      'All responses, and all that was made of them: months after the close',
      'Codings, findings, memos, reports and the codebook go with them. Published reports stay as they are then. Leave it empty to set no date.',
    ),
    sure: unsure && {
      name: 'sure',
      items: [{ value: 'yes', text: 'Delete it within a day. I know that it cannot be undone' }],
      errorMessage: { text: unsure },
    },
  }
}
