import { detailLabels } from '../../../analysis/application.ts'
import { personalDetails } from '../../../analysis/index.ts'
import type { Page, Question } from '../../consultations/questions.ts'
import { type Answering, addressOf } from './answering.ts'
import { isBlank, pageProblems } from './checks.ts'
import { detailOf } from './declaration.ts'
import { aboutFile } from './fields.ts'

/** How much of an answer is looked through for what could tell who somebody is, in characters: nobody waits for more. */
const lookedThrough = 20_000

/** All answers in one place, each with a link to change it; `told` lists what must be mended before sending. */
export function checkPage(answering: Answering, told: boolean) {
  const { questionnaire, draft } = answering
  const problems = questionnaire.pages.flatMap(page =>
    pageProblems(page, draft).map(problem => ({
      ...problem,
      href: `${addressOf(answering, page.id)}?check&from=check#${problem.place}`,
    })),
  )
  return {
    title: 'Check your answers',
    back: addressOf(answering, questionnaire.pages.at(-1)?.id ?? ''),
    onward: addressOf(answering, 'declaration'),
    problems: told && problems.length > 0 ? problems : undefined,
    details: questionnaire.pages.flatMap(page =>
      page.questions.flatMap(question => detailsIn(answering, page, question)),
    ),
    sections: questionnaire.pages.map(page => ({
      title: page.title,
      rows: page.questions.map(question => rowOf(answering, page, question)),
    })),
  }
}

function rowOf(answering: Answering, page: Page, question: Question) {
  const answer = answerShown(answering, question)
  return {
    key: { text: question.label },
    value: { text: answer ?? 'Not answered', classes: answer === undefined ? 'quiet' : 'as-written' },
    actions: {
      items: [
        {
          href: `${addressOf(answering, page.id)}?from=check#${question.id}`,
          text: answer === undefined ? 'Answer' : 'Change',
          visuallyHiddenText: question.label,
        },
      ],
    },
  }
}

/** What in a written answer could tell who somebody is, said before anything is sent. */
function detailsIn(answering: Answering, page: Page, question: Question) {
  if (question.about || question.type === 'file' || 'options' in question) return []
  const answer = (answerShown(answering, question) ?? '').slice(0, lookedThrough)
  const own = { name: detailOf(answering, 'name'), organisation: detailOf(answering, 'organisation') }
  const found = personalDetails(answer, own)
  if (found.length === 0) return []
  const shown = found.map(({ kind, start, end }) => `“${answer.slice(start, end)}” (${detailLabels[kind]})`)
  return {
    question: question.label,
    found: new Intl.ListFormat('en-GB').format(new Set(shown)),
    href: `${addressOf(answering, page.id)}?from=check#${question.id}`,
  }
}

function answerShown({ draft }: Answering, question: Question): string | undefined {
  if (question.type === 'file') {
    const file = Object.hasOwn(draft.files, question.id) ? draft.files[question.id] : undefined
    return file && `${file.name} (${aboutFile(file)})`
  }
  const entered = Object.hasOwn(draft.values, question.id) ? draft.values[question.id] : undefined
  if (entered === undefined || isBlank(entered)) return undefined
  if (!('options' in question)) return String(entered)
  return question.options
    .filter(option => [entered].flat().includes(option.value))
    .map(option => option.label)
    .join('; ')
}
