import { countWords, type Problem, storedForm } from '../../../analysis/index.ts'
import { allQuestions, type Page, type Question } from '../../consultations/questions.ts'
import {
  addConsultation,
  type Consultation,
  findConsultation,
  questionnaireOf,
} from '../../consultations/store.ts'
import { extractDocument } from '../../files/extract/extractDocument.ts'
import { largestDocument } from '../../files/extract/problems.ts'
import { gather } from '../../files/table/bytes.ts'
import type { Progress, Runner } from '../../jobs/runner.ts'
import { askFor } from '../../jobs/store.ts'
import { askedOf } from '../../responses/answering/answering.ts'
import { pageProblems } from '../../responses/answering/checks.ts'
import { channelIn } from '../../responses/byStaff/brought.ts'
import { dayCame, detailsProblems } from '../../responses/byStaff/details.ts'
import { arrivingByStaff } from '../../responses/byStaff/enter.ts'
import { saveFile } from '../../responses/fileStore.ts'
import { responseOfDocument } from '../../responses/importedStore.ts'
import { today } from '../../responses/response.ts'
import { writeResponse } from '../../responses/write.ts'
import { openFile, removeFile } from '../fileStore.ts'
import { ProblemList } from '../importJob.ts'
import { enteringBy } from '../readInto.ts'
import { type BroughtDocument, changeImport, findImport, type Import } from '../store.ts'
import { nothingSaid, sha256 } from './collect.ts'

/** What documents answer, where the import makes a consultation of its own. */
const ownPage: Page = {
  id: 'answers',
  title: 'Answers',
  questions: [{ id: 'document', type: 'file', label: 'What they sent', required: false }],
}

/** The questions that documents can answer: with the file, or with its words. */
export function documentQuestions(pages: Page[]): Question[] {
  return allQuestions({ pages }).filter(
    ({ type, about }) => !about && (type === 'file' || type === 'longText'),
  )
}

/** Documents are read in the background, each once; an import that was killed goes on where it was. */
export function registerDocuments(runner: Runner): void {
  runner.registerJob('importDocuments', async (id, progress) => {
    const record = await findImport(id)
    if (record?.state === 'importing') await importDocuments(record, progress)
  })
}

export async function askForDocuments(id: string): Promise<void> {
  await askFor('importDocuments', id)
}

async function importDocuments(record: Import, progress: Progress): Promise<void> {
  const documents = record.documents ?? []
  const into = await intoOf(record)
  const found = new ProblemList()
  for (const problem of record.problems) found.add(problem)
  const counts = { taken: 0, empty: 0, faulty: 0 }
  const seen = new Map<string, string>()
  for (const [done, document] of documents.entries()) {
    const outcome = await importOne(record, into, document, seen)
    if (outcome.taken) counts.taken++
    else counts.faulty++
    for (const message of outcome.messages) found.add({ place: document.name, message })
    await progress(done + 1, documents.length)
  }
  // Who the documents are from is kept apart from here on, with the responses' identities alone.
  await changeImport(record._id, {
    ...{ state: 'done', counts, documents: [] },
    ...{ problems: found.first, problemCount: found.count },
  })
  for (const { file } of documents) await removeFile(file)
}

type Target = { consultation: Consultation; pages: Page[]; question: Question }

async function intoOf(record: Import): Promise<Target> {
  if (record.into === undefined) await makeConsultation(record)
  const consultation = await findConsultation(record.consultation)
  if (!consultation) throw new Error(`importDocuments: the consultation ${record.consultation} is not there`)
  const { pages } = await questionnaireOf(consultation._id, record.into ?? 1)
  const questions = documentQuestions(pages)
  const question = questions.find(({ id }) => id === record.question) ?? questions[0]
  if (!question) throw new Error(`importDocuments: no question of ${consultation._id} takes a document`)
  return { consultation, pages, question }
}

type Outcome = { taken: boolean; messages: string[] }

