import { addStarterCodebook } from '../../../server/codebook/addStarter.ts'
import { addConsultation } from '../../../server/consultations/store.ts'
import type { prepareResponse } from '../../../server/responses/prepare.ts'
import { type Incoming, receiveResponses } from '../../../server/responses/receive.ts'

const batch = 500

/** A response that comes in with words alone. */
export type Filled = Incoming & Parameters<typeof prepareResponse>[0]

/** Sentences that the starter codebook tags, and some that it does not. */
const said = [
  'Nobody below a certain grade is asked what the system should do.',
  'The supplier owns the code, and each change request costs a season.',
  'There is no vision that survives a reshuffle.',
  'Pay is what makes a good engineer leave.',
  'Training comes a year after it was needed.',
  'The kettle on our floor has been out of order since spring.',
  'Silos keep the people who know from the people who decide.',
  'A business case of forty pages went round for months.',
  'What works well is the small team that sits with its users.',
]

/** Adds a consultation of one question that nobody answered. */
export async function addBenchConsultation(consultation: string): Promise<void> {
  const day = new Date('2026-01-01')
  await addConsultation(
    {
      _id: consultation,
      title: consultation,
      asker: 'The bench',
      why: [],
      howUsed: [],
      contact: '',
      kind: 'imported',
      opensAt: day,
      closesAt: day,
      createdAt: day,
    },
    [
      {
        id: 'page',
        title: 'Answers',
        questions: [{ id: 'obstacles', type: 'longText', label: 'What stands in the way?', required: false }],
      },
    ],
  )
}

/** Adds a consultation of one question with the starter codebook and so many responses, yet to be tagged. */
export async function fillConsultation(consultation: string, responses: number): Promise<void> {
  await addBenchConsultation(consultation)
  await addStarterCodebook(consultation, 'bench')
  for (let from = 0; from < responses; from += batch) {
    const incoming = Array.from({ length: Math.min(batch, responses - from) }, (_, i) =>
      response(consultation, from + i),
    )
    await receiveResponses(incoming)
  }
}

function response(consultation: string, number: number): Filled {
  const sentences = [1, 2, 4, 5].map(step => said[(number * step + step) % said.length])
  return madeUp(consultation, number, `Response ${number}. ${sentences.join(' ')}`)
}

/** A response of these words, of one of seven sectors. */
export function madeUp(consultation: string, number: number, text: string): Filled {
  return {
    origin: `${consultation}:${number}`,
    consultation,
    version: 1,
    source: 'demo',
    capacity: 'personal',
    choice: 'unnamed',
    consentWording: '1',
    attributes: { sector: `sector ${number % 7}` },
    answers: { obstacles: { text } },
    submittedOn: new Date('2026-01-01'),
  }
}
