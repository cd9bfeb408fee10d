import { hashPassword } from '../../server/accounts/password.ts'
import { addAccount, countAccounts } from '../../server/accounts/store.ts'
import { addThemes } from '../../server/codebook/addThemes.ts'
import { starterThemes } from '../../server/codebook/starter.ts'
import { codebookVersion, themes } from '../../server/codebook/store.ts'
import { put } from '../../server/coding/put.ts'
import { refreshMentions } from '../../server/coding/refreshMentions.ts'
import { currentVersion } from '../../server/consultations/consentWording.ts'
import { addConsultation, findConsultation, listConsultations } from '../../server/consultations/store.ts'
import { newId } from '../../server/database/ids.ts'
import { createFinding } from '../../server/findings/create.ts'
import { createEvidence } from '../../server/findings/evidence/create.ts'
import type { Bearing } from '../../server/findings/evidence/store.ts'
import { lookAtOpposing, readOpposing } from '../../server/findings/look.ts'
import { moveFinding } from '../../server/findings/move.ts'
import { findFinding, listFindings } from '../../server/findings/store.ts'
import { createReport } from '../../server/reports/create.ts'
import { listReports } from '../../server/reports/store.ts'
import { type Incoming, receiveResponses } from '../../server/responses/receive.ts'
import { type Response, textIn, textsIn } from '../../server/responses/response.ts'
import { findByOrigin } from '../../server/responses/store.ts'
import { findTexts, type Text } from '../../server/responses/textStore.ts'
import { withdraw } from '../../server/responses/withdraw.ts'
import { type DemoCoding, demoCoders, demoCodings } from './codings.ts'
import { demoConsultation, demoPages } from './consultation.ts'
import { demoEvidence, demoFindings, demoReport } from './findings.ts'
import { type DemoResponse, demoAttachment, demoTestimony } from './testimony.ts'
import { demoInWelsh } from './welsh.ts'

const consultation = demoConsultation.slug
const aDay = 24 * 60 * 60 * 1000
/** The sign-in that is told to whoever starts the demo; it opens nothing where others can reach the server. */
export const demoSignIn = { email: 'demo@soundings.example', password: 'take soundings first' }

const people = [
  { id: 'demo-ines', email: 'ines@soundings.example', name: demoCoders.ines, roles: ['researcher' as const] },
  {
    id: 'demo-tomasz',
    email: 'tomasz@soundings.example',
    name: demoCoders.tomasz,
    roles: ['researcher' as const],
  },
  {
    id: 'demo-owner',
    email: demoSignIn.email,
    name: 'Odile Marchbanks',
    roles: ['owner' as const, 'administrator' as const],
  },
]

/** Where the demo is to be seen. */
export type Demo = { consultation: string; report: string }

/**
 * The demo, loaded first where the database is empty. Wake the runner afterwards: its texts wait to be tagged. The consultation is written last: a load that was killed is
 * done again from the start, and writes nothing twice.
 * @returns undefined where there is something else in the database
 */
export async function loadDemo(): Promise<Demo | undefined> {
  if (!(await findConsultation(consultation))) {
    const others = (await listConsultations()).length > 0
    if (others || (await countAccounts()) > people.length) return undefined
    await load(new Date())
  }
  const [report] = await listReports(consultation)
  return { consultation, report: report?._id ?? '' }
}

/** The lines that a person reads who has just started the demo. */
export function demoLinks(url: string, demo: Demo): string {
  return [
    `  Answer the consultation   ${url}/c/${demo.consultation}`,
    `  The researcher’s desk     ${url}/desk/${demo.consultation}`,
    `  The draft report          ${url}/desk/${demo.consultation}/reports/${demo.report}`,
    '',
    `  Sign in to the desk as    ${demoSignIn.email}   with the password   ${demoSignIn.password}`,
    '',
  ].join('\n')
}

async function load(now: Date): Promise<void> {
  const passwordHash = await hashPassword(demoSignIn.password)
  for (const { id, ...person } of people)
    await addAccount({ _id: id, ...person, passwordHash, demo: true, createdAt: now })
  if ((await codebookVersion(consultation)) === 0)
    await addThemes(consultation, '', [...starterThemes], 'Begun from the starter codebook')

  const testimony = demoTestimony()
  await receiveResponses(testimony.map(response => incoming(response, now)))
  const sent = await sentResponses(testimony)
  for (const { key, withdrawn } of testimony)
    if (withdrawn) await withdraw(consultation, responseOf(sent, key)._id)

  await addCodings(sent)
  if ((await listFindings(consultation)).length === 0) await addFindings(sent)
  await createEvidence({ consultation, ...demoEvidence, bearings: await demoBearings() })
  if ((await listReports(consultation)).length === 0) await createReport({ consultation, ...demoReport })

  const { title, asker, why, howUsed, contact, opensDaysBefore, closesDaysAfter } = demoConsultation
  const opensAt = new Date(now.getTime() - opensDaysBefore * aDay)
  const closesAt = new Date(now.getTime() + closesDaysAfter * aDay)
  const words = { title, asker, why: [...why], howUsed: [...howUsed], contact }
  await addConsultation(
    {
      ...{ _id: consultation, ...words, kind: 'open', opensAt, closesAt, createdAt: now },
      languages: ['en', 'cy'],
      translations: { cy: demoInWelsh.own },
    },
    demoPages,
    { cy: demoInWelsh.questions },
  )
}

