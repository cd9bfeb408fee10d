import type { AttributionChoice, Capacity, Origin, Stance, Theme } from '../../analysis/index.ts'
import { addThemes } from '../../server/codebook/addThemes.ts'
import { put } from '../../server/coding/put.ts'
import { addConsultation } from '../../server/consultations/store.ts'
import { newId } from '../../server/database/ids.ts'
import { receiveResponses } from '../../server/responses/receive.ts'
import { findByOrigin } from '../../server/responses/store.ts'
import type { Site } from '../site.ts'
import { storedTexts } from '../storedTexts.ts'

/** A consultation with two questions and three themes, of which one stands below another. */
export async function addHarbour(): Promise<string> {
  const consultation = `harbour-${newId().toLowerCase()}`
  const day = new Date('2026-01-01')
  await addConsultation(
    {
      _id: consultation,
      title: 'Boats and people',
      asker: 'The Harbour Institute',
      why: ['To learn.'],
      howUsed: ['In a report.'],
      contact: 'ask@example.org',
      kind: 'open',
      opensAt: day,
      closesAt: new Date('2027-01-01'),
      createdAt: day,
    },
    [
      {
        id: 'page',
        title: 'Your view',
        questions: [
          { id: 'role', type: 'shortText', label: 'Your role', required: false, about: 'role' },
          { id: 'obstacles', type: 'longText', label: 'What gets in the way?', required: true },
          { id: 'people', type: 'longText', label: 'What would help?', required: false },
        ],
      },
    ],
  )
  await addThemes(
    consultation,
    'tester',
    [theme('suppliers'), theme('contracts', 'suppliers'), theme('pay')],
    'Begin',
  )
  return consultation
}

function theme(id: string, parent: string | null = null): Theme {
  const name = `${id.charAt(0).toUpperCase()}${id.slice(1)}`
  return { id, name, parent, definition: name, include: '', exclude: '', colour: 'blue', rules: [] }
}

type Said = {
  text: string
  question?: 'obstacles' | 'people'
  choice?: AttributionChoice
  /** Whether they asked to see each sentence that quotes them first. */
  approval?: boolean
  /** Whether they asked to be told of reports that quote them. */
  told?: boolean
  name?: string
  email?: string
  role?: string
  sector?: string
  capacity?: Capacity
  people?: number
  behalf?: string
  /** How the answer is coded from `from` on, its beginning where left out; without a stance it is not. */
  stance?: Stance
  theme?: string
  origin?: Origin
  from?: number
}

export type Spoken = { respondent: string; text: string; reference: string }

/** The same said by so many. */
export function several(number: number, said: Said): Said[] {
  return Array.from({ length: number }, () => said)
}

/** Adds a respondent who gives one answer, and codes it as told. */
export async function say(site: Site, consultation: string, said: Said): Promise<Spoken> {
  const [spoken] = await sayAll(site, consultation, [said])
  if (!spoken) throw new Error(`say: “${said.text}” was not received`)
  return spoken
}

/** The same for several respondents at once. */
export async function sayAll(site: Site, consultation: string, all: Said[]): Promise<Spoken[]> {
  const arriving = all.map(said => ({ said, origin: newId() }))
  await receiveResponses(
    arriving.map(({ said, origin }) => {
      const {
        text,
        question = 'obstacles',
        choice = 'unnamed',
        name = '',
        email = '',
        capacity = 'personal',
        people,
        behalf = '',
      } = said
      const { role = 'a senior official', sector = '' } = said
      return {
        origin,
        consultation,
        version: 1,
        source: 'demo',
        capacity,
        ...(people === undefined ? {} : { people }),
        choice,
        consentWording: '1',
        ...(said.approval ? { approval: true } : {}),
        ...(said.told ? { told: true } : {}),
        attributes: { role, ...(sector ? { sector } : {}) },
        ...(name || email || behalf ? { identity: { name, organisation: '', email, behalf } } : {}),
        answers: { [question]: { text } },
        submittedOn: new Date('2026-03-01'),
      }
    }),
  )
  await site.runner.idle()
  const spoken: Spoken[] = []
  for (const { said, origin } of arriving) spoken.push(await codeAnswer(consultation, origin, said))
  return spoken
}

async function codeAnswer(consultation: string, origin: string, said: Said): Promise<Spoken> {
  const { text, question = 'obstacles', stance, theme = 'suppliers', from = 0, ...rest } = said
  const response = await findByOrigin(origin)
  const [answer] = response ? await storedTexts(consultation, response._id) : []
  if (!response || !answer) throw new Error(`codeAnswer: “${text}” was not received`)
  if (stance)
    await put(
      {
        consultation,
        respondent: response._id,
        question,
        text: answer._id,
        start: from,
        end: answer.text.length,
        theme,
        coder: 'coder',
      },
      { verdict: 'accepted', stance, origin: rest.origin ?? 'unaided', codebookVersion: 1 },
      { at: new Date(), by: 'coder', action: newId(), did: 'coded' },
    )
  return { respondent: response._id, text: answer._id, reference: response.reference }
}
