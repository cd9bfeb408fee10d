import { newId } from '../../../server/database/ids.ts'
import { claimMail, settle } from '../../../server/mail/mailStore.ts'
import { mailIdOf } from '../../../server/mail/post.ts'
import type { Scene } from './scene.ts'
import { desk, type Opening, press, type View } from './view.ts'

const route = '/desk/mail'
const letter = `${route}/:mail`
const outbox = desk(route)

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

/** The outbox, and a mail that waits to be sent by hand. */
export const mailViews: View[] = [
  { route, state: 'as it is', open: outbox, says: 'This site sends no mail:' },
  { route: letter, state: 'as it is', open: opened, says: 'It has not been sent.' },
  { route, state: 'with a mail that waits', open: outbox, says: 'Open it to send it' },
  { route, state: 'sent by hand', open: press(opened, 'I have sent it'), says: 'It is marked as sent' },
  { route, state: 'with mails that failed', open: withFaults, says: 'It may have been sent.' },
]
