import type { AttributionChoice } from '../../analysis/index.ts'
import type { Entry } from '../http/entry.ts'
import { problemAt } from '../http/helpers/problemAt.ts'
import type { Job } from '../jobs/store.ts'
import { type ColumnUse, columnUses, type Import } from './store.ts'

const useNames: Record<ColumnUse, string> = {
  text: 'Text to be coded',
  id: 'The respondent’s id',
  role: 'Role (with its article: “a nurse”)',
  sector: 'Sector',
  nation: 'Nation',
  name: 'Name',
  organisation: 'Organisation',
  email: 'Email address',
  language: 'Language of the text (“Welsh” or “cy”)',
  capacity: 'For whom they speak (“personal”, “organisation”, “official”, “joint”, “notes” of an event)',
  people: 'How many a joint answer speaks for, or were at the event',
  behalf: 'On whose behalf, or of which event (“the crews of two islands”)',
  attribute: 'Another attribute, to compare by',
  ignore: 'Leave out',
}

const choiceNames: Record<AttributionChoice, string> = {
  none: 'Not at all: count them, and quote nobody',
  unnamed: 'Without a name (“one respondent”)',
  role: 'With role and sector',
  named: 'With name and organisation',
}

/** What is shown before an import: each column with a sample and its proposed use. */
export function previewPage(record: Import, entry: Entry | undefined) {
  const values = entry?.values ?? {}
  const chosen = (values.choice as string | undefined) ?? record.choice
  return {
    title: `What is in ${record.name}`,
    record: { _id: record._id, name: record.name, title: record.title, encoding: record.encoding },
    columns: record.columns.map((column, n) => {
      const field = `use-${n}`
      const use = (values[field] as string | undefined) ?? column.use
      return {
        field,
        name: column.name,
        samples: column.samples,
        problem: problemAt(entry?.problems, field),
        uses: columnUses.map(value => ({ value, label: useNames[value], chosen: value === use })),
      }
    }),
    choices: Object.entries(choiceNames).map(([value, label]) => ({
      value,
      label,
      chosen: value === chosen,
    })),
    basis: values.basis ?? record.basis,
    approvals: [
      {
        value: 'yes',
        label: 'Print their words only once they approved the sentence',
        chosen: values.approval === 'yes',
      },
    ],
    problems: entry?.problems,
  }
}

/** What is shown while an import runs and after it. */
export function importPage(record: Import, job: Job | null) {
  return {
    title: record.title,
    record: { name: record.name, consultation: record.consultation },
    running: record.state === 'importing' && job?.state !== 'failed',
    failed: job?.state === 'failed' ? job.problem : undefined,
    soFar: job?.done ?? 0,
    counts: record.counts,
    problems: undefined,
    faults: record.problems,
    problemCount: record.problemCount,
    more: record.problemCount - record.problems.length,
  }
}
