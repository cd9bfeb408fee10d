import { currentWording } from '../../consultations/consentWording.ts'
import type { Page } from '../../consultations/questions.ts'
import { zoneOf } from '../../consultations/store.ts'
import { say } from '../../http/languages/say.ts'
import { type Answering, addressOf, askedOf } from '../answering/answering.ts'
import { firstUnfinished } from '../answering/checks.ts'
import { behalfOf, isCapacity } from '../answering/declaration.ts'
import { kindOf } from '../answering/kinds/kindOf.ts'
import type { Lease } from '../draftStore.ts'
import { colleaguesOf, colleagueToken } from './colleagueStore.ts'
import { asWritten } from './latePage.ts'
import { first, heldByOther, holdingAddress, maySend, writerIn, writersOf } from './people.ts'
import type { Sharing } from './share.ts'

/** Where a draft is shared with others. */
export function othersAddress(answering: Answering): string {
  return `${addressOf(answering, 'check')}/others`
}

/** With whom a draft is shared: for who began it with the links, and a form for another one. */
export async function othersPage(answering: Answering, baseUrl: string, entered: Sharing) {
  const { draft, colleague, token } = answering
  const address = othersAddress(answering)
  const colleagues = await colleaguesOf(draft._id)
  const messageAt = (place: string) => {
    const found = entered.problems.find(problem => problem.place === place)
    return found ? { errorMessage: { text: found.message } } : {}
  }
  const field = (id: 'own' | 'name', text: string, hint: string, value: string) => ({
    ...{ id, name: id, label: { text, classes: 'govuk-label--s' }, hint: { text: hint }, value },
    ...messageAt(id),
  })
  return {
    title: say('Answer with others'),
    // Where one came from: the check page, or before it the page that one has come to.
    back: addressOf(answering, firstUnfinished(askedOf(answering), draft)?.id ?? 'check'),
    action: address,
    begun: colleague === undefined,
    startedBy: draft.joint?.name,
    problems: entered.problems.length > 0 ? entered.problems : undefined,
    colleagues: colleagues
      .filter(({ ended }) => !ended)
      .map(({ key, name, maySend, _id }) => ({
        ...{ name, maySend },
        isYou: _id === colleague?._id,
        ...(colleague ? {} : { link: `${baseUrl}/answer/${colleagueToken(token, key)}` }),
        change: `${address}/${key}`,
      })),
    ended: colleagues.filter(({ ended }) => ended).map(({ name }) => name),
    own: field(
      'own',
      say('Your name, as your colleagues see it'),
      say('It is shown to them alone, and forgotten once the response is sent.'),
      entered.own ?? draft.joint?.name ?? draft.declaration.name ?? '',
    ),
    name: field(
      'name',
      say('Name of a colleague'),
      say('So that everybody sees who is answering which page. It is forgotten once the response is sent.'),
      entered.name,
    ),
    mayBox: {
      name: 'maySend',
      items: [
        {
          value: 'yes',
          text: say('They may also decide how the response may be quoted, and send it'),
          checked: entered.maySend,
        },
      ],
    },
  }
}

/** A page of questions that somebody else has now, for reading. */
export async function heldPage(answering: Answering, page: Page, { by, until }: Lease) {
  const name = (await writersOf(answering.draft)).get(by) ?? say('Somebody')
  return {
    title: page.title,
    back: addressOf(answering, 'check'),
    again: addressOf(answering, page.id),
    waiting: holdingAddress(answering, page),
    zone: zoneOf(answering.consultation),
    ...{ name, until },
    rows: page.questions
      .filter(({ type }) => type !== 'statement')
      .map(question => ({
        key: { text: question.label },
        value: asWritten(kindOf(question).shown(question, answering.draft) ?? say('Not answered yet')),
      })),
  }
}

/** What the check page of a draft says of others who write it, or of how it can be shared. */
export async function jointTold(answering: Answering) {
  const { draft } = answering
  if (draft.revises) return {}
  const names = await writersOf(draft)
  const wrote = askedOf(answering).flatMap(page =>
    page.questions.flatMap(({ id, label }) => {
      const { by = first, at } = draft.wrote?.[id] ?? {}
      return at ? [{ label, at, name: names.get(by) ?? say('Somebody') }] : []
    }),
  )
  const now = new Date()
  const busy = askedOf(answering).flatMap(({ id, title }) => {
    const lease = heldByOther(draft, id, writerIn(answering), now)
    return lease ? [{ title, name: names.get(lease.by) ?? say('Somebody') }] : []
  })
  return {
    others: othersAddress(answering),
    ...(draft.joint
      ? { joint: { wrote, busy, speaks: speaksAs(answering), you: names.get(writerIn(answering) ?? first) } }
      : {}),
    ...(maySend(answering) ? {} : { onward: undefined, sender: draft.joint?.name }),
  }
}

/** How the response will speak, as its declaration has it so far; undefined where nothing was chosen. */
function speaksAs(answering: Answering) {
  const { capacity = '', people = '' } = answering.draft.declaration
  if (!isCapacity(capacity)) return undefined
  return { capacity: currentWording().capacities[capacity], people, behalf: behalfOf(answering) }
}
