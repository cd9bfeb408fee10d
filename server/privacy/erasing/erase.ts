import { textKeys } from '../../../analysis/application.ts'
import { forgetCampaignsOf } from '../../campaigns/campaignStore.ts'
import { allQuestions } from '../../consultations/questions.ts'
import { findConsultation, questionnaireOf } from '../../consultations/store.ts'
import { eraseQuoted } from '../../findings/approvals/store.ts'
import { listEvidence } from '../../findings/evidence/store.ts'
import { eraseQuotes } from '../../findings/quotes/store.ts'
import { forgetSamples } from '../../importing/store.ts'
import { removeMailsAbout } from '../../mail/mailStore.ts'
import { eachInPublication, withoutForGood } from '../../reports/publication/erase.ts'
import {
  listPublications,
  type Publication,
  publicationById,
  rewritePublication,
} from '../../reports/publication/store.ts'
import { removeCheck } from '../../responses/byMail/checkStore.ts'
import { removeCase } from '../../responses/cases/caseStore.ts'
import { removeSentDraft } from '../../responses/draftStore.ts'
import { filesEverOf, findToErase, isOfCase, removeErased, textsEverOf } from '../../responses/erasedStore.ts'
import { removeFile } from '../../responses/fileStore.ts'
import { findIdentities, type Identity, removeIdentities } from '../../responses/identityStore.ts'
import type { Response } from '../../responses/response.ts'
import { discardChanges } from '../../responses/revising/begin.ts'
import { findWritten, removeTexts, type WrittenText } from '../../responses/textStore.ts'
import { textsWithAll } from '../../responses/words/wordStore.ts'
import type { Subject } from '../kept.ts'
import { changeWritten, eachWritten, removeAbout, removeMarkups } from '../keptStore.ts'
import type { Change } from '../stringsIn.ts'
import { eachInCodebook, eraseInCodebook, eraseInModels, namesInTheirWords } from './codebookWords.ts'
import { bareWords, erasedSign, TheirWords } from './theirWords.ts'

/** How many other texts are read to see whether others wrote the same words. */
const readToCompare = 300

/**
 * Erases a response that is withdrawn: first its words where other people repeated them, which needs the texts; then
 * what is about it; then the texts, and last the response. So it may be killed at any point, and done again.
 *
 * @returns whether work was asked for
 */
export async function erase(id: string): Promise<boolean> {
  const response = await findToErase(id)
  if (!response) return false
  const texts = await textsEverOf(response)
  const [identity] = response.identity === undefined ? [] : await findIdentities([response.identity])
  const subject = subjectOf(response, texts)
  const change = await changeFor(subject, response, texts, identity)
  await eraseRepeated(subject, change)
  const asked = await eraseInModels(subject)
  await removeAll(subject, response)
  await removeTexts(subject.texts)
  await removeErased(id)
  await removeLoneCase(response)
  return asked
}

export function subjectOf(response: Response, texts: Pick<WrittenText, '_id'>[]): Subject {
  const { _id, consultation, reference, origin, identity } = response
  return {
    ...{ consultation, response: _id, reference, origin },
    ...(identity === undefined ? {} : { identity }),
    texts: texts.map(text => text._id),
  }
}

/** What takes a respondent’s words out of what others wrote: those that nobody else wrote, and no question has. */
async function changeFor(
  subject: Subject,
  { attributes }: Response,
  texts: WrittenText[],
  identity: Identity | undefined,
): Promise<Change> {
  const { consultation } = subject
  const { _id, name = '', email = '', contacts = {}, ...said } = identity ?? { _id: '' }
  const names = [name, email, ...Object.values(contacts), ...(await namesInTheirWords(subject))]
  const wrote = [
    ...texts.map(({ text }) => text),
    ...Object.values(attributes),
    ...Object.values(said).filter(value => typeof value === 'string'),
  ]
  const theirs = new TheirWords(wrote, names)
  const candidates = new Set<string>()
  const see = (text: string) => {
    for (const words of theirs.candidatesIn(text)) candidates.add(words)
  }
  await eachWritten(consultation, see)
  await eachInCodebook(consultation, see)
  for await (const publication of publicationsOf(consultation)) eachInPublication(publication, see)
  const common = await commonWords(consultation)
  const own = new Set<string>()
  for (const words of candidates)
    if (!common.includes(` ${words} `) && !(await standsElsewhere(subject, words))) own.add(words)
  return text => theirs.without(text, own)
}

/** What questions say and what was published elsewhere, in words with one space before, between and after them. */
async function commonWords(consultation: string): Promise<string> {
  const found = await findConsultation(consultation)
  const questions = found ? allQuestions(await questionnaireOf(consultation, found.version)) : []
  const evidence = await listEvidence(consultation)
  const said = [
    ...questions.flatMap(({ label, hint = '' }) => [label, hint]),
    ...evidence.flatMap(({ citation, excerpt }) => [citation, excerpt]),
  ]
  return ` ${said.map(bareWords).join(' . ')} `
}

/** Whether another respondent of the consultation wrote the same words. */
async function standsElsewhere({ consultation, texts }: Subject, words: string): Promise<boolean> {
  const keys = textKeys(words).filter(key => !key.endsWith('*'))
  if (keys.length === 0) return false
  const own = new Set(texts)
  const found = await textsWithAll(consultation, keys, readToCompare + own.size)
  const others = found.filter(id => !own.has(id)).slice(0, readToCompare)
  return (await findWritten(others)).some(({ text }) => ` ${bareWords(text)} `.includes(` ${words} `))
}

async function eraseRepeated(subject: Subject, change: Change): Promise<void> {
  const { consultation, response } = subject
  for (const { name, document } of await changeWritten(consultation, change)) {
    if (name === 'reports') await removeMarkups(document._id, document.version)
    if (name === 'draftVersions') await removeMarkups(document.report, document.version)
  }
  await eraseInCodebook(subject, change)
  for await (const publication of publicationsOf(consultation)) {
    const gone = publication.quotes.filter(quote => quote.respondent === response)
    let repeats = false
    eachInPublication(publication, text => {
      repeats ||= change(text) !== text
    })
    if (gone.length > 0 || repeats)
      await rewritePublication(publication._id, withoutForGood(publication, gone, change))
  }
  await eraseQuoted(consultation, response, erasedSign)
  await eraseQuotes(consultation, response)
}

/** Every publication of a consultation in full, one after the other. */
async function* publicationsOf(consultation: string): AsyncGenerator<Publication> {
  for (const { _id } of await listPublications(consultation)) {
    const publication = await publicationById(_id)
    if (publication) yield publication
  }
}

/** Removes all that is about a response, but its texts. */
async function removeAll(subject: Subject, response: Response): Promise<void> {
  const { consultation, reference, origin } = subject
  await removeAbout(subject)
  await forgetCampaignsOf(consultation, subject.response)
  const [, from] = /^import:([^:]+):/.exec(origin) ?? []
  if (from !== undefined) await forgetSamples(from)
  await removePersonal(response)
  await removeMailsAbout(reference, subject.response)
}

/** Removes who somebody is, their files, and what their private link leads to. */
export async function removePersonal(response: Response): Promise<void> {
  const { origin, identity } = response
  await discardChanges(response)
  if (identity !== undefined) await removeIdentities([identity])
  for (const file of filesEverOf(response)) await removeFile(file)
  await removeCheck(origin)
  await removeSentDraft(origin)
}

async function removeLoneCase({ consultation, attributes }: Response): Promise<void> {
  const name = attributes.case
  if (name && !(await isOfCase(consultation, name))) await removeCase(consultation, name)
}
