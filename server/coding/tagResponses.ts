import { awaitingRetag, codebookOf, retagAsked } from '../codebook/store.ts'
import { groupBy } from '../groupBy.ts'
import type { Progress, Runner } from '../jobs/runner.ts'
import { askFor } from '../jobs/store.ts'
import { currentTexts } from '../responses/currentTexts.ts'
import { addPending, awaiting, doneAsRead } from '../responses/pendingStore.ts'
import { isForMachine, type Response } from '../responses/response.ts'
import { findResponses } from '../responses/store.ts'
import { indexWords } from '../responses/words/indexWords.ts'
import { uncounted } from './codingStore.ts'
import { refreshMentions } from './refreshMentions.ts'
import { sumUpRetagged } from './retagged/sumUp.ts'
import { countOutdated, outdated, removeTaggings } from './taggingStore.ts'
import { tagTexts } from './tagTexts.ts'

/** How many responses or texts are tagged between one write and the next. */
const batch = 400

/** Has the runner tag what is sent, tag anew what an edit of the codebook outdates, and count what was decided. */
export function registerTagging(runner: Runner): void {
  runner.registerPending({
    name: 'tag',
    waiting: () => awaiting('tag', batch),
    runAll: tagResponses,
  })
  runner.registerPending({
    name: 'ask for new tags',
    waiting: awaitingRetag,
    run: async version => {
      await askFor('retag', version.slice(0, version.lastIndexOf('@')))
      await retagAsked(version)
    },
  })
  runner.registerPending({
    name: 'count codings',
    waiting: async () => (await uncounted()).map(coding => `${coding.consultation} ${coding.respondent}`),
    runAll: countAll,
  })
  runner.registerJob('retag', retag)
}

/** @param keys each a consultation and a respondent, some twice */
async function countAll(keys: string[]): Promise<void> {
  const asked = [...new Set(keys)].map(key => key.split(' '))
  for (const [consultation = '', own] of groupBy(asked, ([id]) => id))
    await refreshMentions(
      consultation,
      own.map(([, respondent = '']) => respondent),
    )
}

async function tagResponses(ids: string[]): Promise<void> {
  const byConsultation = new Map<string, Response[]>()
  for (const response of await findResponses(ids))
    byConsultation.set(response.consultation, [
      ...(byConsultation.get(response.consultation) ?? []),
      response,
    ])
  for (const [consultation, responses] of byConsultation) {
    await indexWords(responses)
    const readable = responses.filter(isForMachine)
    const unread = responses.filter(response => !isForMachine(response))
    await removeTaggings([
      ...unread.flatMap(currentTexts),
      ...responses.flatMap(({ replaced = [] }) => replaced),
    ])
    const { rulesVersion } = await tagTexts(consultation, readable.flatMap(currentTexts))
    await refreshMentions(
      consultation,
      responses.map(response => response._id),
    )
    // When the rules changed meanwhile, these stay on the list and are tagged again.
    if ((await codebookOf(consultation)).rulesVersion === rulesVersion) await doneAsRead(responses, 'tag')
  }
}

/**
 * Brings the tags of a consultation's texts up to date, batch by batch; the mentions of those whose tags change
 * follow between batches, as pending work. What is done is known by its version, so that a killed run is taken up
 * where it stopped.
 */
async function retag(consultation: string, progress: Progress): Promise<void> {
  let done = 0
  let of = 0
  let countedFor: number | undefined
  for (;;) {
    const { rulesVersion } = await codebookOf(consultation)
    if (rulesVersion !== countedFor) of = done + (await countOutdated(consultation, rulesVersion))
    countedFor = rulesVersion
    const old = await outdated(consultation, rulesVersion, batch)
    // Pending work may have done some of them meanwhile.
    if (old.length === 0) {
      await sumUpRetagged(consultation, rulesVersion)
      return progress(of, of)
    }
    await progress(done, Math.max(of, done + old.length))
    const { gone } = await tagTexts(
      consultation,
      old.map(tagging => tagging._id),
    )
    await forget(old.filter(tagging => gone.includes(tagging._id)))
    done += old.length
  }
}

/** Texts that are gone take their tags with them. */
async function forget(taggings: { _id: string; respondent: string }[]): Promise<void> {
  await addPending([...new Set(taggings.map(tagging => tagging.respondent))], 'tag')
  await removeTaggings(taggings.map(tagging => tagging._id))
}
