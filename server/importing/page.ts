import type { AttributionChoice } from '../../analysis/index.ts'
import type { Entry } from '../http/entry.ts'
import { problemAt } from '../http/helpers/problemAt.ts'
import type { Job } from '../jobs/store.ts'
import { channelNames, channels } from '../responses/byStaff/brought.ts'
import type { Into } from './readInto.ts'
import { type ColumnUse, columnUses, type Import } from './store.ts'
import { isFresh } from './undo.ts'

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
  source: 'How it came (“paper”, “email”, “event”, “telephone”)',
  came: 'The day on which it came (“2026-11-28” or “28/11/2026”)',
  choice: 'How it may be quoted (“none”, “unnamed”, “role”, “named”; empty: not at all)',
  basis: 'What that permission rests on',
  attribute: 'Another attribute, to compare by',
  ignore: 'Leave out',
}

export const choiceNames: Record<AttributionChoice, string> = {
  none: 'Not at all: count them, and quote nobody',
  unnamed: 'Without a name (“one respondent”)',
  role: 'With role and sector',
  named: 'With name and organisation',
}

/** What is shown before an import: each column with a sample and its proposed use. */
export function previewPage(
  record: Import,
  entry: Entry | undefined,
  into: Into | undefined,
  same: Import | null,
) {
  const values = entry?.values ?? {}
  const chosen = (values.choice as string | undefined) ?? record.choice
  const uses = usesIn(into)
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
        uses: uses.map(each => ({ ...each, chosen: each.value === use })),
      }
    }),
    into: into && { title: into.consultation.title },
    same: same && { href: `/desk/import/${same._id}`, at: same.at },
    again: same && into && [{ value: 'yes', label: 'Import it again all the same', chosen: false }],
    asItCame: [
      {
        value: 'yes',
        label: 'Take the rows as they came: with questions left open, and answers of any length',
        chosen: values.asItCame === 'yes',
      },
    ],
    channels: [
      { value: '', label: into ? 'A column says so' : 'Not said', chosen: !values.as },
      ...channels.map(value => ({ value, label: channelNames[value], chosen: values.as === value })),
    ],
    came: values.came ?? '',
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

/** What a column can be: of an import into a consultation, what its questions ask, and no text of another kind. */
function usesIn(into: Into | undefined): { value: string; label: string }[] {
  const notInto = new Set<ColumnUse>(['text', 'attribute', 'nation'])
  const said = columnUses
    .filter(use => !into || !notInto.has(use))
    .map(value => ({ value: value as string, label: useNames[value] }))
  const asked = into?.columns.map(({ use, label }) => ({ value: use as string, label: `Answers “${label}”` }))
  return [...(asked ?? []), ...said]
}

/** What is shown while an import runs and after it. */
export function importPage(record: Import, job: Job | null) {
  return {
    title: record.title,
    record: { _id: record._id, name: record.name, consultation: record.consultation },
    documents: record.documents !== undefined,
    undoing: record.state === 'undoing',
    undone: record.state === 'undone',
    fresh: isFresh(record, new Date()),
    mayUndo: record.state === 'done' && record.counts.taken > 0,
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
