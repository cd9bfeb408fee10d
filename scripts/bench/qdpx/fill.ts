import { stances, themeColours } from '../../../analysis/application.ts'
import type { Theme } from '../../../analysis/index.ts'
import { addThemes } from '../../../server/codebook/addThemes.ts'
import { codingId, type Decision, type StoredCoding } from '../../../server/coding/coding.ts'
import { addCodings } from '../../../server/coding/codingStore.ts'
import { begun } from '../../../server/coding/history.ts'
import { addConsultation } from '../../../server/consultations/store.ts'
import { prepareResponse } from '../../../server/responses/prepare.ts'
import { type Incoming, receiveResponses } from '../../../server/responses/receive.ts'

const batch = 500
const themeCount = 40
const coders = ['first coder', 'second coder', 'third coder']
const at = new Date('2026-01-05T10:00:00Z')

/** Sentences of which no two are alike within a response; some have line breaks and characters of two code units. */
const said = [
  'Nobody below a certain grade is asked what the system should do.',
  'The supplier owns the code 🚢, and each change request costs a season.',
  'There is no vision\nthat survives a reshuffle.',
  'Pay is what makes a good engineer leave, and “training” comes a year late.',
  'The kettle on our floor has been out of order since spring.',
  'Silos keep the people who know from the people who decide.',
  'A business case of forty pages went round for months – naïvely.',
]

/** Adds a consultation of two questions with so many responses and so many accepted codings of each, by three coders. */
export async function fillCoded(consultation: string, responses: number, codingsEach: number): Promise<void> {
  await addConsultation(
    {
      ...{ _id: consultation, title: consultation, asker: 'The bench', why: [], howUsed: [], contact: '' },
      ...{ kind: 'imported', opensAt: at, closesAt: at, createdAt: at },
    },
    [
      {
        ...{ id: 'page', title: 'Answers' },
        questions: [
          { id: 'obstacles', type: 'longText', label: 'What stands in the way?', required: false },
          { id: 'help', type: 'longText', label: 'What would help?', required: false },
        ],
      },
    ],
  )
  const themes = Array.from(
    { length: themeCount },
    (_, n): Theme => ({
      ...{ id: `theme-${n}`, name: `Theme ${n}`, parent: n % 4 === 0 ? null : `theme-${n - (n % 4)}` },
      ...{ definition: `What is said of ${n}.`, include: '', exclude: '', rules: [] },
      colour: themeColours[n % themeColours.length] ?? 'slate',
    }),
  )
  await addThemes(consultation, '', themes, 'Filled')
  for (let from = 0; from < responses; from += batch) {
    const incoming = Array.from({ length: Math.min(batch, responses - from) }, (_, i) =>
      responseOf(consultation, from + i),
    )
    await addCodings(incoming.flatMap((each, i) => codingsOf(each, from + i, codingsEach)))
    await receiveResponses(incoming)
  }
}

type Filled = Incoming & Parameters<typeof prepareResponse>[0]

function responseOf(consultation: string, number: number): Filled {
  const words = (step: number) =>
    Array.from({ length: 5 }, (_, n) => said[(number * step + n) % said.length]).join(' ')
  return {
    ...{ origin: `${consultation}:${number}`, consultation, version: 1, source: 'demo' },
    ...{ capacity: 'personal', choice: 'unnamed', consentWording: '1', submittedOn: at },
    attributes: { sector: `sector ${number % 7}` },
    answers: {
      obstacles: { text: `Response ${number}. ${words(1)}` },
      help: { text: `Response ${number} again. ${words(3)}` },
    },
  }
}

function codingsOf(arriving: Filled, number: number, count: number): StoredCoding[] {
  const { texts } = prepareResponse(arriving)
  return Array.from({ length: count }, (_, n) => {
    const {
      _id: text,
      consultation,
      respondent,
      question,
      text: words,
    } = texts[n % 2] ?? texts[0] ?? nothing()
    const spaces = Array.from(words.matchAll(/ /g), ({ index }) => index)
    const start = (spaces[(number + 5 * n) % (spaces.length - 6)] ?? 0) + 1
    const end = spaces[((number + 5 * n) % (spaces.length - 6)) + 4] ?? words.length
    const theme = `theme-${(number + n) % themeCount}`
    const coder = coders[n % coders.length] ?? ''
    const id = codingId(coder, text, { start, end }, theme)
    const decision: Decision = {
      verdict: 'accepted',
      origin: n % 3 === 0 ? 'rule' : 'unaided',
      codebookVersion: 1,
      stance: stances[n % stances.length] ?? 'mentions',
    }
    const place = { id, consultation, respondent, question, text, start, end, theme, coder }
    return { ...begun(place, decision, { at, by: coder, action: id, did: 'coded' }), pending: [] }
  })
}

function nothing(): never {
  throw new Error('fillCoded: a response has no text')
}
