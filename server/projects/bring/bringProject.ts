import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Problem } from '../../../analysis/index.ts'
import { listAccounts } from '../../accounts/store.ts'
import { addThemes } from '../../codebook/addThemes.ts'
import { guidOf } from '../../codebook/formats/guid.ts'
import { addCodersElsewhere, codersElsewhere } from '../../coding/elsewhereStore.ts'
import type { Memo } from '../../coding/memos/memoStore.ts'
import type { Page } from '../../consultations/questions.ts'
import { addConsultation, findConsultation } from '../../consultations/store.ts'
import { idOf } from '../../database/ids.ts'
import { Losses } from '../../files/project/losses.ts'
import type { ProjectHead } from '../../files/project/projectParts.ts'
import type { ReadProject } from '../../files/project/readProject.ts'
import type { Progress, Runner } from '../../jobs/runner.ts'
import { askFor } from '../../jobs/store.ts'
import { changeTransfer, findTransfer, type Transfer } from '../transferStore.ts'
import { countingProblem } from './countingWords.ts'
import { NotesBrought } from './notes.ts'
import { isOwn, type People, type Person, peopleOf } from './people.ts'
import { openProjectFile, removeProjectFile } from './projectStore.ts'
import { readBrought } from './readBrought.ts'
import { resolved } from './resolve.ts'
import { SourceFile } from './sourceFile.ts'
import { themesOf } from './themes.ts'
import { registerProjectUndo } from './undo.ts'
import { type Known, type Whole, writePeople } from './write.ts'

type Read = Extract<ReadProject, { ok: true }>

/** Respondents that are written together at most, and bytes of their texts as they were read: all of these are in memory. */
type PartSize = { people: number; bytes: number }

/** So many that what follows for them is done for many at once, as entering their words is, which costs less so. */
const usual: PartSize = { people: 400, bytes: 8 * 1024 * 1024 }
/** How often a job that waits for the reading says that it lives, in milliseconds. */
const everyMs = 5_000

/** Projects are brought in the background; one whose server was killed is read again, and adds nothing twice. */
export function registerProjects(runner: Runner, most = usual): void {
  runner.registerJob('project', async (id, progress) => {
    const transfer = await findTransfer(id)
    if (transfer?.state === 'running' && transfer.brought) await bringProject(transfer, most, progress)
  })
  registerProjectUndo(runner)
}

export async function askForProject(id: string): Promise<void> {
  await askFor('project', id)
}

