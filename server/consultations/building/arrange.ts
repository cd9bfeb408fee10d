import { z } from 'zod'
import { copiesIn } from '../languages/follow.ts'
import type { Page } from '../questions.ts'
import type { Edited } from './change.ts'
import {
  copyPage,
  copyQuestion,
  movePage,
  moveQuestion,
  placeOf,
  replacePage,
  replaceQuestion,
} from './edits.ts'
import { goneProblem } from './load.ts'

/** What the buttons beside a page and a question do. */
export const arrangeForm = z.object({
  do: z.enum(['up', 'down', 'copy', 'remove'], { error: 'Press one of the buttons' }),
})
export type Arrangement = z.infer<typeof arrangeForm>['do']

const done: Record<Arrangement, string> = {
  up: 'moved up',
  down: 'moved down',
  copy: 'copied',
  remove: 'removed',
}

/** `used` are ids that a copied question cannot have, as it had been published. */
export function arrangePage(pages: Page[], id: string, what: Arrangement, used: ReadonlySet<string>): Edited {
  const page = pages.find(each => each.id === id)
  if (!page) return { ok: false, problems: [goneProblem('page')] }
  const after =
    what === 'copy'
      ? copyPage(pages, id, used)
      : what === 'remove'
        ? replacePage(pages, id, [])
        : movePage(pages, id, what)
  return {
    ok: true,
    pages: after,
    what: `${done[what]} the page “${page.title}”`,
    moved: what === 'copy' ? copiesIn(pages, after) : [],
  }
}

export function arrangeQuestion(
  pages: Page[],
  id: string,
  what: Arrangement,
  used: ReadonlySet<string>,
): Edited {
  const question = placeOf(pages, id)?.question
  if (!question) return { ok: false, problems: [goneProblem('question')] }
  const after =
    what === 'copy'
      ? copyQuestion(pages, id, used)
      : what === 'remove'
        ? replaceQuestion(pages, id, [])
        : moveQuestion(pages, id, what)
  return {
    ok: true,
    pages: after,
    what: `${done[what]} the question “${question.label}”`,
    moved: what === 'copy' ? copiesIn(pages, after) : [],
  }
}
