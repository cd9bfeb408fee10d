import type { Capacity } from '../../analysis/index.ts'
import type { Page } from '../../server/consultations/questions.ts'
import type { Arriving } from '../../server/responses/prepare.ts'
import { receiveResponses } from '../../server/responses/receive.ts'
import type { Response } from '../../server/responses/response.ts'
import { findByOrigin } from '../../server/responses/store.ts'

/** One question of each type that is counted, with one that only some are asked. */
export const counted: Page[] = [
  {
    id: 'you',
    title: 'About you',
    questions: [
      {
        id: 'sector',
        type: 'one',
        label: 'Where do you work?',
        required: false,
        about: 'sector',
        options: [
          { value: 'ports', label: 'Ports' },
          { value: 'rail', label: 'Rail' },
          { value: 'other', label: 'Elsewhere', own: true },
        ],
      },
    ],
  },
  {
    id: 'views',
    title: 'Your views',
    questions: [
      {
        id: 'agree',
        type: 'scale',
        label: 'Crews are heard.',
        required: true,
        options: [
          { value: 'no', label: 'Disagree' },
          { value: 'yes', label: 'Agree' },
        ],
      },
      {
        id: 'why',
        type: 'longText',
        label: 'Why not?',
        required: false,
        when: { question: 'agree', is: 'equals', value: 'no' },
      },
      {
        id: 'since',
        type: 'number',
        label: 'For how many years?',
        required: false,
        unit: 'years',
        when: { question: 'agree', is: 'equals', value: 'no' },
      },
      {
        id: 'help',
        type: 'several',
        label: 'What would help?',
        required: false,
        options: [
          { value: 'pay', label: 'Better pay' },
          { value: 'time', label: 'More time' },
          { value: 'else', label: 'Something else', own: true },
        ],
      },
      {
        id: 'first',
        type: 'ranking',
        label: 'What comes first?',
        required: false,
        options: [
          { value: 'crane', label: 'The crane' },
          { value: 'quay', label: 'The quay' },
        ],
      },
      {
        id: 'lines',
        type: 'matrix',
        label: 'How are these?',
        required: false,
        rows: [
          { id: 'tide', label: 'Tide tables' },
          { id: 'radio', label: 'Radio' },
        ],
        options: [
          { value: 'bad', label: 'Bad' },
          { value: 'good', label: 'Good' },
        ],
      },
      { id: 'began', type: 'date', label: 'When did you begin?', required: false },
      {
        id: 'wait',
        type: 'rating',
        label: 'How long is the wait?',
        required: false,
        most: 3,
        low: 'short',
        high: 'long',
      },
      { id: 'mail', type: 'email', label: 'Where can we reply?', required: false },
      { id: 'paper', type: 'file', label: 'Is there a document?', required: false },
    ],
  },
]

let number = 0

/** Receives responses to version 1 as they were sent, in this order; `each` says what the one of a number answers. */
export async function answered(
  consultation: string,
  count: number,
  each: (at: number) => Partial<Arriving> & { capacity?: Capacity } = () => ({}),
): Promise<Response[]> {
  const arriving = Array.from({ length: count }, (_, at): Arriving => {
    number++
    return {
      origin: `${consultation}:${number}`,
      consultation,
      version: 1,
      source: 'web',
      capacity: 'personal',
      choice: 'unnamed',
      consentWording: '1',
      attributes: {},
      answers: {},
      submittedOn: new Date('2026-11-20T12:00:00Z'),
      ...each(at),
    }
  })
  await receiveResponses(arriving)
  const found = await Promise.all(arriving.map(({ origin }) => findByOrigin(origin)))
  return found.flatMap(response => response ?? [])
}

/** The cells of the first row of a table that has this name, which is a pattern; in one line each, without their marks. */
export function rowOf(html: string, name: string): string[] {
  const row = new RegExp(`<th scope="row">${name}</th>(.*?)</tr>`).exec(html)?.[1] ?? ''
  return [...row.matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(([, cell = '']) =>
    cell.replace(/<[^>]+>/g, '').trim(),
  )
}
