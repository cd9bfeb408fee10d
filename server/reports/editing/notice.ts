import { authorNames } from '../drafts/authors.ts'
import { othersEditing } from './editingStore.ts'

const time = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'Europe/London',
})

/** What to say of who else has a report open: one sentence a person, such as "Ana Example has this report open for editing since 10:42." */
export async function editingNotices(report: string, account: string, now: Date): Promise<string[]> {
  const [others, nameOf] = await Promise.all([othersEditing(report, account, now), authorNames()])
  return others.map(
    other => `${nameOf(other.account)} has this report open for editing since ${time.format(other.since)}.`,
  )
}
