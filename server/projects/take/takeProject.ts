import type { ExampleWords } from '../../codebook/examples/example.ts'
import { exampleWords } from '../../codebook/examples/shown.ts'
import { colourHex } from '../../codebook/formats/colourHex.ts'
import { guidOf } from '../../codebook/formats/guid.ts'
import { writeDescription } from '../../codebook/formats/qdcDescription.ts'
import { inOrder } from '../../codebook/hierarchy.ts'
import { codebookOf, type StoredTheme } from '../../codebook/store.ts'
import { withoutGone } from '../../codebook/withoutGone.ts'
import { codersOf } from '../../coding/codingStore.ts'
import { listMemos, type Memo } from '../../coding/memos/memoStore.ts'
import { coderNames } from '../../coding/pages/names.ts'
import type { Consultation } from '../../consultations/store.ts'
import { unitedQuestions } from '../../consultations/versions.ts'
import { type Packed, zipped } from '../../files/zipped.ts'
import { groupBy } from '../../groupBy.ts'
import { casesOf } from '../../responses/cases/caseStore.ts'
import { goneWordsOf } from '../../responses/gone/goneWords.ts'
import { attributeNames } from '../../responses/standingStore.ts'
import { rawResponses } from '../../results/raw/read.ts'
import { sharedNotes } from '../format/codingNotes.ts'
import type { ProjectCase, ProjectCode, ProjectNote, ProjectSet } from '../format/project.ts'
import { writeProject } from '../format/writeProject.ts'
import { Groups } from './groups.ts'
import { type Planned, planned, sourceGuid } from './plan.ts'
import type { Taken } from './report.ts'
import { inBatches, type Named, sourcesOf, standingTexts } from './sources.ts'
import { valuesOf, variablesOf } from './variables.ts'

/** Told after each batch: how many responses of how many were written, each counted three times over. */
export type Step = (done: number, of: number) => Promise<void>

/**
 * A consultation as a REFI-QDA project (`.qdpx`), written while it is read: first its cases, then its sources with
 * their codings, then the texts. Of each response only ids and a name are kept meanwhile, some 300 bytes for one of
 * three texts, and of each text its entry in the ZIP file's directory. Who withdraws while it is written leaves an
 * empty source behind.
 *
 * @param taken counts what is written, for {@link reportOf}
 */
export async function takeProject(
  consultation: Consultation,
  responses: number,
  taken: Taken,
  step: Step,
): Promise<AsyncGenerator<Buffer>> {
  const { _id } = consultation
  const [questions, attributes, codebook, coders, memos, nameOf, gone] = await Promise.all([
    unitedQuestions(consultation),
    attributeNames(_id),
    codebookOf(_id),
    codersOf(_id),
    listMemos(_id),
    coderNames(),
    goneWordsOf(_id),
  ])
  const variables = variablesOf(_id, questions, attributes)
  const labels = labelsOf(questions)
  const writers = [...new Set([...coders, ...memos.map(({ by }) => by)])].sort()
  const notes = memos.map(memo => noteOf(memo, gone.withheld(memo.versions.at(-1)?.text ?? '')))
  taken.memos = notes.length
  taken.archived = codebook.themes.filter(({ archived }) => archived).length
  const named: Named = {
    ...{ consultation: _id, labels },
    themes: new Set(codebook.themes.map(({ id }) => id)),
    memos: memosOn(memos, 'response'),
  }
  const plan: Planned[] = []
  const groups = new Groups()
  const usedNotes = new Set<string>()
  const told = (pass: number, done: number) => step(pass * responses + done, 3 * responses)

  async function* cases(): AsyncGenerator<ProjectCase[]> {
    for await (const batch of rawResponses(_id, { identified: false })) {
      const written: ProjectCase[] = []
      for (const raw of batch) {
        const own = planned(raw, questions)
        plan.push(own)
        const texts = own.texts.map(({ id }) => sourceGuid(id))
        groups.add(raw.response, texts)
        written.push({
          guid: guidOf('case', own.id),
          name: own.name,
          values: valuesOf(variables, raw),
          sources: texts,
        })
      }
      taken.responses = plan.length
      yield written
      await told(0, plan.length)
    }
    yield groups.all(_id, variables, await casesOf(_id))
  }
  async function* sources() {
    let done = 0
    for (const batch of inBatches(plan)) {
      yield await sourcesOf(named, batch, usedNotes, taken)
      done += batch.length
      await told(1, done)
    }
  }
  const sets = (): ProjectSet[] =>
    questions
      .filter(({ id }) => plan.some(({ texts }) => texts.some(({ question }) => question === id)))
      .map(({ id }) => ({
        guid: guidOf('set', _id, id),
        name: labels.get(id) ?? id,
        sources: sourcesTo(plan, id),
      }))
  const examples = await exampleWords(_id, codebook.themes)
  async function* entries(): AsyncGenerator<Packed> {
    yield {
      name: 'project.qde',
      content: writeProject({
        name: consultation.title,
        created: consultation.createdAt,
        users: writers.map(id => ({ guid: guidOf('user', id), name: nameOf(id) })),
        codes: codesOf(
          codebook.themes.map(theme => withoutGone(theme, gone)),
          _id,
          memosOn(memos, 'theme'),
          examples,
        ),
        variables,
        cases: cases(),
        sources: sources(),
        notes: () => [...sharedNotes(usedNotes), ...notes],
        sets,
        about: memosOn(memos, 'whole').get('') ?? [],
      }),
    }
    let done = 0
    for (const batch of inBatches(plan)) {
      const standing = await standingTexts(batch)
      for (const { id } of batch.flatMap(({ texts }) => texts))
        yield { name: `sources/${sourceGuid(id)}.txt`, content: [standing.get(id)?.text.text ?? ''] }
      done += batch.length
      await told(2, done)
    }
  }
  return zipped(entries())
}

