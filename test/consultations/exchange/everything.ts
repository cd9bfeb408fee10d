import type { Page } from '../../../server/consultations/questions.ts'

const sites = [
  { value: 'upper', label: 'Upper reach' },
  { value: 'mouth', label: 'Mouth' },
]

/** A questionnaire with every type of question, and conditions of every form. */
export const everything: Page[] = [
  {
    id: 'about',
    title: 'About you',
    intro: 'Three questions first.',
    questions: [
      {
        id: 'role',
        type: 'shortText',
        label: 'What is your role?',
        hint: 'As you would say it.',
        required: true,
        about: 'role',
      },
      {
        id: 'sector',
        type: 'dropdown',
        label: 'Where do you work?',
        required: true,
        about: 'sector',
        options: [
          { value: 'farm', label: 'Farming', printed: 'farming' },
          { value: 'water', label: 'A water company’s “wet” side' },
        ],
      },
      { id: 'mail', type: 'email', label: 'Your address', required: false },
      {
        id: 'years',
        type: 'number',
        label: 'For how long?',
        required: false,
        least: 0,
        most: 60,
        whole: true,
        unit: 'years',
      },
      { id: 'depth', type: 'number', label: 'How deep is it?', required: false, least: 0.5 },
      {
        id: 'since',
        type: 'date',
        label: 'Since when?',
        required: false,
        earliest: '2020-01-31',
        latest: '2026-11-28',
      },
    ],
  },
  {
    id: 'river',
    title: 'The river of a {{role}}',
    when: {
      any: [
        { question: 'sector', is: 'equals', value: 'farm' },
        { question: 'years', is: 'over', value: '10' },
      ],
    },
    questions: [
      {
        id: 'kept',
        type: 'statement',
        label: 'How it is kept',
        required: false,
        text: ['Think of the last year.', 'Leave out floods.'],
      },
      { id: 'site', type: 'one', label: 'Which part?', required: false, options: sites },
      {
        id: 'seen',
        type: 'several',
        label: 'What did you see?',
        required: true,
        options: [
          { value: 'foam', label: 'Foam' },
          { value: 'other', label: 'Something else', own: true },
          { value: 'none', label: 'None of these', exclusive: true },
        ],
      },
      {
        id: 'agree',
        type: 'scale',
        label: 'It is clean.',
        required: false,
        options: [
          { value: '1', label: 'Agree' },
          { value: '2', label: 'Disagree' },
        ],
        when: { not: { question: 'seen', is: 'contains', value: 'none' } },
      },
      {
        id: 'mark',
        type: 'rating',
        label: 'How clean?',
        required: false,
        most: 7,
        low: 'Foul',
        high: 'Clear',
      },
      {
        id: 'order',
        type: 'ranking',
        label: 'What comes first?',
        required: false,
        options: sites,
        places: 1,
      },
      {
        id: 'parts',
        type: 'matrix',
        label: 'How is each part?',
        required: true,
        rows: [
          { id: 'bed', label: 'Its bed' },
          { id: 'bank', label: 'Its banks' },
        ],
        options: [
          { value: 'good', label: 'Good' },
          { value: 'bad', label: 'Bad' },
        ],
      },
      {
        id: 'why',
        type: 'longText',
        label: 'Why?',
        required: false,
        wordLimit: 250,
        when: {
          all: [
            { question: 'parts', row: 'bed', is: 'equals', value: 'bad' },
            { question: 'since', is: 'atMost', value: '2025-06-30' },
            {
              any: [
                { question: 'role', is: 'contains', value: 'warden’s' },
                { question: 'mark', is: 'under', value: '3' },
              ],
            },
            { not: { question: 'site', is: 'answered' } },
            { question: 'order', is: 'contains', value: 'mouth' },
          ],
        },
      },
      { id: 'paper', type: 'file', label: 'A paper', required: false },
    ],
  },
]
