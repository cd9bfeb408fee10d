import { type Agent, post } from '../../site.ts'

/** The fields of a day, as its form sends them. */
export function dayFields(date: Date) {
  return {
    day: String(date.getUTCDate()),
    month: String(date.getUTCMonth() + 1),
    year: String(date.getUTCFullYear()),
  }
}

/** Begins an entry of what came on paper today; the answer is its address. */
export async function beginEntry(agent: Agent, consultation: string, changes: object = {}): Promise<string> {
  const list = `/desk/${consultation}/entries`
  const fields = { as: 'paper', ...dayFields(new Date()), ...changes }
  return (await post(agent, list, fields, list)).headers.location ?? ''
}

/** What a letter says of itself, as it is entered. */
export const letter = {
  capacity: 'personal',
  name: 'Ines Marlow',
  organisation: '',
  email: 'ines.marlow@example.org',
  choice: 'role',
  basis: 'You may print this, but leave my name out.',
}

/** Enters every page of the usual questionnaire (test/responses/questionnaire.ts) but its file. */
export async function enterPages(agent: Agent, entry: string, changes: Record<string, unknown> = {}) {
  const said = { role: 'a warden', sector: 'local', obstacles: 'Nobody reads the second form.', ...changes }
  const {
    role,
    sector,
    obstacles,
    people = '',
    listened = 'agree',
    help = ['pay'],
    remarks = '',
  } = said as Record<string, unknown>
  await post(agent, `${entry}/about`, { role, sector })
  await post(agent, `${entry}/experience`, { obstacles, people })
  await post(agent, `${entry}/views`, { listened, help })
  await post(agent, `${entry}/documents`, { remarks })
}
