import type { Edited } from '../building/change.ts'
import { renameQuestion } from '../building/edits.ts'
import { idFrom, questionIds, takenPageIds } from '../building/ids.ts'
import type { Built } from '../building/store.ts'
import { followed, type Moved } from '../languages/follow.ts'
import { joinedTranslations } from '../languages/translations.ts'
import type { Page } from '../questions.ts'
import type { StoredImport } from './importStore.ts'

/**
 * Puts what was imported in place of what is built, or behind it. Behind it, ids that are taken get another, in
 * conditions and wordings too, and who the respondent is is not asked again where it is asked already.
 */
export function takeOver(
  { pages, translations }: Built,
  { pages: imported, translations: brought, name }: StoredImport,
  isBehind: boolean,
): Edited {
  if (!isBehind)
    return {
      ok: true,
      pages: imported,
      translations: joinedTranslations(translations, brought),
      what: `put ${name} in place of the questions`,
    }
  const { pages: behind, moved } = apart(pages, imported)
  return {
    ok: true,
    pages: [...pages, ...behind],
    translations: joinedTranslations(translations, followed(brought, moved)),
    what: `added the questions of ${name}`,
  }
}

function apart(pages: Page[], imported: Page[]): { pages: Page[]; moved: Moved[] } {
  const moved: Moved[] = []
  const taken = questionIds(pages)
  const own = questionIds(imported)
  let renamed = imported
  for (const id of own) {
    if (!taken.has(id)) continue
    const to = idFrom(id, new Set([...taken, ...own]), 'question')
    taken.add(to)
    renamed = renameQuestion(renamed, id, to)
    moved.push({ of: 'question', from: id, to })
  }
  const pageIds = takenPageIds(pages)
  const asked = new Set(pages.flatMap(page => page.questions.map(question => question.about)))
  const apartPages = renamed.map(page => {
    const id = pageIds.has(page.id) ? idFrom(page.id, pageIds, 'page') : page.id
    pageIds.add(id)
    if (id !== page.id) moved.push({ of: 'page', from: page.id, to: id })
    const questions = page.questions.map(question => {
      const { about, ...rest } = question
      return about && asked.has(about) ? (rest as typeof question) : question
    })
    return { ...page, id, questions }
  })
  return { pages: apartPages, moved }
}
