import type { Problem } from '../../../analysis/index.ts'
import { readTable, type Table } from '../../files/readTable.ts'
import type { Progress } from '../../jobs/runner.ts'
import { askFor } from '../../jobs/store.ts'
import type { Services } from '../../services.ts'
import type { Invitation, InvitationState } from './invitation.ts'
import { addInvitations, standingAddresses } from './invitationStore.ts'
import { faultsPerPage, findList, type InvitationList, keepFaults, listFiles, moveList } from './listStore.ts'
import { ListReader, listColumns, listRows } from './rows.ts'
import { keyOf, newInvitation } from './token.ts'

const batchSize = 500
const samplePeople = 5

export const listJobKind = 'invitations'

/** Lists are checked and added in the background; one whose process died is done again, and adds nobody twice. */
export function registerInvitationLists({ runner, config }: Pick<Services, 'runner' | 'config'>): void {
  runner.registerJob(listJobKind, async (id, progress) => {
    const list = await findList(id)
    if (list?.state === 'checking') await check(list, progress)
    else if (list?.state === 'adding') await add(list, config.sessionSecret, progress)
  })
}

/** Asks for the next step of a list. Wake the runner afterwards. */
export async function askForList(id: string): Promise<void> {
  await askFor(listJobKind, id)
}

async function check(list: InvitationList, progress: Progress): Promise<void> {
  const faults = new FaultPages(list._id)
  const counts = { usable: 0, standing: 0 }
  const sample: InvitationList['sample'] = []
  const table = await readTable({ name: list.name, content: listFiles.open(list.file) })
  const isReadable = await eachBatch(list, table, progress, async ({ people, standing, faulty }) => {
    for (const fault of faulty) await faults.add(fault)
    for (const { line, key } of people) {
      const state = standing.get(key)
      if (state === undefined) continue
      counts.standing++
      await faults.add({ place: `line ${line}`, message: standingWords[state] })
    }
    const fresh = people.filter(({ key }) => !standing.has(key))
    counts.usable += fresh.length
    sample.push(...fresh.slice(0, samplePeople - sample.length).map(({ name, email }) => ({ name, email })))
  })
  if (!isReadable && table.columns.length > 0) await faults.add({ place: 'line 1', message: noColumn })
  for (const problem of table.problems) await faults.add(problem)
  await faults.flush()
  const found = { ...counts, sample, faults: faults.count - counts.standing }
  await moveList(list._id, 'checking', { ...found, state: isReadable ? 'checked' : 'unreadable' })
}

async function add(list: InvitationList, secret: string, progress: Progress): Promise<void> {
  const table = await readTable({ name: list.name, content: listFiles.open(list.file) })
  await eachBatch(list, table, progress, async ({ people, standing }) => {
    const fresh = people.filter(({ key }) => !standing.has(key))
    await addInvitations(fresh.map(person => newInvitation(list.consultation, person, secret)))
  })
  if (await moveList(list._id, 'adding', { state: 'added', sample: [] })) await listFiles.remove(list.file)
}

type Batch = {
  people: (Pick<Invitation, 'name' | 'email' | 'key'> & { line: number })[]
  /** Those of them who are on the list already. */
  standing: Map<string, InvitationState>
  faulty: Problem[]
}

/** @returns false where the list has no column of addresses */
async function eachBatch(
  { consultation, above }: InvitationList,
  table: Table,
  progress: Progress,
  take: (batch: Batch) => Promise<void>,
): Promise<boolean> {
  const columns = listColumns(table.columns)
  if (!columns) return false
  const reader = new ListReader(columns)
  let done = 0
  let batch: Pick<Batch, 'people' | 'faulty'> = { people: [], faulty: [] }
  const takeBatch = async () => {
    const keys = batch.people.map(({ key }) => key)
    await take({ ...batch, standing: await standingAddresses(consultation, keys) })
    done += batch.people.length + batch.faulty.length
    batch = { people: [], faulty: [] }
  }
  for await (const row of listRows(table, columns, above)) {
    const read = reader.read(row)
    if ('fault' in read) batch.faulty.push(read.fault)
    else batch.people.push({ ...read.person, key: keyOf(read.person.email), line: row.line })
    // The reader of tables lists only so many of its own at a time.
    batch.faulty.push(...table.problems.splice(0))
    if (batch.people.length + batch.faulty.length < batchSize) continue
    await takeBatch()
    await progress(done, 0)
  }
  await takeBatch()
  return true
}

const standingWords: Record<InvitationState, string> = {
  invited: 'Is on the list already.',
  begun: 'Is on the list already, and has begun to answer.',
  answered: 'Is on the list already, and has answered.',
  withdrawn:
    'Was invited before, and the invitation was withdrawn. Invite them again from the list of people.',
}

const noColumn =
  'No column is named “email”. Let the first line name the columns, such as: name,email. Or write one address a line.'

/** Keeps what is wrong with a list page by page, so that a long list is no burden. */
class FaultPages {
  readonly #list: string
  #page: Problem[] = []
  #nth = 1
  count = 0

  constructor(list: string) {
    this.#list = list
  }

  async add(fault: Problem): Promise<void> {
    this.count++
    this.#page.push(fault)
    if (this.#page.length === faultsPerPage) await this.flush()
  }

  async flush(): Promise<void> {
    if (this.#page.length === 0) return
    await keepFaults(this.#list, this.#nth++, this.#page)
    this.#page = []
  }
}
