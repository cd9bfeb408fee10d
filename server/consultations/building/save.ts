import type { Problem } from '../../../analysis/index.ts'
import type { Condition } from '../conditions.ts'
import type { Page, Question, QuestionType } from '../questions.ts'
import type { Edited } from './change.ts'
import { placeOf, renameQuestion, replacePage, replaceQuestion } from './edits.ts'
import { type PageForm, pageWith, type QuestionEntered } from './forms.ts'
import { idFrom, questionIds, takenPageIds } from './ids.ts'
import { abouts } from './kinds.ts'
import { goneProblem } from './load.ts'
import { printOf } from './print.ts'

type Published = ReadonlyMap<string, QuestionType>

export function addPage(pages: Page[], form: PageForm): Edited & { id?: string } {
  const id = idFrom(form.title, takenPageIds(pages), 'page')
  const page = pageWith({ id, title: '', questions: [] }, form)
  return { ok: true, pages: [...pages, page], what: `added the page “${page.title}”`, id }
}

export function savePage(pages: Page[], id: string, form: PageForm): Edited {
  const page = pages.find(each => each.id === id)
  if (!page) return { ok: false, problems: [goneProblem('page')] }
  if (printOf(page) !== form.seen) return { ok: false, problems: [overtaken('page', page.title)] }
  return {
    ok: true,
    pages: replacePage(pages, id, [pageWith(page, form)]),
    what: `edited the page “${form.title}”`,
  }
}

/** Adds a question at the end of a page, with an id made of its wording where none was chosen. */
export function addQuestion(
  pages: Page[],
  pageId: string,
  { question }: QuestionEntered,
  published: Published,
): Edited {
  const page = pages.find(each => each.id === pageId)
  if (!page) return { ok: false, problems: [goneProblem('page')] }
  const problems = [...idProblems(pages, question, undefined, published), ...aboutProblems(pages, question)]
  if (problems.length > 0) return { ok: false, problems }
  const id =
    question.id || idFrom(question.label, new Set([...questionIds(pages), ...published.keys()]), 'question')
  const questions = [...page.questions, { ...question, id }]
  return {
    ok: true,
    pages: replacePage(pages, pageId, [{ ...page, questions }]),
    what: `added the question “${question.label}”`,
  }
}

/** Puts what was entered in the place of a question; its condition stays. */
export function saveQuestion(
  pages: Page[],
  id: string,
  { question, seen }: QuestionEntered,
  published: Published,
): Edited {
  const before = placeOf(pages, id)?.question
  if (!before) return { ok: false, problems: [goneProblem('question')] }
  if (printOf(before) !== seen) return { ok: false, problems: [overtaken('question', before.label)] }
  const asked = published.get(id)
  if (asked !== undefined && asked !== question.type)
    return { ok: false, problems: [{ place: '', message: 'A question that was published keeps its type' }] }
  const to = asked === undefined ? question.id || id : id
  const problems = [
    ...idProblems(pages, { ...question, id: to }, id, published),
    ...aboutProblems(pages, { ...question, id }),
  ]
  if (problems.length > 0) return { ok: false, problems }
  const saved = { ...question, id, ...(before.when ? { when: before.when } : {}) }
  return {
    ok: true,
    pages: renameQuestion(replaceQuestion(pages, id, [saved]), id, to),
    what: `edited the question “${question.label}”`,
    ...(to === id ? {} : { moved: [{ of: 'question', from: id, to }] }),
  }
}

/** Puts a condition in place of a page's or a question's, or takes it away. */
export function saveCondition(
  pages: Page[],
  { page: pageId, question: id }: { page: string; question?: string },
  when: Condition | undefined,
): Edited {
  const page = pages.find(each => each.id === pageId)
  const question = id === undefined ? undefined : placeOf(pages, id)?.question
  if (!page || (id !== undefined && !question))
    return { ok: false, problems: [goneProblem(id === undefined ? 'page' : 'question')] }
  const put = <T extends { when?: Condition }>({ when: _before, ...rest }: T) =>
    ({ ...rest, ...(when ? { when } : {}) }) as T
  const done = when ? 'changed when' : 'asks always:'
  return question
    ? {
        ok: true,
        pages: replaceQuestion(pages, question.id, [put(question)]),
        what: `${done} “${question.label}”${when ? ' is asked' : ''}`,
      }
    : {
        ok: true,
        pages: replacePage(pages, pageId, [put(page)]),
        what: `${done} “${page.title}”${when ? ' is shown' : ''}`,
      }
}

function overtaken(what: 'page' | 'question', now: string): Problem {
  return {
    place: '',
    message: `Someone else changed this ${what} while you did: it reads “${now}” now. What you entered is kept below. Save again to put it in place of theirs`,
  }
}

/** Whether the id that was chosen is free. */
function idProblems(
  pages: Page[],
  { id, type }: Question,
  before: string | undefined,
  published: Published,
): Problem[] {
  if (id === '' || id === before) return []
  if (questionIds(pages).has(id))
    return [{ place: 'id', message: `Another question has the id “${id}”. Choose another` }]
  const asked = published.get(id)
  if (asked !== undefined && asked !== type)
    return [
      {
        place: 'id',
        message: `An earlier version asked another type of question by the id “${id}”. Choose another`,
      },
    ]
  return []
}

/** Each of who the respondent is may be asked once. */
function aboutProblems(pages: Page[], { id, about }: Question): Problem[] {
  const twin =
    about && pages.flatMap(page => page.questions).find(each => each.about === about && each.id !== id)
  if (!twin) return []
  return [
    {
      place: 'about',
      message: `“${twin.label}” asks for this already: ${abouts[about].toLowerCase()} is asked once`,
    },
  ]
}