/** Makes a response of one document, unless it became one before. */
async function importOne(
  record: Import,
  { consultation, pages, question }: Target,
  { name, file, said = nothingSaid }: BroughtDocument,
  seen: Map<string, string>,
): Promise<Outcome> {
  const refused = (...messages: string[]): Outcome => ({ taken: false, messages })
  const bytes = (await gather(openFile(file), largestDocument)) ?? Buffer.alloc(0)
  const hash = sha256(bytes)
  const twin = seen.get(hash)
  if (twin !== undefined) return refused(`Is the same, byte for byte, as ${twin}.`)
  seen.set(hash, name)
  const origin = `import:${record._id}:${hash}`
  const standing = await responseOfDocument(consultation._id, hash)
  // This import brought it, before the server was stopped.
  if (standing?.origin === origin) return { taken: true, messages: [] }
  if (standing) return refused(`Was imported before, and is ${standing.reference}.`)
  const isFile = question.type === 'file'
  const read = await extractDocument({ name, bytes, emails: true })
  if (!read.ok && !(isFile && read.problem.keep))
    return refused(
      read.problem.keep ? `“${name}” has no words that can be read. Enter it by hand.` : read.problem.message,
      ...besideTold(read.beside),
    )
  const stored = storedForm(read.ok ? read.text : '')
  if (!stored.ok) return refused(stored.problem)
  const { text } = stored
  const entering = enteringBy({ ...record, asItCame: true }, { consultation, pages }, said, origin)
  const { draft } = entering
  const kept = {
    file: '',
    name: name.split('/').at(-1) ?? name,
    bytes: bytes.length,
    words: countWords(text),
  }
  if (isFile) draft.files[question.id] = kept
  else draft.values[question.id] = text
  const problems = [
    ...askedOf(entering).flatMap(page => pageProblems(page, draft)),
    // When something was to come that was asked elsewhere, nobody knows here.
    ...detailsProblems(entering, record.at).filter(
      ({ place }) => record.into !== undefined || place !== 'day' || dayCame(draft.declaration) === undefined,
    ),
    ...notAskedProblem(askedOf(entering), question),
  ]
  if (problems.length > 0) return refused(...problems.map(({ message }) => `${message}.`))
  kept.file = await saveFile(origin, { name: kept.name, bytes, text: isFile ? text : '' })
  const copy = isFile ? {} : { copy: { file: kept.file, name: kept.name } }
  const { as } = draft.declaration
  const brought = { as: channelIn(as), by: record.account, at: today(record.at), hash, ...copy }
  const came = new Date(`${dayCame(draft.declaration)}T00:00:00Z`)
  await writeResponse({ ...(await arrivingByStaff(entering, brought, came)), source: 'import' })
  return { taken: true, messages: [...(read.ok ? [] : [read.problem.message]), ...besideTold(read.beside)] }
}

/** What came with a mail is not read, which whoever brought it is told by name. */
function besideTold(beside: string[] = []): string[] {
  return beside.map(
    name =>
      `“${name}” came with this mail and was not read. If it is a part of the answer, save it from the mail and bring it as a document.`,
  )
}

/** A document cannot answer what its other answers, which it has none of, keep from being asked. */
function notAskedProblem(pages: Page[], { id, label }: Question): Problem[] {
  const isAsked = pages.some(page => page.questions.some(question => question.id === id))
  return isAsked
    ? []
    : [{ place: id, message: `“${label}” is asked only of whoever answered other questions so` }]
}

async function makeConsultation(record: Import): Promise<void> {
  if (await findConsultation(record.consultation)) return
  await addConsultation(
    {
      _id: record.consultation,
      title: record.title,
      asker: `Imported from ${record.name}`,
      ...{ why: [], howUsed: record.basis === '' ? [] : [record.basis], contact: '', kind: 'imported' },
      ...{ opensAt: record.at, closesAt: record.at, createdAt: record.at },
    },
    [ownPage],
  )
}
