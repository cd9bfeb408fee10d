import { zoneOf } from '../../consultations/store.ts'
import { say } from '../../http/languages/say.ts'
import { type Answering, addressOf, pageOf } from '../answering/answering.ts'
import { kindOf } from '../answering/kinds/kindOf.ts'
import { type Aside, asidesOf } from './asideStore.ts'
import { bothAddress, enteredAside, questionsOf } from './bothPage.ts'
import { asWritten } from './latePage.ts'
import { first, writersOf } from './people.ts'

/** Where the words are shown that were kept aside of a draft. */
export function asidesAddress(answering: Answering): string {
  return `${addressOf(answering, 'check')}/aside`
}

/** All words that were kept aside of a draft, the newest first; what nobody has chosen between yet has a link for it. */
export async function asidesPage(answering: Answering) {
  const asides = await asidesOf(answering.draft._id)
  const names = await writersOf(answering.draft)
  return {
    title: say('Words that were kept aside'),
    back: addressOf(answering, 'check'),
    zone: zoneOf(answering.consultation),
    asides: asides.reverse().map(aside => {
      const page = pageOf(answering, aside.page)
      return {
        ...{ at: aside.at, by: names.get(aside.by ?? first) },
        title: page.title,
        choose: aside.settled ? undefined : bothAddress(answering, page, aside._id),
        rows: questionsOf(answering, page, aside).map(question => ({
          key: { text: question.label },
          value: asWritten(kindOf(question).shown(question, enteredAside(aside)) ?? say('Not answered')),
        })),
      }
    }),
  }
}

/** What the check page tells of words that were kept aside; `waiting` are those that somebody has to choose between. */
export async function asidesTold(answering: Answering) {
  const asides = answering.draft.aside ? await asidesOf(answering.draft._id) : []
  return asides.length === 0
    ? {}
    : { asides: { href: asidesAddress(answering), waiting: waitingAmong(answering, asides) } }
}

function waitingAmong(answering: Answering, asides: Aside[]) {
  return asides
    .filter(({ settled }) => !settled)
    .map(aside => {
      const page = pageOf(answering, aside.page)
      return { title: page.title, href: bothAddress(answering, page, aside._id) }
    })
}

/** Whether somebody has to choose between two texts before the response can be sent. */
export async function isUndecided({ draft }: Answering): Promise<boolean> {
  return draft.aside === true && (await asidesOf(draft._id)).some(({ settled }) => !settled)
}
