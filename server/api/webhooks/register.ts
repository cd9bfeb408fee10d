import type { Services } from '../../services.ts'
import { readyDeliveries, takeUpAbandoned, takeUpLate } from './deliveryStore.ts'
import { guardedLookup } from './guard.ts'
import { sendReady, tooLongMs } from './send.ts'
import { tellOfFindings, tellOfHours, tellOfResponses } from './tell.ts'

/** How often hours are looked at, and what dead processes left, in milliseconds. */
const tidyEveryMs = 60_000

/** Has the runner tell webhooks what happened, beside all else: a receiver that is slow holds up nothing but itself. */
export function registerWebhooks({ runner, config }: Services): void {
  const toLoopback = config.webhooksToLoopback
  const sending = { secret: config.sessionSecret, toLoopback, lookup: guardedLookup(toLoopback) }
  let tidyAt = 0
  runner.registerBeside(
    {
      name: 'tell webhooks',
      async waiting() {
        const [now, passed] = [new Date(), performance.now()]
        if (passed >= tidyAt) {
          tidyAt = passed + tidyEveryMs
          await takeUpAbandoned(now)
          await takeUpLate(now, tooLongMs)
          await tellOfHours(now)
        }
        while ((await tellOfResponses(now)) > 0);
        await tellOfFindings(now)
        return (await readyDeliveries(now)).map(({ _id, hook }) => `${hook} ${_id}`)
      },
      runAll: ids =>
        sendReady(
          ids.map(id => {
            const [hook = '', _id = ''] = id.split(' ')
            return { hook, _id }
          }),
          sending,
        ),
    },
    'webhooks',
  )
}
