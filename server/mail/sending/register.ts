import { mayDeleteByDay } from '../../jobs/clockStore.ts'
import type { Services } from '../../services.ts'
import { dropUseless, readyMails, takeUpAbandoned, takeUpLate } from '../mailStore.ts'
import { send, tooLongMs } from './send.ts'

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
      const [now, passed] = [new Date(), performance.now()]
      if (passed >= tidyAt) {
        tidyAt = passed + tidyEveryMs
        await takeUpAbandoned(now)
        await takeUpLate(now, tooLongMs)
        if (await mayDeleteByDay(now)) await dropUseless(now)
      }
      return post.sends && passed >= restUntil ? readyMails(now) : []
    },
    async run(id) {
      if (performance.now() < restUntil) return
      const tried = await send(config.mail, post, id, new Date())
      if (!tried) return
      const { mail, outcome } = tried
      if (outcome.is === 'later' && outcome.everybody) restUntil = performance.now() + restMs
      const isFine = outcome.is === 'sent' || outcome.is === 'dropped'
      log[isFine ? 'info' : 'warn']({ mail: mail._id, kind: mail.kind, outcome: outcome.is }, 'tried a mail')
    },
  })
}
