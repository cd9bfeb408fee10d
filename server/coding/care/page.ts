import { may } from '../../accounts/roles.ts'
import type { Account } from '../../accounts/store.ts'
import type { Consultation } from '../../consultations/store.ts'
import { type Hold, type HoldState, holdKindNames, holdStates } from '../../responses/care/hold.ts'
import { textsHeld } from '../../responses/care/holdStore.ts'
import { findResponses } from '../../responses/store.ts'
import type { WrittenText } from '../../responses/textStore.ts'
import { excerptOf } from '../pages/excerpt.ts'
import { coderNames } from '../pages/names.ts'
import { questionLabels } from '../pages/questionLabels.ts'
import { countsOfCopies } from './copiesHeldStore.ts'
import { verdicts } from './forms.ts'

/** How many answers with something held one page shows. */
const pageSize = 25

const stateNames: Record<HoldState, string> = {
  waiting: 'Waits for a decision',
  kept: 'Kept out of sight',
  redacted: 'Redacted for good',
  released: 'Released: everybody can read it again',
  undone: 'Taken back by who held it',
}

const verdictNames: Record<(typeof verdicts)[number], string> = {
  released: 'Release it: everybody at the desk can read it again',
  kept: 'Keep it out of sight: it can be released later',
  redacted:
    'Redact it for good: it can never be released. The answer as sent is kept for its respondent alone',
}

/** What is held back and waits for a decision, or all that ever was; the words themselves for those alone who decide. */
export async function heldPassagesPage(
  consultation: Consultation,
  account: Account,
  asked: { after: string; all: boolean },
) {
  const decides = may(account, 'decideHolds')
  const states = asked.all ? holdStates : (['waiting'] as const)
  const texts = await textsHeld(consultation._id, states, asked.after, pageSize)
  const holds = texts.flatMap(text => (text.holds ?? []).map(({ id }) => id))
  const [responses, copies, labels, nameOf] = await Promise.all([
    findResponses([...new Set(texts.map(({ respondent }) => respondent))]),
    countsOfCopies([...new Set(holds)]),
    questionLabels(consultation._id, consultation.version),
    coderNames(),
  ])
  const byId = new Map(responses.map(response => [response._id, response]))
  const path = `/desk/${consultation._id}`
  const view = (text: WrittenText, hold: Hold) => {
    const response = byId.get(text.respondent)
    const mine = hold.by === account._id
    const isWithdrawn = response?.state === 'withdrawn'
    return {
      id: hold.id,
      text: text._id,
      reference: response?.reference ?? '',
      href: response ? `${path}/responses/${response._id}` : '',
      question: labels.get(text.question) ?? text.question,
      kind: holdKindNames[hold.kind],
      state: stateNames[hold.state],
      by: nameOf(hold.by),
      at: hold.at,
      note: decides || mine ? hold.note : '',
      copies: copies.get(hold.id) ?? 0,
      excerpt: decides && !isWithdrawn ? excerptOf(text.text, hold) : undefined,
      decisions: hold.decisions.map(({ state, by, at, reason }) => ({
        ...{ at, state: stateNames[state], by: nameOf(by) },
        reason: decides ? reason : '',
      })),
      mayUndo: hold.state === 'waiting' && (mine || decides),
      verdicts:
        decides && (hold.state === 'waiting' || hold.state === 'kept')
          ? verdicts
              .filter(value => value !== hold.state)
              .map(value => ({ value, label: verdictNames[value], chosen: false }))
          : undefined,
    }
  }
  const items = texts.flatMap(text =>
    (text.holds ?? [])
      .filter(({ state }) => states.some(each => each === state))
      .map(hold => view(text, hold)),
  )
  return {
    path: `${path}/passages-held`,
    decides,
    items,
    next: texts.length === pageSize ? (texts.at(-1)?._id ?? '') : '',
    all: asked.all,
    paged: asked.after !== '',
  }
}
