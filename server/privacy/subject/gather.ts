import { eventsOn } from '../../accounts/auditStore.ts'
import { listAccounts } from '../../accounts/store.ts'
import { codebookOf, type StoredTheme } from '../../codebook/store.ts'
import { allCodingsOf } from '../../coding/codingStore.ts'
import { taggingsOf } from '../../coding/taggingStore.ts'
import { wordingOf } from '../../consultations/consentWording.ts'
import { allQuestions } from '../../consultations/questions.ts'
import { type Consultation, questionnaireOf } from '../../consultations/store.ts'
import { quotesOfRespondent } from '../../findings/quotes/store.ts'
import { mailsAbout } from '../../mail/mailStore.ts'
import { textsEverOf } from '../../responses/erasedStore.ts'
import { givenWords } from '../../responses/givenWords.ts'
import { findIdentities } from '../../responses/identityStore.ts'
import { KeptNoMore, makeReceipt } from '../../responses/receipts/receipt.ts'
import type { ConsentEvent, Response } from '../../responses/response.ts'
import type { WrittenText } from '../../responses/textStore.ts'
import { quotedReports } from '../../testimony/quotedReports.ts'
import { subjectOf } from '../erasing/erase.ts'
import { documentsAbout } from '../keptStore.ts'

/** A file that goes with it: where it stands in the ZIP file, and its id. */
export type SubjectFile = { name: string; file: string }

/**
 * All that is kept of one respondent, to be given to them: in words first, then the records as they are. It names no
 * colleague, no other respondent, and no secret.
 *
 * @param blind whether whoever asks codes this response blind at this moment: then it holds nothing of others’ codings
 */
export async function gatherSubject(
  consultation: Consultation,
  response: Response,
  { now, blind = false }: { now: Date; blind?: boolean },
): Promise<{ kept: Record<string, unknown>; files: SubjectFile[] }> {
  const texts = await textsEverOf(response)
  const [identity] = response.identity === undefined ? [] : await findIdentities([response.identity])
  const words = new Map(texts.map(({ _id, text }) => [_id, text]))
  const { themes } = await codebookOf(consultation._id)
  const files = filesOf(response)
  const kept = {
    about: `All that ${consultation.asker} keeps of the response ${response.reference} in “${consultation.title}”, as of ${now.toISOString()}. Questions: ${consultation.contact}`,
    response: aboutResponse(response),
    identity: identity ?? 'No name and no address is kept.',
    permissions: response.consent.map(permission),
    answers: await answersOf(response, words),
    files: files.map(({ name }) => name),
    texts: texts.map(({ holds = [], ...text }) => ({
      ...text,
      held: holds.map(({ start, end, state }) => ({ words: text.text.slice(start, end), state })),
    })),
    receipts: await receiptsOf(response),
    mails: await mailsAbout(response.reference, response._id),
    suggestions: await suggestionsIn(texts, themes),
    codings: blind ? 'Hidden while it is coded blind.' : await codingsIn(response, words, themes),
    chosenToBeQuoted: (await quotesOfRespondent(consultation._id, response._id)).map(
      ({ text, start, end }) => words.get(text)?.slice(start, end) ?? '',
    ),
    published: await quotedReports(response, now),
    doneWithIt: (await eventsOn(response.reference)).map(({ at, what, account }) => ({
      at,
      what,
      by: account,
    })),
    records: blind ? {} : await recordsOf(response, texts),
  }
  return { kept: await withoutNames(kept), files }
}

function aboutResponse(response: Response) {
  const { identity, origin, consent, revisions, cutting, pending, held, ...said } = response
  const { decision } = held ?? {}
  return {
    ...said,
    ...(held
      ? {
          held: {
            at: held.at,
            why: held.why,
            ...(decision ? { decided: decision.verdict, on: decision.at } : {}),
          },
        }
      : {}),
  }
}

function permission(event: ConsentEvent) {
  return { ...event, inWords: wordingIn(event) }
}

/** What an import rests on has no wording. */
function wordingIn({ wording, choice }: ConsentEvent): string {
  try {
    return wordingOf(wording).choices[choice]
  } catch {
    return wording
  }
}

