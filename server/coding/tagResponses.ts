import { awaitingRetag, codebookOf, retagAsked } from '../codebook/store.ts'
import type { Progress, Runner } from '../jobs/runner.ts'
import { askFor } from '../jobs/store.ts'
import { isForMachine, type Response } from '../responses/response.ts'
import { awaiting, donePending, findResponses } from '../responses/store.ts'
import { findTexts } from '../responses/textStore.ts'
import { uncounted } from './codingStore.ts'
import { currentTexts } from './currentTexts.ts'
import { refreshMentions } from './refreshMentions.ts'
import {
  addTaggings,
  countOutdated,
  outdated,
  removeTaggings,
  replaceTaggings,
  taggingVersions,
} from './taggingStore.ts'
import { tagsFor } from './tagPool.ts'

/** How many responses or texts are tagged between one write and the next. */
const batch = 400

/** Has the runner tag what is sent, tag anew what an edit of the codebook outdates, and count what was decided. */
export function registerTagging(runner: Runner): void {
  runner.registerPending({
    name: 'tag',
    waiting: () => awaiting('tag', batch),
    run: id => tagWaiting(id),
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
    run: async key => {
      const [consultation = '', respondent = ''] = key.split(' ')
      await refreshMentions(consultation, [respondent])
    },
  })
  runner.registerJob('retag', retag)
}

/**
 * Tags all that waits at once; the runner's later ids of the same round then find nothing left to do.
 * Where the batch fails, `id` alone is tried, so that one bad text holds up no other.
 */
async function tagWaiting(id: string): Promise<void> {
  const waiting = await awaiting('tag', batch)
  if (waiting.length === 0) return
  try {
    await tagResponses(waiting)
  } catch (error) {
    if (waiting.length === 1) throw error
    await tagResponses([id])
  }
}

async function tagResponses(ids: string[]): Promise<void> {
  const byConsultation = new Map<string, Response[]>()
  for (const response of await findResponses(ids))
    byConsultation.set(response.consultation, [
      ...(byConsultation.get(response.consultation) ?? []),
      response,
    ])
  for (const [consultation, responses] of byConsultation) {
    const readable = responses.filter(isForMachine)
    const { rulesVersion } = await tagTexts(consultation, readable.flatMap(currentTexts))
    const done = responses.map(response => response._id)
    await refreshMentions(consultation, done)
    // When the rules changed meanwhile, these stay on the list and are tagged again.
    if ((await codebookOf(consultation)).rulesVersion === rulesVersion) await donePending(done, 'tag')
  }
}

/**
 * Tags those of these texts whose tags are missing or older than the rules.
 * @returns the rules' version, and which texts are no longer there
 */
async function tagTexts(
  consultation: string,
  ids: string[],
): Promise<{ rulesVersion: number; gone: string[] }> {
  const codebook = await codebookOf(consultation)
  const tagged = new Map(
    (await taggingVersions(ids)).map(({ _id, codebookVersion }) => [_id, codebookVersion]),
  )
  const stale = ids.filter(id => (tagged.get(id) ?? -1) < codebook.rulesVersion)
  const texts = await findTexts(stale)
  const tags = await tagsFor(
    codebook,
    texts.map(({ _id, respondent, question, text, language }) => ({
      ...{ id: _id, respondent, question, text },
      ...(language === undefined ? {} : { language }),
    })),
  )
  const taggings = texts.map(({ _id, respondent, question }, index) => ({
    _id,
    consultation,
    respondent,
    question,
    codebookVersion: codebook.version,
    tags: tags[index] ?? [],
  }))
  await addTaggings(taggings.filter(tagging => !tagged.has(tagging._id)))
  await replaceTaggings(taggings.filter(tagging => tagged.has(tagging._id)))
  const there = new Set(texts.map(text => text._id))
  return { rulesVersion: codebook.rulesVersion, gone: stale.filter(id => !there.has(id)) }
}

/**
 * Tags a consultation's texts anew, batch by batch. What is done is known by its version, so that a killed run is
 * taken up where it stopped.
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
    await progress(done, Math.max(of, done + old.length))
    if (old.length === 0) return
    const ids = old.map(tagging => tagging._id)
    const { gone } = await tagTexts(consultation, ids)
    await removeTaggings(gone)
    await refreshMentions(consultation, [...new Set(old.map(tagging => tagging.respondent))])
    done += old.length
  }
}
