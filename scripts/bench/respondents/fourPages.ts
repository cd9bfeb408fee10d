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

/** The same with a file on the last page. */
export const fourPagesWithFile: Page[] = fourPages.map(page =>
  page.id === 'remarks'
    ? {
        ...page,
        questions: [...page.questions, { id: 'paper', type: 'file', label: 'A paper', required: true }],
      }
    : page,
)

/** The questions that are answered in words. */
export const written = ['obstacles', 'people', 'why', 'remarks'] as const

const testimony = demoTestimony()

/** What the respondent of this number writes to a question: words of the demo, which name both. */
export function wordsOf(respondent: number, question: (typeof written)[number]): string {
  const { obstacles } = testimony[respondent % testimony.length]?.answers ?? { obstacles: '' }
  return `${question} of respondent ${respondent}: ${obstacles}`
}

/** The file of a respondent: some 20 KB of plain text, of which no two are alike. */
export function paperOf(respondent: number): { name: string; text: string } {
  const words = Array.from({ length: 40 }, (_, at) => wordsOf(respondent + at, 'obstacles')).join('\n\n')
  return { name: `paper-${respondent}.txt`, text: `Paper of respondent ${respondent}.\n\n${words}` }
}

/** What a respondent sends of one page: its fields, and the questions that are answered by a file. */
export type SentPage = { page: string; fields: Record<string, string>; files: string[] }

/** Each page of a respondent. */
export function pagesOf(respondent: number, withFile: boolean): SentPage[] {
  return (withFile ? fourPagesWithFile : fourPages).map(({ id, questions }) => {
    const [files, others] = [questions.filter(isOfFile), questions.filter(question => !isOfFile(question))]
    return {
      page: id,
      fields: Object.fromEntries(
        others.map(question => {
          const asked = written.find(each => each === question.id)
          return [question.id, asked ? wordsOf(respondent, asked) : 'agree']
        }),
      ),
      files: files.map(question => question.id),
    }
  })
}

function isOfFile({ type }: Page['questions'][number]): boolean {
  return type === 'file'
}
