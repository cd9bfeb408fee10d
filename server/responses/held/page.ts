import { listAccounts } from '../../accounts/store.ts'
import { keptUntil } from '../../consultations/retention/retentionStore.ts'
import { type Consultation, zoneOf } from '../../consultations/store.ts'
import { copyOf } from '../byMail/copy.ts'
import type { Response } from '../response.ts'
import { type HeldReason, heldReasons, secondThoughts } from './held.ts'
import {
  type Act,
  countHeld,
  countRejected,
  findHeld,
  latestActs,
  newestWaiting,
  rejectedOf,
  waitingFor,
} from './heldStore.ts'

/** How many of one kind, and of those that were decided on, one page shows. */
const shownOfKind = 20
const shownActs = 20
const shownRejected = 50
/** Characters of one answer that are shown: enough to tell a person's words. */
const longestShown = 1500

const kinds: Record<HeldReason, { title: string; meaning: string }> = {
  trap: {
    title: 'Filled in a field that nobody sees',
    meaning:
      'The page on which a response is sent has one field that is neither shown nor read aloud. People leave it empty; programs that fill in everything do not.',
  },
  pace: {
    title: 'Sent faster than anybody fills in a form',
    meaning: 'All pages were sent in less than two seconds each. Pasting prepared words takes longer.',
  },
  repeat: {
    title: 'The same words from the same place, again and again',
    meaning:
      'More than five responses in the same words came from one network within ten minutes. That may be a program, or several people who answer together.',
  },
}

/**
 * The responses that wait for a person to say whether they are let in, by why they are held, and what was decided.
 *
 * @param reference of one that is looked for; empty where none is
 */
export async function heldPage(consultation: Consultation, reference: string) {
  const { _id } = consultation
  const [found, groups, acts, rejected, rejectedCount, until] = await Promise.all([
    reference === '' ? null : findHeld(_id, reference),
    Promise.all(heldReasons.map(why => group(_id, why))),
    latestActs(_id, shownActs),
    rejectedOf(_id, shownRejected),
    countRejected(_id),
    keptUntil(consultation),
  ])
  const names = new Map((await listAccounts()).map(account => [account._id, account.name]))
  const waiting = groups.reduce((sum, { total }) => sum + total, 0)
  return {
    waiting,
    reference,
    found: found ? await itemView(found) : undefined,
    problems:
      reference !== '' && !found
        ? [
            {
              place: 'reference',
              message: `No response that is held here has the reference ${reference}. Check it, letter by letter`,
            },
          ]
        : undefined,
    groups: groups.filter(({ total }) => total > 0),
    acts: acts.map(act => actView(act, names, zoneOf(consultation))),
    rejected: await Promise.all(rejected.map(itemView)),
    rejectedCount,
    moreRejected: rejectedCount > rejected.length ? shownRejected : undefined,
    until,
    isEmpty: waiting === 0 && acts.length === 0 && rejectedCount === 0,
  }
}

async function group(consultation: string, why: HeldReason) {
  const [total, newest, responses] = await Promise.all([
    countHeld(consultation, why),
    newestWaiting(consultation, why),
    waitingFor(consultation, why, shownOfKind),
  ])
  return {
    ...kinds[why],
    why,
    total,
    several: total > 1,
    until: newest?.toISOString(),
    more: total > responses.length ? responses.length : undefined,
    items: await Promise.all(responses.map(itemView)),
  }
}

async function itemView(response: Response) {
  const { answers } = await copyOf(response)
  const others = (response.held?.why ?? []).slice(1).map(why => kinds[why].title.toLowerCase())
  return {
    id: response._id,
    reference: response.reference,
    submittedOn: response.submittedOn,
    isDecided: response.held?.decision !== undefined,
    others,
    answers: answers.map(({ question, answer }) => ({
      question,
      answer: answer.slice(0, longestShown).replace(/[\uD800-\uDBFF]$/, ''),
      isCut: answer.length > longestShown,
    })),
  }
}

function actView({ act, verdict, count, by, at }: Act, names: Map<string, string>, zone: string) {
  return {
    ...{ act, count, at, zone },
    isReleased: verdict === 'released',
    by: names.get(by) ?? 'Somebody whose account is gone',
    letInAt: new Date(at.getTime() + secondThoughts),
  }
}
