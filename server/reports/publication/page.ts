import { listAccounts } from '../../accounts/store.ts'
import type { Entry } from '../../http/entry.ts'
import type { Report } from '../store.ts'
import { versionsOf } from './store.ts'

/** The desk's page of a report's publications: its form, and every version with who published it. */
export async function publicationPage(report: Report, entry: Entry | undefined, now: Date) {
  const [versions, accounts] = await Promise.all([versionsOf(report._id), listAccounts()])
  const names = new Map(accounts.map(account => [account._id, account.name]))
  return {
    report,
    values: entry?.values,
    problems: entry?.problems,
    isCorrection: versions.length > 0,
    versions: versions.map(({ version, number, hash, publishAt, frozenAt, by, correction, marks }) => ({
      ...{ version, hash, publishAt, frozenAt, correction },
      by: names.get(by) ?? 'someone whose account is gone',
      isOut: publishAt <= now,
      href: `/c/${report.consultation}/reports/${number}/versions/${version}`,
      withdrawn: marks.flatMap(mark => mark.quotes).join(', '),
    })),
  }
}