async function answersOf({ consultation, version, revisions }: Response, words: Map<string, string>) {
  const questions = allQuestions(await questionnaireOf(consultation, version))
  return revisions.map(({ at, answers }) => ({
    at,
    answers: questions.flatMap(question => {
      const given = answers[question.id]
      return given ? [{ question: question.label, answer: givenWords(question, given, words) ?? '' }] : []
    }),
  }))
}

async function receiptsOf(response: Response) {
  const made: unknown[] = []
  for (let revision = 1; revision <= response.revisions.length; revision++)
    try {
      made.push(await makeReceipt(response, { revision, event: response.consent.length }))
    } catch (error) {
      if (!(error instanceof KeptNoMore)) throw error
    }
  return made
}

async function suggestionsIn(texts: WrittenText[], themes: StoredTheme[]) {
  const words = new Map(texts.map(({ _id, text }) => [_id, text]))
  const taggings = await taggingsOf(texts.map(({ _id }) => _id))
  return taggings.flatMap(({ _id, tags }) =>
    tags.map(({ theme, start, end, rule, negated }) => ({
      theme: nameOf(theme, themes),
      words: words.get(_id)?.slice(start, end) ?? '',
      by: rule === 'learned' ? 'what the machine learned' : 'a rule',
      negated,
    })),
  )
}

async function codingsIn({ consultation, _id }: Response, words: Map<string, string>, themes: StoredTheme[]) {
  return (await allCodingsOf(consultation, [_id])).map(
    ({ text, start, end, theme, coder, verdict, stance, origin, at, removed, adjudicates }) => ({
      theme: nameOf(theme, themes),
      words: words.get(text)?.slice(start, end) ?? '',
      ...{ verdict, stance, at, by: coder },
      from: origin === 'unaided' ? 'a person, unaided' : 'a person, on a suggestion of the machine',
      ...(removed ? { takenBack: removed.at } : {}),
      ...(adjudicates ? { settledADifference: true } : {}),
    }),
  )
}

function nameOf(theme: string, themes: StoredTheme[]): string {
  return themes.find(({ id }) => id === theme)?.name ?? theme
}

/** Everything else that is about the response, as it is kept; of what says something of others, that it is there. */
async function recordsOf(response: Response, texts: WrittenText[]) {
  const {
    personPairs = [],
    approvals = [],
    memos = [],
    ...others
  } = await documentsAbout(subjectOf(response, texts))
  return {
    ...others,
    memos: `${memos.length} about this response. They are given on request, since they may speak of others too.`,
    personPairs: personPairs.map(({ why, decision }) => ({ looksLikeAnotherResponseBy: why, decision })),
    approvals: approvals.map(({ link, quoted, ...approval }) => approval),
  }
}

function filesOf({ revisions, brought }: Response): SubjectFile[] {
  const files = new Map<string, string>()
  for (const { answers } of revisions)
    for (const given of Object.values(answers))
      if ('file' in given && given.gone === undefined) files.set(given.file, given.name)
  if (brought?.copy) files.set(brought.copy.file, brought.copy.name)
  return Array.from(files, ([file, name], at) => ({ file, name: `files/${at + 1}-${safe(name)}` }))
}

function safe(name: string): string {
  return name.replace(/[\\/:*?"<>|\p{Cc}]/gu, '_').slice(-100)
}

/** The same with “colleague A” and so on in the place of accounts, in the order in which they come up. */
async function withoutNames(kept: Record<string, unknown>): Promise<Record<string, unknown>> {
  const json = JSON.stringify(kept)
  const ids = (await listAccounts()).map(({ _id }) => _id).filter(id => json.includes(id))
  const ordered = ids.toSorted((a, b) => json.indexOf(a) - json.indexOf(b))
  const pseudonyms = new Map(ordered.map((id, at) => [id, `colleague ${letters(at)}`]))
  const named = [...pseudonyms].reduce((text, [id, pseudonym]) => text.replaceAll(id, pseudonym), json)
  return JSON.parse(named) as Record<string, unknown>
}

/** A, B … Z, AA, AB … */
function letters(at: number): string {
  const last = String.fromCharCode(65 + (at % 26))
  return at < 26 ? last : letters(Math.floor(at / 26) - 1) + last
}
