import type { AttributionChoice, Theme } from '../../analysis/index.ts'
import { addThemes } from '../../server/codebook/addThemes.ts'
import { addConsultation } from '../../server/consultations/store.ts'
import { receiveResponses } from '../../server/responses/receive.ts'
import type { Response } from '../../server/responses/response.ts'
import { findByOrigin } from '../../server/responses/store.ts'

const day = 24 * 60 * 60 * 1000

/** A consultation with two open questions. */
export async function addCorpus(consultation: string): Promise<void> {
  await addConsultation(
    {
      _id: consultation,
      title: `About ${consultation}`,
      asker: 'The Harbour Institute',
      why: ['To learn.'],
      howUsed: ['In a report.'],
      contact: 'harbour@example.org',
      kind: 'open',
      opensAt: new Date(Date.now() - day),
      closesAt: new Date(Date.now() + day),
      createdAt: new Date(),
    },
    [
      {
        id: 'views',
        title: 'Your views',
        questions: [
          { id: 'obstacles', type: 'longText', label: 'What gets in the way?', required: true },
          { id: 'people', type: 'longText', label: 'What would keep people?', required: false },
        ],
      },
    ],
  )
}

/** A theme with rules. */
export function theme(id: string, rules: string[], more: Partial<Theme> = {}): Theme {
  return {
    id,
    name: id.charAt(0).toUpperCase() + id.slice(1),
    parent: null,
    definition: `Says something of ${id}.`,
    include: '',
    exclude: '',
    colour: 'blue',
    rules: rules.map((source, index) => ({ id: `${id}${index}`, source })),
    ...more,
  }
}

export async function addCodebook(consultation: string, ...added: Theme[]): Promise<void> {
  await addThemes(consultation, '', added, 'Set up')
}

/** Receives one response with these answers; `key` names it within the test. */
export async function respond(
  consultation: string,
  key: string,
  answers: Record<string, string>,
  choice: AttributionChoice = 'unnamed',
  byHand = false,
): Promise<Response> {
  const origin = `${consultation}:${key}`
  await receiveResponses([
    {
      origin,
      consultation,
      version: 1,
      source: 'import',
      capacity: 'personal',
      choice,
      consentWording: '1',
      byHand,
      attributes: { role: 'a registrar' },
      answers: Object.fromEntries(Object.entries(answers).map(([question, text]) => [question, { text }])),
      submittedOn: new Date(),
    },
  ])
  const response = await findByOrigin(origin)
  if (!response) throw new Error(`respond: ${origin} was not kept`)
  return response
}
