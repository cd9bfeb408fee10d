import type { Page } from '../../server/consultations/questions.ts'

/** A questionnaire with a question of every type, some of which are asked by earlier answers. */
export const everyKind: Page[] = [
  {
    id: 'you',
    title: 'About you',
    questions: [
      {
        id: 'welcome',
        type: 'statement',
        label: 'Before you begin',
        text: ['These first questions say who you are.', 'None of them is printed.'],
        required: false,
      },
      { id: 'reply', type: 'email', label: 'Where can we reply?', required: false },
      {
        id: 'years',
        type: 'number',
        label: 'How long have you worked there?',
        required: true,
        whole: true,
        least: 0,
        most: 60,
        unit: 'years',
      },
      {
        id: 'began',
        type: 'date',
        label: 'When did the project begin?',
        required: false,
        earliest: '2000-01-01',
        latest: '2026-12-31',
      },
      {
        id: 'port',
        type: 'dropdown',
        label: 'Which port do you use most?',
        required: true,
        options: [
          { value: 'north', label: 'North Quay' },
          { value: 'south', label: 'South Quay' },
          { value: 'other', label: 'Another', own: true },
        ],
      },
    ],
  },
  {
    id: 'north',
    title: 'North Quay',
    when: { question: 'port', is: 'equals', value: 'north' },
    questions: [
      { id: 'crane', type: 'longText', label: 'What of its crane?', required: true },
      {
        id: 'wait',
        type: 'rating',
        label: 'How long do you wait at {{port}}?',
        required: false,
        most: 5,
        low: 'hardly',
        high: 'for hours',
      },
    ],
  },
  {
    id: 'views',
    title: 'After {{years|some years}}',
    intro: 'Think of {{port}}.',
    questions: [
      {
        id: 'causes',
        type: 'several',
        label: 'What holds you up?',
        required: true,
        options: [
          { value: 'tide', label: 'The tide' },
          { value: 'forms', label: 'Forms' },
          { value: 'else', label: 'Something else', own: true },
          { value: 'none', label: 'Nothing', exclusive: true },
        ],
      },
      {
        id: 'forms',
        type: 'shortText',
        label: 'Which form?',
        required: true,
        when: { question: 'causes', is: 'contains', value: 'forms' },
      },
      {
        id: 'first',
        type: 'ranking',
        label: 'What should be mended first?',
        required: false,
        places: 2,
        options: [
          { value: 'pay', label: 'Pay' },
          { value: 'training', label: 'Training' },
          { value: 'tools', label: 'Tools' },
        ],
      },
      {
        id: 'agree',
        type: 'matrix',
        label: 'Do you agree?',
        required: true,
        rows: [
          { id: 'heard', label: 'Crews are heard.' },
          { id: 'paid', label: 'Crews are paid on time.' },
        ],
        options: [
          { value: 'no', label: 'disagree' },
          { value: 'yes', label: 'agree' },
        ],
      },
      {
        id: 'reason',
        type: 'one',
        label: 'Why did you answer?',
        required: false,
        when: {
          all: [
            { question: 'years', is: 'atLeast', value: '10' },
            { not: { question: 'agree', row: 'heard', is: 'equals', value: 'yes' } },
          ],
        },
        options: [
          { value: 'asked', label: 'I was asked' },
          { value: 'own', label: 'Another reason', own: true },
        ],
      },
    ],
  },
]
