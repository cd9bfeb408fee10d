import { keepEmptied } from '../../consultations/retention/retentionStore.ts'
import { removeChangesOf } from '../../importing/attributes/batchStore.ts'
import { removeOtherModels } from '../../learning/modelStore.ts'
import { removeMailsAbout } from '../../mail/mailStore.ts'
import { noLongerAllowed } from '../../reports/publication/allowed.ts'
import { withoutForGood } from '../../reports/publication/erase.ts'
import {
  listPublications,
  publicationById,
  rewritePublication,
  settlePublication,
} from '../../reports/publication/store.ts'
import { removeWithAll, someOf, textsEverOf } from '../../responses/erasedStore.ts'
import { sweepDrafts } from '../../responses/sweep.ts'
import { removeTexts } from '../../responses/textStore.ts'
import { removePersonal } from '../erasing/erase.ts'
import { removeWhole } from '../keptStore.ts'

const batchSize = 50

/**
 * Deletes all that respondents of a consultation sent, and all that was made of it. What was published stays as it is
 * served now: passages that may not be shown any more go for good, and nothing leads from it to a respondent any more.
 * Safe to repeat and to be killed.
 *
 * @param step called after each batch
 */
export async function deleteWhole(consultation: string, now: Date, step: () => Promise<void>): Promise<void> {
  await settlePublications(consultation)
  await sweepDrafts(consultation, step)
  for (;;) {
    const batch = await someOf(consultation, batchSize)
    if (batch.length === 0) break
    for (const response of batch) {
      await removeTexts((await textsEverOf(response)).map(({ _id }) => _id))
      await removePersonal(response)
      await removeMailsAbout(response.reference, response._id)
    }
    await removeWithAll(batch.map(({ _id }) => _id))
    await step()
  }
  await removeChangesOf(consultation)
  await removeOtherModels(consultation, '')
  await removeWhole(consultation, step)
  await keepEmptied(consultation, now)
}

async function settlePublications(consultation: string): Promise<void> {
  for (const { _id, quotes } of await listPublications(consultation)) {
    const publication = quotes.length > 0 ? await publicationById(_id) : null
    if (publication) {
      const gone = await noLongerAllowed(publication.quotes)
      if (gone.length > 0)
        await rewritePublication(
          _id,
          withoutForGood(publication, gone, text => text),
        )
    }
    await settlePublication(_id)
  }
}
