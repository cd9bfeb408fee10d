import type { Page } from '../../server/consultations/questions.ts'

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
