import { newId } from '../../../server/database/ids.ts'
import { claimMail, settle } from '../../../server/mail/mailStore.ts'
import { mailIdOf } from '../../../server/mail/post.ts'
import { findResponse } from '../../../server/responses/store.ts'
import { quotedToken } from '../../../server/testimony/notices/token.ts'
import { addChapter } from '../../reports/publication/published.ts'
import type { Scene } from './scene.ts'
import { desk, type Opening, press, type View, visit } from './view.ts'

const route = '/desk/mail'
const letter = `${route}/:mail`
const outbox = desk(route)
const own = '/quoted/:token'

/** Asks for a mail of a cause of its own. */
async function ask({ site }: Scene): Promise<string> {
  const [now, cause] = [new Date(), newId()]
  const until = new Date(now.getTime() + 60 * 60 * 1000)
  site.post.register('answered', async () => ({
    to: 'ada@example.org',
    subject: 'Your sentence',
    text: 'Look.\n',
  }))
  await site.post.ask({ kind: 'answered', cause, to: 'SND-AAAA-2222', about: {}, until }, now)
  return mailIdOf('answered', cause)
}

const opened: Opening = async scene => desk(`${route}/${await ask(scene)}`)(scene)

const withFaults: Opening = async scene => {
  for (const state of ['failed', 'unsure'] as const) {
    const claimed = await claimMail(await ask(scene), new Date())
    if (claimed) await settle(claimed, state, new Date(), 'The mail server refused it: 550 No such person')
  }
  return outbox(scene)
}

/** Goes to the page of one of the demo's respondents. */
const quotedOf =
  (rest = ''): Opening =>
  async scene => {
    const response = await findResponse(scene.demo, scene.response)
    if (!response) throw new Error('quotedOf: the response is gone')
    return visit(`/quoted/${quotedToken(scene.site.config.sessionSecret, response)}${rest}`)(scene)
  }

/** The same for somebody whose words may be withdrawn by it. */
const quotedOnce: Opening = async scene => {
  const { consultation, named } = await addChapter(scene.site)
  const response = await findResponse(consultation, named.respondent)
  if (!response) throw new Error('quotedOnce: the response is gone')
  return visit(`/quoted/${quotedToken(scene.site.config.sessionSecret, response)}/withdraw`)(scene)
}

/** The outbox, a mail that waits to be sent by hand, and the page of somebody who was mailed that they are quoted. */
export const mailViews: View[] = [
  { route, state: 'as it is', open: outbox, says: 'This site sends no mail:' },
  { route: own, state: 'as it is', open: quotedOf(), says: 'Where you are quoted' },
  { route: `${own}/withdraw`, state: 'as it is', open: quotedOf('/withdraw'), says: 'It cannot be undone' },
  {
    route: `${own}/withdraw`,
    state: 'done',
    open: press(quotedOnce, 'Withdraw all my words'),
    says: 'Your words are withdrawn',
  },
  { route: letter, state: 'as it is', open: opened, says: 'It has not been sent.' },
  { route, state: 'with a mail that waits', open: outbox, says: 'Open it to send it' },
  { route, state: 'sent by hand', open: press(opened, 'I have sent it'), says: 'It is marked as sent' },
  { route, state: 'with mails that failed', open: withFaults, says: 'It may have been sent.' },
]
