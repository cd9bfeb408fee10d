import type { Page } from '../../../server/consultations/questions.ts'
import { demoTestimony } from '../../demo/testimony.ts'

const longText = (id: string, label: string) => ({ id, type: 'longText' as const, label, required: true })

/** A form of four pages: words on each, and an option on one. */
export const fourPages: Page[] = [
  {
    id: 'obstacles',
    title: 'What gets in the way',
    questions: [longText('obstacles', 'What gets in the way?')],
  },
  { id: 'people', title: 'People', questions: [longText('people', 'What would keep people?')] },
  {
    id: 'views',
    title: 'Your views',
    questions: [
      {
        ...{ id: 'listened', type: 'scale', label: 'Specialists are listened to.', required: true },
        options: ['disagree', 'agree'].map(value => ({ value, label: value })),
      },
      longText('why', 'Why do you say so?'),
    ],
  },
  { id: 'remarks', title: 'Anything else', questions: [longText('remarks', 'What else should we know?')] },
]

/** The questions that are answered in words. */
export const written = ['obstacles', 'people', 'why', 'remarks'] as const

const testimony = demoTestimony()

/** What the respondent of this number writes to a question: words of the demo, which name both. */
export function wordsOf(respondent: number, question: (typeof written)[number]): string {
  const { obstacles } = testimony[respondent % testimony.length]?.answers ?? { obstacles: '' }
  return `${question} of respondent ${respondent}: ${obstacles}`
}

/** Each page of a respondent as its fields. */
export function pagesOf(respondent: number): { page: string; fields: Record<string, string> }[] {
  return fourPages.map(({ id, questions }) => ({
    page: id,
    fields: Object.fromEntries(
      questions.map(question => {
        const asked = written.find(each => each === question.id)
        return [question.id, asked ? wordsOf(respondent, asked) : 'agree']
      }),
    ),
  }))
}