function* sourcesTo(plan: readonly Planned[], question: string): Generator<string> {
  for (const { texts } of plan)
    for (const text of texts) if (text.question === question) yield sourceGuid(text.id)
}

/** What each question is called in the names of sources and sets: shortened, and no two alike. */
function labelsOf(questions: { id: string; label: string }[]): Map<string, string> {
  const labels = new Map<string, string>()
  const taken = new Set<string>()
  for (const { id, label } of questions) {
    const short = label.length > 80 ? `${label.slice(0, 79).toWellFormed()}…` : label
    const name = taken.has(short) ? `${short} (${id})` : short
    taken.add(name)
    labels.set(id, name)
  }
  return labels
}

/** The ids of the notes on what is of one kind, by what they are on. */
function memosOn(memos: readonly Memo[], kind: Memo['about']['kind']): Map<string, string[]> {
  const own = memos.filter(({ about }) => about.kind === kind)
  return new Map(
    [...groupBy(own, ({ about }) => about.id ?? '')].map(([id, all]) => [
      id,
      all.map(memo => guidOf('memo', memo._id)),
    ]),
  )
}

function noteOf({ _id, by, at }: Memo, text: string): ProjectNote {
  return { guid: guidOf('memo', _id), name: `Memo of ${day(at)}`, text, user: guidOf('user', by), at }
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10)
}

function codesOf(
  themes: StoredTheme[],
  consultation: string,
  memos: ReadonlyMap<string, string[]>,
  examples: ReadonlyMap<string, ExampleWords>,
): ProjectCode[] {
  const made = new Map<string, ProjectCode>()
  const tops: ProjectCode[] = []
  for (const { id, name, parent, definition, include, exclude, rules, colour } of inOrder(themes)) {
    const { include: shown = [], exclude: not = [] } = examples.get(id) ?? {}
    const code: ProjectCode = {
      ...{ guid: guidOf('theme', consultation, id), name, colour: colourHex[colour] },
      description: writeDescription({
        ...{ definition, include, exclude, examples: shown, counterexamples: not },
        rules: rules.map(({ source }) => source),
      }),
      notes: memos.get(id) ?? [],
      children: [],
    }
    made.set(id, code)
    const above = parent === null ? undefined : made.get(parent)
    if (above) above.children.push(code)
    else tops.push(code)
  }
  return tops
}
