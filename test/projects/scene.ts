import type { Theme } from '../../analysis/index.ts'
import { addThemes } from '../../server/codebook/addThemes.ts'
import { editCodebook } from '../../server/codebook/edit.ts'
import type { Decision } from '../../server/coding/coding.ts'
import { addMemo } from '../../server/coding/memos/memoStore.ts'
import { put } from '../../server/coding/put.ts'
import type { Page } from '../../server/consultations/questions.ts'
import { idOf } from '../../server/database/ids.ts'
import { currentTexts } from '../../server/responses/currentTexts.ts'
import type { Arriving } from '../../server/responses/prepare.ts'
import { receiveResponses } from '../../server/responses/receive.ts'
import type { Response } from '../../server/responses/response.ts'
import { findByOrigin } from '../../server/responses/store.ts'
import { findTexts } from '../../server/responses/textStore.ts'
import { theme } from '../coding/corpus.ts'
import { openConsultation } from '../responses/respondent.ts'

const pages: Page[] = [
  {
    id: 'views',
    title: 'Your views',
    questions: [
      { id: 'gets', type: 'longText', label: 'What gets in the way?', required: false },
      { id: 'keeps', type: 'longText', label: 'What would keep people?', required: false },
      { id: 'years', type: 'number', label: 'For how many years?', required: false },
      {
        id: 'crew',
        type: 'one',
        label: 'Which crew?',
        required: false,
        options: [
          { value: 'deck', label: 'Deck' },
          { value: 'other', label: 'Another', own: true },
        ],
      },
    ],
  },
]

export const words = {
  /** Characters of two code units before what is coded. */
  emoji: 'The 🚢🚢 crane waits. Nobody <mends> it & the “café” shuts.',
  lines: 'First line.\n\nI would not be quoted on that. Pay is low.',
}

export type Scene = { consultation: string; sent: Response[]; coders: string[] }

/** Three responses of which one is withdrawn by nobody yet, two coders, a tree of themes, and memos. */
export async function addScene(coders: [string, string]): Promise<Scene> {
  const consultation = await openConsultation({}, pages)
  const themes: Theme[] = [
    theme('upkeep', ['crane', '=IT'], { include: 'Use it for cranes.', colour: 'teal' }),
    theme('mending', [], { parent: 'upkeep', name: 'Mending & "care"' }),
    theme('pay', ['pay']),
    theme('old', []),
  ]
  await addThemes(consultation, coders[0], themes, 'Set up')
  await editCodebook(consultation, coders[0], all => ({
    themes: all.map(each => ({ ...each, archived: each.id === 'old' })),
    change: 'Archived old',
  }))
  const sent = await sendAll(consultation, [
    {
      attributes: { sector: 'ports & quays', id: 'row 1' },
      identity: { name: 'Ines Marlow', organisation: 'Quays', email: 'ines@quay.example' },
      choice: 'named',
      answers: {
        gets: { text: words.emoji },
        years: { number: 1e-7 },
        crew: { option: 'other', own: 'Bilge' },
      },
    },
    {
      attributes: { sector: 'rail' },
      withheld: { keeps: ['I would not be quoted on that.'] },
      byHand: true,
      answers: { keeps: { text: words.lines }, crew: { option: 'deck' } },
    },
    { attributes: {}, answers: { gets: { text: '=SUM(A1) is what I see.' } } },
  ])
  const [first, second, third] = sent
  if (!first || !second || !third) throw new Error('addScene: a response was not kept')
  const [ines = '', jo = ''] = coders
  await code(first, 'crane', 'upkeep', ines, {
    stance: 'supports',
    origin: 'rule',
    rule: idOf('upkeep', 'crane'),
  })
  await code(first, 'crane', 'upkeep', jo, {})
  await code(first, '“café”', 'mending', ines, { stance: 'opposes' })
  await code(first, 'Nobody', 'pay', jo, { verdict: 'rejected', origin: 'rule' })
  await code(second, 'Pay is low.', 'pay', ines, {})
  await code(third, '=SUM(A1)', 'old', jo, { stance: 'mixed', origin: 'model' })
  const at = new Date('2026-11-02T10:00:00Z')
  for (const [kind, id] of [
    ['whole', ''],
    ['theme', 'pay'],
    ['response', second._id],
  ] as const)
    await addMemo({
      ...{ _id: `memo ${consultation} ${kind}`, consultation, by: ines, at },
      about: { kind, id },
      versions: [{ at, text: `On the ${kind}: <first> & “last”.` }],
    })
  return { consultation, sent, coders }
}

async function sendAll(consultation: string, all: Partial<Arriving>[]): Promise<Response[]> {
  const found: Response[] = []
  for (const [at, each] of all.entries()) {
    const origin = `${consultation}:${at}`
    await receiveResponses([
      {
        ...{ origin, consultation, version: 1, source: 'import', capacity: 'personal', choice: 'unnamed' },
        ...{ consentWording: '1', attributes: {}, submittedOn: new Date('2026-11-01') },
        ...each,
        answers: each.answers as Record<string, { text: string }>,
      },
    ])
    const response = await findByOrigin(origin)
    if (response) found.push(response)
  }
  return found
}

/** Codes the first place where a response says these words. */
export async function code(
  response: Response,
  passage: string,
  themeId: string,
  coder: string,
  decision: Partial<Decision>,
): Promise<void> {
  const texts = await findTexts(currentTexts(response))
  const text = texts.find(each => each.text.includes(passage))
  if (!text) throw new Error(`code: no text says ${passage}`)
  const start = text.text.indexOf(passage)
  await put(
    {
      ...{ consultation: response.consultation, respondent: response._id, question: text.question },
      ...{ text: text._id, start, end: start + passage.length, theme: themeId, coder },
    },
    { verdict: 'accepted', stance: 'mentions', origin: 'unaided', codebookVersion: 1, ...decision },
    { at: new Date('2026-11-03T09:30:00Z'), by: coder, action: `act ${passage}`, did: 'coded' },
  )
}
