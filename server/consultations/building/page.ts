import type { Problem } from '../../../analysis/index.ts'
import { questionnaireProblems } from '../questionnaireProblems.ts'
import type { Page, Question } from '../questions.ts'
import type { Consultation } from '../store.ts'
import { conditionWords } from './conditionWords.ts'
import { abouts, kinds } from './kinds.ts'
import type { Building } from './store.ts'

/** The list of what is being built. */
export function buildingPage(consultation: Consultation, building: Building, differs: boolean) {
  const { pages, before } = building
  const at = `/desk/${consultation._id}/questions`
  const problems = questionnaireProblems(pages).map(problem => placed(at, pages, problem))
  const last = before.at(-1)
  return {
    title: 'Questions',
    at,
    version: consultation.version,
    never: consultation.version === 0,
    imported: consultation.kind === 'imported',
    differs,
    mending: pages.length > 0 && problems.length > 0 ? problems : undefined,
    undo: last && { what: last.what, version: building.version },
    pages: pages.map((page, index) => ({
      id: page.id,
      number: index + 1,
      title: page.title,
      edit: `${at}/pages/${page.id}`,
      when: page.when && conditionWords(page.when, pages),
      first: index === 0,
      last: index === pages.length - 1,
      questions: page.questions.map((question, place) => ({
        ...questionRow(question, pages),
        edit: `${at}/all/${question.id}`,
        first: index === 0 && place === 0,
        last: index === pages.length - 1 && place === page.questions.length - 1,
      })),
    })),
  }
}

function questionRow(question: Question, pages: Page[]) {
  const about = question.about && `asks ${abouts[question.about].toLowerCase()}`
  return {
    id: question.id,
    label: question.label,
    notes: [kinds[question.type].name, question.required ? 'required' : '', about].filter(Boolean).join(', '),
    when: question.when && conditionWords(question.when, pages),
  }
}

/** A problem with where it can be mended, its question, its page or the list, and what that is called. */
export function placed(at: string, pages: Page[], { place, message }: Problem) {
  const [first = '', second] = place.split('.')
  const id = second ?? first
  const question = pages.flatMap(page => page.questions).find(each => each.id === id)
  if (question) return { message, href: `${at}/all/${id}`, where: question.label }
  const page = pages.find(each => each.id === first)
  return page
    ? { message, href: `${at}/pages/${first}`, where: page.title }
    : { message, href: `${at}#list`, where: undefined }
}
