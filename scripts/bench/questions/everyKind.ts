import type { Page } from '../../../server/consultations/questions.ts'
import type { Draft } from '../../../server/responses/draftStore.ts'

const degrees = [
  { value: 'never', label: 'never' },
  { value: 'seldom', label: 'seldom' },
  { value: 'often', label: 'often' },
  { value: 'always', label: 'always' },
]
const berths = [
  { value: 'quay', label: 'At the quay' },
  { value: 'buoy', label: 'At a buoy' },
  { value: 'other', label: 'Somewhere else', own: true as const },
]
const common = { required: true, hint: 'As it was in the last twelve months.' }

/** One page that asks a question of each type. */
export const everyKind: Page = {
  id: 'harbour',
  title: 'Your harbour',
  intro: 'These questions are about the harbour that you use most.',
  questions: [
    {
      ...{ id: 'note', type: 'statement', label: 'Before you begin', required: false },
      text: ['Answer what you can.', 'You can change every answer until you send your response.'],
    },
    { ...common, id: 'name', type: 'shortText', label: 'What is it called?' },
    { ...common, id: 'story', type: 'longText', label: 'What holds your work up?', wordLimit: 500 },
    { ...common, id: 'reply', type: 'email', label: 'Where can we reply?', required: false },
    {
      ...common,
      id: 'years',
      type: 'number',
      label: 'For how long?',
      least: 0,
      most: 80,
      whole: true,
      unit: 'years',
    },
    { ...common, id: 'began', type: 'date', label: 'When did you begin?', earliest: '1950-01-01' },
    { ...common, id: 'berth', type: 'one', label: 'Where do you moor?', options: berths },
    { ...common, id: 'needs', type: 'several', label: 'What do you need?', options: berths },
    { ...common, id: 'heard', type: 'scale', label: 'Crews are heard.', options: degrees },
    { ...common, id: 'port', type: 'dropdown', label: 'Which other port?', options: berths },
    {
      ...common,
      id: 'wait',
      type: 'rating',
      label: 'How long do you wait?',
      most: 7,
      low: 'hardly',
      high: 'for hours',
    },
    { ...common, id: 'order', type: 'ranking', label: 'What comes first?', options: degrees, places: 3 },
    {
      ...{ ...common, id: 'often', type: 'matrix', label: 'How often is this so?', options: degrees },
      rows: [
        { id: 'crane', label: 'The crane works.' },
        { id: 'pilot', label: 'A pilot is there.' },
        { id: 'paid', label: 'Bills are paid on time.' },
      ],
    },
    { ...common, id: 'letter', type: 'file', label: 'Is there a letter?', required: false },
  ],
}

/** What somebody entered there, some of it wrong: the page repeats it with what to mend. */
export const entered: Draft['values'] = {
  name: 'North Quay',
  story: 'The crane stands still for want of a form.\n'.repeat(20),
  reply: 'crew@',
  years: 'twelve',
  'began:day': '30',
  'began:month': '2',
  'began:year': '2003',
  berth: 'quay',
  needs: ['quay', 'buoy'],
  heard: 'seldom',
}
