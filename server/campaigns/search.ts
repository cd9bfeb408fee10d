import { MessageChannel } from 'node:worker_threads'
import { type Answer, type Cluster, type Duplicates, duplicates } from '../../analysis/index.ts'
import { allQuestions } from '../consultations/questions.ts'
import { findConsultation } from '../consultations/store.ts'
import { versionsOf } from '../consultations/versions.ts'
import { newId } from '../database/ids.ts'
import type { Progress, Runner } from '../jobs/runner.ts'
import { askFor } from '../jobs/store.ts'
import { countResponses } from '../responses/countStore.ts'
import { currentTexts } from '../responses/currentTexts.ts'
import { putBehind } from '../responses/foldedStore.ts'
import { addPending, awaiting, doneAsRead, readAsked } from '../responses/pendingStore.ts'
import { findResponses, listResponses } from '../responses/store.ts'
import { findTexts } from '../responses/textStore.ts'
import { oneThread } from '../thread.ts'
import {
  type Campaign,
  type Copy,
  findSearch,
  keepFound,
  noteChanges,
  searchAsked,
  wantedSearches,
} from './campaignStore.ts'
import type { CampaignTask } from './campaignWorker.ts'
import { type Listing, listingOf } from './listing.ts'

/** How many responses are read at once, and how many are taken off the list of those that changed. */
const atOnce = 400
/** So much text, in UTF-16 code units, is compared faster than a thread is started. */
const fewWords = 100_000
/** How often a search says that it goes on. */
const everyMs = 500
/** A search that took longer than this rests for so many times as long before the next, while responses come in. */
const longMs = 5_000
const restsPerSearch = 10

const thread = oneThread<CampaignTask, Omit<Duplicates, 'pairs'>>(import.meta.dirname, 'campaignWorker', 1000)

/** Has the runner look for campaigns again whenever responses came or went. */
export function registerCampaigns(runner: Runner): void {
  runner.registerPending({
    name: 'note changed responses',
    waiting: () => awaiting('campaigns', atOnce),
    runAll: noteAll,
  })
  runner.registerPending({
    name: 'ask for a search for campaigns',
    waiting: async () => (await wantedSearches(new Date())).map(search => search._id),
    run: async consultation => {
      const search = await findSearch(consultation)
      if (!search) return
      await askFor('campaigns', consultation)
      await searchAsked(search)
    },
  })
  runner.registerJob('campaigns', findCampaigns)
}

async function noteAll(ids: string[]): Promise<void> {
  const read = await readAsked(ids)
  const responses = await findResponses(ids)
  await noteChanges([...new Set(responses.map(response => response.consultation))])
  await doneAsRead(read, 'campaigns')
}

/** Looks for campaigns among all that stands in a consultation; what was found before stands until it is done. */
async function findCampaigns(consultation: string, progress: Progress): Promise<void> {
  const began = performance.now()
  const { answers, sentOn } = await answersOf(consultation, progress)
  const wording = await wordingOf(consultation)
  const length = answers.reduce((sum, answer) => sum + answer.text.length, 0)
  const { clusters, compared, tooShort } =
    length < fewWords ? duplicates(answers, { wording }) : await findInThread(answers, wording, progress)
  const took = performance.now() - began
  const notBefore = new Date(Date.now() + (took > longMs ? restsPerSearch * took : 0))
  const search = newId()
  const listing = listingOf(clusters, answers, sentOn)
  const found = { consultation, search, listing }
  const campaigns = clusters.map((cluster, rank) => campaignOf(found, cluster, rank))
  const copies = clusters.flatMap((cluster, rank) => copiesIn(found, cluster, rank))
  await keepFound(
    { _id: consultation, search, compared, tooShort, notBefore },
    campaigns,
    copies,
    respondents => addPending(respondents, 'letters'),
  )
  await putBehind(consultation, listing.behind)
}

/** Every answer that stands, and when each respondent sent theirs. */
async function answersOf(consultation: string, progress: Progress) {
  const of = await countResponses(consultation)
  const answers: Answer[] = []
  const sentOn = new Map<string, Date>()
  let done = 0
  let after = ''
  for (;;) {
    const responses = await listResponses(consultation, after, atOnce)
    if (responses.length === 0) return { answers, sentOn }
    const standing = responses.filter(response => response.state === 'submitted')
    const texts = await findTexts(standing.flatMap(currentTexts))
    for (const { _id: id, respondent, question, text, nonAnswer } of texts)
      if (!nonAnswer) answers.push({ id, respondent, question, text })
    for (const { _id, submittedOn } of standing) sentOn.set(_id, submittedOn)
    done += standing.length
    after = responses.at(-1)?._id ?? after
    // The other half is comparing them.
    await progress(Math.min(done, of), 2 * of)
  }
}

/** What everybody was given to read, and may have copied into an answer. */
async function wordingOf(consultation: string): Promise<string[]> {
  const found = await findConsultation(consultation)
  if (!found) return []
  const questions = (await versionsOf(found)).flatMap(allQuestions)
  return questions.flatMap(({ label, hint }) => [label, ...(hint ? [hint] : [])])
}

async function findInThread(answers: Answer[], wording: string[], progress: Progress) {
  const { port1, port2: port } = new MessageChannel()
  const stop = new AbortController()
  try {
    let found: Omit<Duplicates, 'pairs'> | undefined
    const running = thread()
      .run({ wording, port }, { transferList: [port], signal: stop.signal })
      .then(result => {
        found = result
      })
    for (let from = 0; from < answers.length; from += atOnce)
      port1.postMessage(answers.slice(from, from + atOnce))
    port1.postMessage(null)
    while (!found) {
      await Promise.race([running, new Promise(resolve => setTimeout(resolve, everyMs))])
      await progress(answers.length, (found ? 1 : 2) * answers.length)
    }
    return found
  } finally {
    stop.abort()
    port1.close()
  }
}

type Listed = { consultation: string; search: string; listing: Listing }

function campaignOf({ consultation, search, listing }: Listed, cluster: Cluster, rank: number): Campaign {
  const { response: respondent, answer: text, spans } = cluster.source
  const listed = [...(listing.listed[rank] ?? [])]
  return {
    _id: `${search} ${rank}`,
    consultation,
    search,
    rank,
    letter: cluster.id,
    senders: cluster.size,
    listed: listed.length,
    own: listed.filter(each => listing.own.has(each)).length,
    source: { respondent, text, spans },
  }
}

function copiesIn({ consultation, search, listing }: Listed, { id, members }: Cluster, rank: number): Copy[] {
  return members.map(({ response, question, answer, holds, added }) => ({
    _id: `${search} ${rank} ${response}`,
    consultation,
    search,
    rank,
    letter: id,
    respondent: response,
    question,
    text: answer,
    holds,
    added: added.map(({ start, end }) => ({ start, end })),
    listed: listing.listed[rank]?.has(response) ?? false,
    own: listing.own.has(response),
  }))
}
