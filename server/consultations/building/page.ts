import type { Problem } from '../../../analysis/index.ts'
import { questionnaireProblems } from '../questionnaireProblems.ts'
import type { Page, Question } from '../questions.ts'
import type { Consultation } from '../store.ts'
import { conditionWords } from './conditionWords.ts'
import { placeOf } from './edits.ts'
import { abouts, kinds } from './kinds.ts'
import type { Building } from './store.ts'

/** The list of what is being built. */
export function buildingPage(consultation: Consultation, building: Building, differs: boolean) {
  const { pages, before } = building
  const at = `/desk/${consultation._id}/questions`
  const problems = questionnaireProblems(pages).map(problem => ({
    ...problem,
    href: placeHref(at, pages, problem),
  }))
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

/** Where a problem can be mended: its question, its page, or the list. */
export function placeHref(at: string, pages: Page[], { place }: Problem): string {
  const [first = '', second] = place.split('.')
  const question = second ?? first
  if (placeOf(pages, question)) return `${at}/all/${question}`
  return pages.some(page => page.id === first) ? `${at}/pages/${first}` : `${at}#list`
}
