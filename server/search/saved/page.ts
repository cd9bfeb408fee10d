import { withQuery } from '../../coding/back.ts'
import { coderNames } from '../../coding/pages/names.ts'
import { goneWordsOf } from '../../responses/gone/goneWords.ts'
import { fieldsOf } from '../asked.ts'
import { findSaved, savedSearches } from './savedStore.ts'

/**
 * The saved searches of a consultation. One that repeats words which were withdrawn is not shown as it was written: it
 * is told of, to be deleted.
 * @param deleted the one that was just deleted, which can be brought back
 */
export async function savedPage(consultation: string, deleted = '') {
  const [saved, undone, nameOf] = await Promise.all([
    savedSearches(consultation),
    deleted === '' ? null : findSaved(consultation, deleted),
    coderNames(),
  ])
  const gone = saved.length === 0 && !undone ? undefined : await goneWordsOf(consultation)
  const path = `/desk/${consultation}/search`
  const isGone = (...words: string[]) => words.some(each => gone?.repeats(each))
  return {
    saved: saved.map(({ _id, name, asks, by, at }) => ({
      id: _id,
      name: gone?.withheld(name) ?? name,
      href: withQuery(path, fieldsOf(asks)),
      withdrawn: isGone(name, asks.q, asks.who),
      who: nameOf(by),
      at,
    })),
    deleted: undone?.removed && { id: undone._id, name: gone?.withheld(undone.name) ?? undone.name },
  }
}