function incoming(response: DemoResponse, now: Date): Incoming {
  const { key, name, organisation, email, role, sector, nation, capacity, choice, daysAgo, answers } =
    response
  const { obstacles, people: staff, suppliers, listened, help } = answers
  const note = demoAttachment()
  return {
    origin: originOf(key),
    consultation,
    version: 1,
    source: 'demo',
    capacity,
    choice,
    consentWording: currentVersion,
    ...(response.approval ? { approval: true } : {}),
    attributes: { role, sector, nation },
    ...(name || organisation || email ? { identity: { name, organisation, email } } : {}),
    answers: {
      obstacles: { text: obstacles },
      ...(staff === undefined ? {} : { people: { text: staff } }),
      ...(suppliers === undefined ? {} : { suppliers: { text: suppliers } }),
      ...(listened === undefined ? {} : { listened: { option: listened } }),
      ...(help === undefined ? {} : { help: { options: help } }),
      ...(response.attachment
        ? { evidence: { attachment: { name: note.name, bytes: Buffer.from(note.text) } } }
        : {}),
    },
    submittedOn: new Date(now.getTime() - daysAgo * aDay),
  }
}

function originOf(key: string): string {
  return `demo:${key}`
}

type Sent = { responses: Map<string, Response>; texts: Map<string, Text> }

async function sentResponses(testimony: DemoResponse[]): Promise<Sent> {
  const responses = new Map<string, Response>()
  for (const { key } of testimony) {
    const response = await findByOrigin(originOf(key))
    if (response) responses.set(key, response)
  }
  const ids = [...responses.values()].flatMap(({ revisions }) => revisions.slice(0, 1).flatMap(textsIn))
  return { responses, texts: new Map((await findTexts(ids)).map(text => [text._id, text])) }
}

function responseOf({ responses }: Sent, key: string): Response {
  const response = responses.get(key)
  if (!response) throw new Error(`the demo has no response ${key}`)
  return response
}

/** Where a passage stands in the text that was stored. @throws Error when it is not there: a fault of the demo's files. */
function locate(
  sent: Sent,
  { respondent, question, passage }: Pick<DemoCoding, 'respondent' | 'question' | 'passage'>,
) {
  const given = responseOf(sent, respondent).revisions[0]?.answers[question]
  const text = sent.texts.get((given && textIn(given)) ?? '')
  const start = text?.text.indexOf(passage) ?? -1
  if (!text || start < 0)
    throw new Error(`the demo’s answer of ${respondent} to ${question} does not hold “${passage}”`)
  return { text: text._id, respondent: text.respondent, start, end: start + passage.length }
}

async function addCodings(sent: Sent): Promise<void> {
  const codebook = await codebookVersion(consultation)
  const known = new Set((await themes(consultation)).map(theme => theme.id))
  await Promise.all(
    demoCodings().map(coding => {
      const { question, theme, verdict, stance, origin } = coding
      if (!known.has(theme)) throw new Error(`the starter codebook has no theme ${theme}`)
      const coder = `demo-${coding.coder}`
      return put(
        { consultation, question, theme, coder, ...locate(sent, coding) },
        { verdict, stance, origin, codebookVersion: codebook },
        { at: new Date(), by: coder, action: newId(), did: origin === 'unaided' ? 'coded' : verdict },
      )
    }),
  )
  await refreshMentions(
    consultation,
    [...sent.responses.values()].map(response => response._id),
  )
}

/** The demo's evidence supports the first of its findings. */
async function demoBearings(): Promise<Bearing[]> {
  const supported = (await listFindings(consultation)).find(({ key }) => key === demoFindings[0]?.key)
  return supported ? [{ finding: supported._id, how: 'supports' }] : []
}

async function addFindings(sent: Sent): Promise<void> {
  for (const { quotes, ...finding } of demoFindings) {
    const { finding: made } = await createFinding({
      consultation,
      ...finding,
      match: 'any',
      quotes: quotes.map(quote => {
        const { text, start, end } = locate(sent, quote)
        return { text, start, end, edits: quote.edits ?? [], side: quote.side }
      }),
    })
    const against = await readOpposing(made)
    await lookAtOpposing(made, 'demo-owner', against.length)
    const seen = await findFinding(consultation, made._id)
    const missing = await moveFinding(seen ?? made, 'ready')
    if (missing.length > 0)
      throw new Error(`the demo’s finding ${made.key} is not ready: ${missing[0]?.message}`)
  }
}
