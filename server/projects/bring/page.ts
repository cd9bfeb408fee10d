import type { Entry } from '../../http/entry.ts'
import { quotedNames } from '../page.ts'
import type { Transfer } from '../transferStore.ts'

/** The form by which a project is brought, and those that were brought before. */
export function bringPage(entry: Entry | undefined, before: Transfer[]) {
  const values = entry?.values ?? {}
  return {
    title: 'Import a project',
    values,
    choices: Object.entries(quotedNames).map(([value, label]) => ({
      ...{ value, label, chosen: values.choice === value },
    })),
    approvals: [
      {
        ...{ value: 'yes', label: 'Print their words only once they approved the sentence' },
        chosen: values.approval === 'yes',
      },
    ],
    problems: entry?.problems,
    before: before.map(({ _id, name, at, brought }) => ({
      id: _id,
      name,
      at,
      title: brought?.title ?? name,
    })),
  }
}
