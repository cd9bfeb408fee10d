import type { Page } from '../../server/consultations/questions.ts'
import { addConsultation, type Consultation } from '../../server/consultations/store.ts'
import { newId } from '../../server/database/ids.ts'
import { type Agent, csrfIn, type Site } from '../site.ts'

/** A short questionnaire with a question of every type. */
export const pages: Page[] = [
  {
    id: 'about',
    title: 'About you',
    questions: [
      { id: 'role', type: 'shortText', label: 'What is your role?', required: false, about: 'role' },
      {
        id: 'sector',
        type: 'one',
        label: 'Where do you work?',
        required: false,
        about: 'sector',
        options: [
          { value: 'local', label: 'local government' },
          { value: 'research', label: 'research' },
        ],
      },
    ],
  },
  {
    id: 'experience',
    title: 'What you have seen',
    questions: [
      { id: 'obstacles', type: 'longText', label: 'What gets in the way?', required: true, wordLimit: 20 },
      { id: 'people', type: 'longText', label: 'What would keep people?', required: false },
    ],
  },
  {
    id: 'views',
    title: 'Your views',
    questions: [
      {
        id: 'listened',
        type: 'scale',
        label: 'Specialists are listened to.',
        required: true,
        options: [
          { value: 'disagree', label: 'disagree' },
          { value: 'agree', label: 'agree' },
        ],
      },
      {
        id: 'help',
        type: 'several',
        label: 'What would help?',
        required: false,
        options: [
          { value: 'pay', label: 'Better pay' },
          { value: 'training', label: 'Training' },
          { value: 'time', label: 'More time' },
        ],
      },
    ],
  },
  {
    id: 'documents',
    title: 'Documents',
    questions: [
      { id: 'evidence', type: 'file', label: 'Is there a document we should read?', required: false },
      { id: 'remarks', type: 'longText', label: 'Anything else?', required: false },
    ],
  },
]

const day = 24 * 60 * 60 * 1000

/** Adds a consultation that is open today, unless `dates` say otherwise; the answer is its id. */
export async function openConsultation(
  dates: Partial<Pick<Consultation, 'opensAt' | 'closesAt'>> = {},
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
      ...dates,
    },
    pages,
  )
  return _id
}

/** Someone who answers in a browser without JavaScript. */
export type Respondent = {
  token: string
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
  const token = /^\/answer\/([^/]+)\//.exec(started.headers.location ?? '')?.[1] ?? ''
  const { text } = await agent.get(`/answer/${token}/about`)
  const _csrf = csrfIn(text)
  return {
    token,
    get: page => agent.get(`/answer/${token}/${page}`),
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
  wording: '1',
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
