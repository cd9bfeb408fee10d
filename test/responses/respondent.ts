import { currentVersion } from '../../server/consultations/consentWording.ts'
import type { Page } from '../../server/consultations/questions.ts'
import { addConsultation, type Consultation } from '../../server/consultations/store.ts'
import { newId } from '../../server/database/ids.ts'
import { type Agent, csrfIn, type Site } from '../site.ts'
import { pages } from './questionnaire.ts'

const day = 24 * 60 * 60 * 1000

/** Adds a consultation that is open today, unless `changes` say otherwise; the answer is its id. */
export async function openConsultation(
  changes: Partial<Pick<Consultation, 'opensAt' | 'closesAt' | 'graceMinutes' | 'publicBody'>> = {},
  asked: Page[] = pages,
): Promise<string> {
  const _id = `asked-${newId()
    .toLowerCase()
    .replace(/[^a-z0-9]/g, 'x')}`
  const now = Date.now()
  await addConsultation(
    {
      _id,
      title: 'How services are built',
      asker: 'The Test Bench',
      why: ['To learn how services are built.'],
      howUsed: ['Every answer is read.'],
      contact: 'hello@bench.example',
      kind: 'open',
      opensAt: new Date(now - day),
      closesAt: new Date(now + day),
      createdAt: new Date(now),
      ...changes,
    },
    asked,
    // Offered in Welsh once the consultation says so.
    { cy: [] },
  )
  return _id
}

/** Someone who answers in a browser without JavaScript. */
export type Respondent = {
  token: string
  /** A page as it is read: character references are resolved. */
  get(page: string): Promise<{ status: number; text: string; headers: Record<string, string> }>
  /** Sends one page as its form would, with the token that it holds. */
  send(page: string, fields: Record<string, unknown>): ReturnType<Agent['post']>
  /** Sends a page with a file. */
  attach(
    page: string,
    fields: Record<string, string>,
    file: { name: string; bytes: Buffer },
  ): ReturnType<Agent['post']>
}

export async function respondentTo(site: Site, consultation: string): Promise<Respondent> {
  const agent = site.agent()
  const started = await agent.post(`/c/${consultation}/start`)
  const address = started.headers.location ?? ''
  return respondentBy(site, /^\/answer\/([^/]+)\//.exec(address)?.[1] ?? '', address)
}

/** Whoever has the private link of a draft. @param first the page whose form holds its token */
export async function respondentBy(
  site: Site,
  token: string,
  first = `/answer/${token}/about`,
): Promise<Respondent> {
  const agent = site.agent()
  const { text } = await agent.get(first)
  const _csrf = csrfIn(text)
  return {
    token,
    async get(page) {
      const { status, text, headers } = await agent.get(`/answer/${token}/${page}`)
      return {
        status,
        text: text.replace(/&#x([0-9A-F]+);/gi, (_, code) => String.fromCodePoint(Number.parseInt(code, 16))),
        headers,
      }
    },
    send: (page, fields) =>
      agent
        .post(`/answer/${token}/${page}`)
        .type('form')
        .send({ _csrf, ...fields }),
    attach(page, fields, { name, bytes }) {
      const request = agent
        .post(`/answer/${token}/${page}`)
        .field('_csrf', _csrf)
        .attach('evidence', bytes, name)
      for (const [field, value] of Object.entries(fields)) request.field(field, value)
      return request
    },
  }
}

export const declaration = {
  capacity: 'personal',
  choice: 'role',
  name: 'Ines Marlow',
  organisation: '',
  agree: 'yes',
  wording: currentVersion,
}

/** Answers every page, with `changes` to what is usually said; nothing is sent yet. */
export async function answerAll(
  respondent: Respondent,
  changes: Record<string, unknown> = {},
): Promise<void> {
  const said: Record<string, unknown> = {
    role: 'a senior official',
    sector: 'local',
    obstacles: 'Nobody may change the system.',
    people: '',
    listened: 'agree',
    help: ['pay', 'time'],
    remarks: '',
    ...changes,
  }
  for (const page of pages) {
    const fields = page.questions.filter(({ type }) => type !== 'file').map(({ id }) => [id, said[id]])
    await respondent.send(page.id, Object.fromEntries(fields))
  }
}
