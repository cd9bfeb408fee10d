import type { Services } from '../../services.ts'
import { dropUseless, readyMails, takeUpAbandoned } from '../mailStore.ts'
import { send } from './send.ts'

/** How long no mail is tried after one found the mail server out of reach. */
const restMs = 60_000
/** How often it is looked for what dead processes left, and for what is of no use any more. */
const tidyEveryMs = 60_000

/** Has the runner send mails whose turn has come, where there is a mail server. */
export function registerMail({ runner, post, log, config }: Services): void {
  let restUntil = 0
  let tidyAt = 0
  runner.registerBeside({
    name: 'send mail',
    async waiting() {
      const now = new Date()
      if (now.getTime() >= tidyAt) {
        tidyAt = now.getTime() + tidyEveryMs
        await takeUpAbandoned(now)
        await dropUseless(now)
      }
      return post.sends && now.getTime() >= restUntil ? readyMails(now) : []
    },
    async run(id) {
      if (Date.now() < restUntil) return
      const tried = await send(config.mail, post, id, new Date())
      if (!tried) return
      const { mail, outcome } = tried
      if (outcome.is === 'later' && outcome.everybody) restUntil = Date.now() + restMs
      const isFine = outcome.is === 'sent' || outcome.is === 'dropped'
      log[isFine ? 'info' : 'warn']({ mail: mail._id, kind: mail.kind, outcome: outcome.is }, 'tried a mail')
    },
  })
}
