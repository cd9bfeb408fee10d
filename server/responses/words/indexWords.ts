import { searchKeysVersion, textKeys } from '../../../analysis/application.ts'
import { type Response, textsIn } from '../response.ts'
import { findWritten } from '../textStore.ts'
import { addEntries, entered, removeEntries } from './wordStore.ts'

/** Texts are read and entered in so many at once, so that pages get their turn in between. */
const atOnce = 400

/**
 * Has what these responses say now be found by its words, and what they say no more not. Safe to repeat: what is
 * entered already is left.
 */
export async function indexWords(
  responses: Pick<Response, 'state' | 'revisions' | 'replaced'>[],
): Promise<void> {
  const standing = responses.filter(({ state }) => state === 'submitted')
  const ids = standing.flatMap(({ revisions }) => revisions.slice(-1).flatMap(textsIn))
  const stays = new Set(ids)
  const gone = [
    ...responses
      .filter(({ state }) => state !== 'submitted')
      .flatMap(({ revisions }) => revisions.flatMap(textsIn)),
    ...responses.flatMap(({ replaced = [] }) => replaced),
  ].filter(id => !stays.has(id))
  await removeEntries(gone)
  const known = await entered(ids, searchKeysVersion)
  const missing = ids.filter(id => !known.has(id))
  for (let from = 0; from < missing.length; from += atOnce) {
    const texts = await findWritten(missing.slice(from, from + atOnce))
    await addEntries(
      texts.map(({ _id, consultation, respondent, text }) => ({
        ...{ _id, consultation, respondent },
        made: searchKeysVersion,
        keys: textKeys(text),
      })),
    )
  }
}
