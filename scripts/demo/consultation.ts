import type { Option, Page } from '../../server/consultations/questions.ts'

export const sectors = [
  'local government',
  'central government',
  'health and care',
  'education',
  'technology and consulting',
  'charity or civil society',
  'policing and justice',
  'research',
] as const

export const nations = ['England', 'Scotland', 'Wales', 'Northern Ireland'] as const

export const agreement = ['strongly disagree', 'disagree', 'neither', 'agree', 'strongly agree'] as const

export const helps = [
  'A shared vision',
  'Pay closer to the market',
  'Apprenticeships and training in the job',
  'Roles outside the capital',
  'Fewer layers of approval',
  'More work done in house',
] as const

/** The demo's consultation in its own words. It opened 30 days before it is loaded, and closes 60 days after. */
export const demoConsultation = {
  slug: 'digital-government',
  title: 'Digital government: people, skills and delivery',
  asker: 'The Harbour Institute',
  why: [
    'Paying a bill, booking a clinic or renewing a licence now starts on a screen. Whether that goes well depends upon the people who design, run and buy these services, and on how they are treated.',
    'We are writing recommendations on those people: how they are found, taught, paid, listened to and kept. We would like to begin from what you have seen at work. You need not be a technologist to answer.',
  ],
  howUsed: [
    'Researchers at the Institute will read every response and sort its passages by theme. Some sentences may be quoted in a public report.',
    'You choose, at the end, how a quotation from you is signed: without any name, with your role and sector, or with your name and organisation. You will see the very line that would be printed.',
    'You can change your mind and withdraw your words for as long as the Institute holds them. Whatever has been published by then cannot be called back, but it will not be printed again.',
  ],
  contact: 'consultations@harbour-institute.example',
  opensDaysBefore: 30,
  closesDaysAfter: 60,
} as const

export const demoPages: Page[] = [
  {
    id: 'about',
    title: 'About you',
    intro: 'None of these need an answer. They let us see whom we have heard from, and whom we have not.',
    questions: [
      {
        id: 'role',
        type: 'shortText',
        label: 'What is your role?',
        hint: 'Write it as it would follow “according to”, for example: a senior official',
        required: false,
        about: 'role',
      },
      {
        id: 'sector',
        type: 'one',
        label: 'Which sector do you work in?',
        required: false,
        about: 'sector',
        options: asOptions(sectors),
      },
      {
        id: 'nation',
        type: 'one',
        label: 'Where is your work based?',
        required: false,
        about: 'nation',
        options: asOptions(nations),
      },
      {
        id: 'organisation',
        type: 'shortText',
        label: 'Which organisation do you work for?',
        hint: 'It is printed only if you choose at the end to be quoted by name.',
        required: false,
        about: 'organisation',
      },
    ],
  },
  {
    id: 'experience',
    title: 'What you have seen',
    questions: [
      {
        id: 'obstacles',
        type: 'longText',
        label: 'What gets in the way of good digital public services where you work?',
        hint: 'One thing that happened tells us more than an opinion of everything.',
        required: true,
        wordLimit: 1000,
      },
      {
        id: 'people',
        type: 'longText',
        label: 'What would bring skilled people into public service, and keep them there?',
        required: false,
        wordLimit: 1000,
      },
      {
        id: 'suppliers',
        type: 'longText',
        label: 'How are suppliers and in-house teams used, and what follows from it?',
        required: false,
        wordLimit: 1000,
      },
    ],
  },
  {
    id: 'views',
    title: 'Where you stand',
    questions: [
      {
        id: 'listened',
        type: 'scale',
        label: 'Digital specialists are listened to when policy is made.',
        required: false,
        options: asOptions(agreement),
      },
      {
        id: 'help',
        type: 'several',
        label: 'Which of these would help most?',
        required: false,
        options: asOptions(helps),
      },
      {
        id: 'evidence',
        type: 'file',
        label: 'Is there a document that we should read?',
        hint: 'A PDF, Word (DOCX), OpenDocument (ODT), RTF or plain text file of up to 10 MB.',
        required: false,
      },
    ],
  },
]

/** Options whose value is the phrase as it is printed, and whose label begins with a capital. */
function asOptions(values: readonly string[]): Option[] {
  return values.map(value => ({
    value,
    label: value.charAt(0).toUpperCase() + value.slice(1),
    printed: value,
  }))
}
