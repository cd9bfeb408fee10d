import { channelNames } from '../../responses/byStaff/brought.ts'
import { speaksFor } from '../../responses/byStaff/speaksFor.ts'
import { findIdentities } from '../../responses/identityStore.ts'
import type { Response } from '../../responses/response.ts'
import {
  type Decision,
  type Likeness,
  lastLook,
  type PersonPair,
  pairsWith,
} from '../../responses/samePerson/pairStore.ts'
import { findResponses } from '../../responses/store.ts'

const why: Record<Likeness, string> = {
  email: 'Both give the same email address.',
  name: 'Both give the same name, and the same organisation or none.',
  words: 'Both hold the same words, which hardly anybody else sent.',
  noted: 'The notes of the event name whoever sent the other.',
}

const decided: Record<Decision, string> = {
  same: 'one person',
  different: 'different people',
  open: 'not decided',
}

/** The pairs of a consultation: those that wait first, then those that are one person’s, then the others. */
export async function samePersonPage(consultation: string, nameOf: (id: string) => string) {
  const [look, open, same, different] = await Promise.all([
    lastLook(consultation),
    pairsWith(consultation, 'open'),
    pairsWith(consultation, 'same'),
    pairsWith(consultation, 'different'),
  ])
  const pairs = [...open, ...same, ...different]
  const responses = await standing(pairs.flatMap(pair => pair.responses))
  const identities = await findIdentities([...responses.values()].flatMap(({ identity }) => identity ?? []))
  const who = new Map(identities.map(identity => [identity._id, identity]))
  const views = (some: PersonPair[]) =>
    some.flatMap(({ _id, responses: both, why: likenesses, decision, events }) => {
      const sides = both.flatMap(id => responses.get(id) ?? [])
      // Whoever withdrew, or made theirs anonymous, is in no pair.
      if (sides.length < 2) return []
      return [
        {
          action: `/desk/${consultation}/same-person/${_id}`,
          references: sides.map(({ reference }) => reference).join(' and '),
          seen: events.length,
          decision,
          why: likenesses.map(likeness => why[likeness]),
          sides: sides.map(response => sideView(response, who.get(response.identity ?? ''))),
          history: events.map(({ at, by, decision: was }) => ({ at, by: nameOf(by), what: decided[was] })),
        },
      ]
    })
  return { look, open: views(open), same: views(same), different: views(different) }
}

async function standing(ids: string[]): Promise<Map<string, Response>> {
  const found = await findResponses([...new Set(ids)])
  const stand = found.filter(({ state, anonymous }) => state === 'submitted' && !anonymous)
  return new Map(stand.map(response => [response._id, response]))
}

type Who = Awaited<ReturnType<typeof findIdentities>>[number] | undefined

function sideView({ _id, consultation, reference, capacity, submittedOn, brought }: Response, who: Who) {
  const addresses = [who?.email ?? '', ...Object.values(who?.contacts ?? {})].filter(Boolean)
  return {
    href: `/desk/${consultation}/responses/${_id}`,
    reference,
    submittedOn,
    came: brought ? channelNames[brought.as] : '',
    speaksFor: speaksFor[capacity],
    behalf: who?.behalf ?? '',
    name: who?.name ?? '',
    organisation: who?.organisation ?? '',
    email: [...new Set(addresses)].join(', '),
  }
}
