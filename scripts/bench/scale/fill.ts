import {
  searchKeysVersion,
  seededRandom,
  stances,
  taggingEngine,
  textKeys,
} from '../../../analysis/application.ts'
import { compileCodebook, type Tagger, tagAnswer } from '../../../analysis/index.ts'
import { addStarterCodebook } from '../../../server/codebook/addStarter.ts'
import { suggestedByRules } from '../../../server/codebook/edit.ts'
import { type Codebook, codebookOf } from '../../../server/codebook/store.ts'
import { assign } from '../../../server/coding/assignments/assign.ts'
import type { StoredCoding } from '../../../server/coding/coding.ts'
import { mentionsFrom } from '../../../server/coding/mentions.ts'
import type { Tagging } from '../../../server/coding/taggingStore.ts'
import { idOf } from '../../../server/database/ids.ts'
import { createFinding } from '../../../server/findings/create.ts'
import type { Draft } from '../../../server/responses/draftStore.ts'
import { type Prepared, prepareResponse } from '../../../server/responses/prepare.ts'
import { textsIn } from '../../../server/responses/response.ts'
import { listResponses } from '../../../server/responses/store.ts'
import { findTexts } from '../../../server/responses/textStore.ts'
import type { WordEntry } from '../../../server/responses/words/wordStore.ts'
import { codingsOf, response } from '../corpus/fill.ts'
import { addBenchConsultation } from '../desk/fill.ts'
import { addBenchAccount } from '../desk/signIn.ts'
import { startOn } from './start.ts'
import { writeAll } from './writeAll.ts'

/** The consultation that a folder is filled with. */
export const consultation = 'scale'
const nations = ['England', 'Scotland', 'Wales', 'Northern Ireland']
/** Of so many respondents one began another answer and never sent it. */
const leftUnsent = 20
const day = 24 * 60 * 60 * 1000
const firstDay = Date.parse('2026-01-01')
/** Over so many days the responses come. */
const days = 60
const quotesEach = 10

/**
 * Fills a data folder with a consultation of so many responses: words, about ten codings of each by three people, tags
 * of the starter codebook, and all that is derived from them, as the application would have it after everything in the
 * background was done; with findings, and every response assigned to one researcher.
 *
 * The application makes the folder, its indexes, its codebook and its findings. What there is much of is written
 * straight into the database in the shapes of the stores, with its indexes: through the application it takes 20 times
 * as long.
 */
export async function fillFolder(folder: string, responses: number): Promise<void> {
  const begun = await startOn(folder)
  let codebook: Codebook
  try {
    await addBenchConsultation(consultation)
    await addStarterCodebook(consultation, 'bench')
    await begun.services.runner.idle()
    codebook = await codebookOf(consultation)
  } finally {
    await begun.stop()
  }
  writeAll(folder, documentsOf(codebook, responses))
  const filled = await startOn(folder)
  try {
    await addFindings(codebook)
    const account = await addBenchAccount()
    const all = { how: 'all', size: 0, question: '', attribute: '', references: '' } as const
    await assign(consultation, account, [account], all, { filter: '', seed: 1 })
    await filled.services.runner.idle()
  } finally {
    await filled.stop()
  }
}

/** All documents of all responses, each with the collection that it belongs to. */
function* documentsOf(codebook: Codebook, responses: number): Generator<[string, Record<string, unknown>]> {
  const random = seededRandom(7)
  const tagger = compileCodebook(suggestedByRules(codebook))
  const themes = codebook.themes.map(({ id }) => id)
  for (let number = 0; number < responses; number++) {
    const prepared = prepare(number, random)
    const taggings = taggingsOf(prepared, codebook, tagger)
    const codings = codingsOf(prepared.texts, themes, { version: codebook.version, random }).map(turned)
    yield ['responses', prepared.response]
    for (const text of prepared.texts) {
      yield ['texts', text]
      yield ['wordEntries', entryOf(text)]
    }
    for (const { id: _id, ...coding } of codings) yield ['codings', coding]
    for (const tagging of taggings) yield ['taggings', tagging]
    for (const mention of mentionsFrom(consultation, prepared.response, taggings, codings))
      yield ['mentions', mention]
    yield ['drafts', draftOf(number, prepared.response._id)]
    if (number % leftUnsent === 0) yield ['drafts', draftOf(number)]
  }
}

function prepare(number: number, random: () => number): Prepared {
  const made = response(consultation, number, random)
  const prepared = prepareResponse({
    ...made,
    attributes: { ...made.attributes, nation: nations[number % nations.length] ?? '' },
    submittedOn: new Date(firstDay + day * (number % days)),
  })
  return { ...prepared, response: { ...prepared.response, pending: [] } }
}

/** Some of what was accepted speaks against the claim or is of two minds. */
function turned(coding: StoredCoding, at: number): StoredCoding {
  return at % 7 === 0 ? { ...coding, stance: stances[(at / 7) % stances.length] ?? coding.stance } : coding
}

function taggingsOf({ texts }: Prepared, { version }: Codebook, tagger: Tagger): Tagging[] {
  return texts.map(({ _id, respondent, question, text }) => ({
    ...{ _id, consultation, respondent, question, codebookVersion: version, engine: taggingEngine },
    first: version,
    tags: [...tagAnswer(tagger, { id: _id, text })],
  }))
}

function entryOf({ _id, respondent, text }: Prepared['texts'][number]): WordEntry {
  return { _id, consultation, respondent, made: searchKeysVersion, keys: textKeys(text) }
}

/** What is left of an answer that was written on the web: sent, where it became a response. */
function draftOf(number: number, sent?: string): Draft {
  return {
    ...{ _id: idOf('draft', number, sent ?? ''), consultation, version: 1, values: {}, files: {} },
    ...{ refused: {}, declaration: {}, visited: sent || number % 2 === 0 ? ['page'] : [] },
    ...(sent ? { response: sent } : {}),
    startedOn: new Date(firstDay + day * (number % days)),
  }
}

/** A finding of each theme at the top, with quotes. */
async function addFindings({ themes }: Codebook): Promise<void> {
  const responses = await listResponses(consultation, '', 500)
  const texts = await findTexts(responses.flatMap(({ revisions }) => revisions.slice(-1).flatMap(textsIn)))
  for (const [at, { id, name }] of themes.filter(({ parent }) => parent === null).entries())
    await createFinding({
      ...{ consultation, statement: `${name} stands in the way.`, text: '', themes: [id], match: 'any' },
      scope: ['obstacles'],
      quotes: texts.slice(at * quotesEach, (at + 1) * quotesEach).map(({ _id: text, text: words }) => ({
        ...{ text, start: 0, end: words.indexOf('.'), edits: [], side: 'quote' as const },
      })),
    })
}
