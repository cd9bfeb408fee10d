import { newId } from '../../database/ids.ts'
import type { Progress, Runner } from '../../jobs/runner.ts'
import { askFor } from '../../jobs/store.ts'
import { countResponses } from '../../responses/countStore.ts'
import { currentTexts } from '../../responses/currentTexts.ts'
import { findIdentities } from '../../responses/identityStore.ts'
import type { Response } from '../../responses/response.ts'
import { forgetPairsOf, keepPairs } from '../../responses/samePerson/pairStore.ts'
import { findResponses, listResponses } from '../../responses/store.ts'
import { findTexts } from '../../responses/textStore.ts'
import { copiesOf, findSearch, listCampaigns } from '../campaignStore.ts'
import { alike, type Compared } from './likeness.ts'

const atOnce = 400
/** A text that more than these sent is a campaign’s, and tells of nobody. */
const fewSenders = 3

/** Looks in the background for responses that look like one person’s. It decides nothing. */
export function registerSamePerson(runner: Runner): void {
  runner.registerJob('samePerson', lookForPeople)
}

export async function askForPeople(consultation: string): Promise<void> {
  await askFor('samePerson', consultation)
}

async function lookForPeople(consultation: string, progress: Progress): Promise<void> {
  const of = await countResponses(consultation)
  const compared: Compared[] = []
  for (let after = ''; ; ) {
    const responses = await listResponses(consultation, after, atOnce)
    if (responses.length === 0) break
    after = responses.at(-1)?._id ?? after
    compared.push(...(await comparedOf(responses)))
    await progress(Math.min(compared.length, of), of)
  }
  const found = alike(compared, await fewCopies(consultation))
  await keepPairs({ _id: consultation, at: new Date(), responses: compared.length }, newId(), found)
  // Whoever made theirs anonymous meanwhile is in no pair: nothing may lead from one response of theirs to the other.
  const responses = [...new Set(found.flatMap(pair => pair.responses))]
  for (let from = 0; from < responses.length; from += atOnce)
    for (const { _id, anonymous } of await findResponses(responses.slice(from, from + atOnce)))
      if (anonymous) await forgetPairsOf(_id)
}

async function comparedOf(all: Response[]): Promise<Compared[]> {
  const responses = all.filter(({ state, anonymous }) => state === 'submitted' && !anonymous)
  const notes = responses.filter(({ capacity }) => capacity === 'notes')
  const [identities, texts] = await Promise.all([
    findIdentities(responses.flatMap(({ identity }) => identity ?? [])),
    findTexts(notes.flatMap(currentTexts)),
  ])
  const who = new Map(identities.map(identity => [identity._id, identity]))
  const words = new Map<string, string>()
  for (const { respondent, text } of texts) words.set(respondent, `${words.get(respondent) ?? ''}\n${text}`)
  return responses.map(({ _id: response, identity, capacity }) => {
    const { name = '', organisation = '', email = '', contacts = {} } = who.get(identity ?? '') ?? {}
    const emails = [email, ...Object.values(contacts)].map(each => each.trim().toLowerCase())
    return {
      ...{ response, name, organisation },
      emails: emails.filter(each => each !== ''),
      ...(capacity === 'notes' ? { notes: words.get(response) ?? '' } : {}),
    }
  })
}

/** Who sent the same words, of texts that only a few did. */
async function fewCopies(consultation: string): Promise<string[][]> {
  const search = await findSearch(consultation)
  if (!search?.search) return []
  const campaigns = (await listCampaigns(search)).filter(({ senders }) => senders <= fewSenders)
  return Promise.all(
    campaigns.map(async ({ rank }) => {
      const copies = await copiesOf(search, rank)
      return copies.map(({ respondent }) => respondent)
    }),
  )
}