async function bringProject(transfer: Transfer, most: PartSize, progress: Progress): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'soundings-project-'))
  try {
    const from = path.join(folder, 'project.qdpx')
    const to = path.join(folder, 'sources')
    await pipeline(openProjectFile(transfer.brought?.file ?? ''), createWriteStream(from, { mode: 0o600 }))
    const read = await whileItLives(readBrought(from, to), progress)
    if (!read.ok) await refuse(transfer, read.problem)
    else if (read.sources.length === 0)
      await refuse(transfer, 'Holds no text that can be read, so there is nothing to code.', read.report)
    else await writeAll(transfer, read, to, { most, progress })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Keeps a job while something else is waited for. */
async function whileItLives<T>(work: Promise<T>, progress: Progress): Promise<T> {
  const done = work.then(
    () => true,
    () => true,
  )
  while (!(await Promise.race([done, new Promise<false>(resolve => setTimeout(resolve, everyMs, false))])))
    await progress(0, 0)
  return work
}

async function refuse({ _id, brought }: Transfer, message: string, more: Problem[] = []): Promise<void> {
  await changeTransfer(_id, { state: 'refused', report: [{ place: 'The file', message }, ...more] })
  await removeProjectFile(brought?.file ?? '')
}

/**
 * Writes all that was read. The consultation comes last: before it, nothing of this is on any page, and if it never
 * comes, nothing ever is.
 */
async function writeAll(
  transfer: Transfer,
  read: Read,
  to: string,
  { most, progress }: { most: PartSize; progress: Progress },
): Promise<void> {
  const { _id, consultation, account, name, brought } = transfer
  const losses = new Losses()
  const { head, counting } = read
  const { themes, examples, byCode } = themesOf(head.codes, losses)
  const people = peopleOf(read, losses)
  const known: Known = {
    own: isOwn(head),
    variables: new Map(head.variables.map(variable => [variable.guid, variable.name])),
    themes: byCode,
    coder: await codersOf(transfer, head),
  }
  await addThemes(consultation, account, themes, `Brought with ${name}`, examples)
  const notes = new NotesBrought(transfer, known, head)
  const counts = { responses: 0, sources: 0, codings: 0, themes: themes.length, memos: 0 }
  const of = people.people.length
  const sources = await SourceFile.open(to)
  try {
    for (const some of inParts(people.people, read, most)) {
      const wholes: Whole[] = []
      for (const person of some) {
        const texts: Whole['texts'] = []
        for (const { source, question } of person.texts) {
          const place = read.sources[source]
          const found = place && resolved(await sources.read(place), counting.counting, known.own, losses)
          if (found) texts.push({ question, source: found })
        }
        wholes.push({ person, texts })
      }
      const written = await writePeople(transfer, known, wholes, losses)
      await notes.keep(wholes.flatMap(whole => notesOf(notes, written.ids, whole, read)))
      counts.responses += wholes.length
      counts.sources += wholes.reduce((sum, { texts }) => sum + texts.length, 0)
      counts.codings += written.codings
      await changeTransfer(_id, { done: counts.responses, of })
      await progress(counts.responses, of)
    }
  } finally {
    await sources.close()
  }
  counts.memos = await notes.keepAll()
  if (!(await findConsultation(consultation))) await addItsConsultation(transfer, people)
  const report = [countingProblem(counting), ...read.report, ...losses.list()]
  await changeTransfer(_id, { state: 'done', counts, report })
  await removeProjectFile(brought?.file ?? '')
}

/** Respondents in parts that fit into memory; one alone may be larger. */
function* inParts(
  people: readonly Person[],
  { sources }: Pick<Read, 'sources'>,
  most: PartSize,
): Generator<Person[]> {
  let part: Person[] = []
  let bytes = 0
  for (const person of people) {
    const own = person.texts.reduce((sum, { source }) => sum + (sources[source]?.length ?? 0), 0)
    if (part.length > 0 && (part.length === most.people || bytes + own > most.bytes)) {
      yield part
      part = []
      bytes = 0
    }
    part.push(person)
    bytes += own
  }
  if (part.length > 0) yield part
}

/** What is noted on the texts of one respondent, as far as it is kept at once. */
function notesOf(
  notes: NotesBrought,
  ids: ReadonlyMap<string, string>,
  { person, texts }: Whole,
  read: Read,
): Memo[] {
  const respondent = ids.get(person.guid)
  if (respondent === undefined) return []
  const places = new Map(person.texts.map(({ question, source }) => [question, source]))
  return texts.flatMap(({ question, source }) =>
    notes.take(respondent, read.sources[places.get(question) ?? -1]?.guid ?? '', source),
  )
}

/** Who coded: who is known here where the project came from here, else somebody who is known by name alone. */
async function codersOf({ _id, name }: Transfer, { users }: ProjectHead): Promise<Known['coder']> {
  const here = [...(await listAccounts()), ...(await codersElsewhere())]
  const accounts = new Map(here.map(({ _id: coder }) => [guidOf('user', coder), coder]))
  const elsewhere = (guid: string) => `elsewhere-${idOf(_id, guid)}`
  const there = new Map(users.map(user => [user.guid, user.name]))
  const unknown = { _id: elsewhere(''), name: `Somebody in ${name}` }
  await addCodersElsewhere([
    unknown,
    ...[...there]
      .filter(([guid]) => !accounts.has(guid))
      .map(([guid, said]) => ({ _id: elsewhere(guid), name: `${said || 'Somebody'} (in ${name})` })),
  ])
  return guid => accounts.get(guid) ?? (there.has(guid) ? elsewhere(guid) : unknown._id)
}

async function addItsConsultation(
  { consultation, name, at, brought }: Transfer,
  { questions }: People,
): Promise<void> {
  const page: Page = {
    id: 'answers',
    title: 'Texts',
    questions: questions.map(({ id, label }) => ({ id, type: 'longText', label, required: false })),
  }
  await addConsultation(
    {
      ...{ _id: consultation, title: brought?.title ?? name, asker: `Imported from ${name}` },
      ...{ why: [], howUsed: [brought?.basis ?? ''], contact: '', kind: 'imported' },
      ...{ opensAt: at, closesAt: at, createdAt: at },
    },
    [page],
  )
}
