import type { Runner } from '../../jobs/runner.ts'
import { findToErase, thereAgain } from '../../responses/erasedStore.ts'
import { withdraw } from '../../responses/withdraw.ts'
import type { Services } from '../../services.ts'
import { erase } from './erase.ts'
import { keepErasureList, type Listing, readErasureList } from './erasureList.ts'
import {
  addErasures,
  allErasures,
  doneErasing,
  type Erasure,
  eraseAgain,
  waitingErasures,
} from './erasureStore.ts'

/** After this long, in milliseconds, an erasure waits no longer for what a withdrawal has done before it. */
const longestWait = 60 * 60 * 1000

/**
 * Has a response erased: its words are out of use at once, as after a withdrawal, and deleted within seconds by the
 * background work. Wake the runner afterwards. Again does nothing.
 */
export async function askToErase(consultation: string, response: string, now: Date): Promise<void> {
  await addErasures([{ _id: response, consultation, at: now }])
  await withdraw(consultation, response)
}

/** Has the runner erase, once what follows a withdrawal is done: findings are to be looked at, publications marked. */
export function registerErasing({ runner, config, log }: Services): void {
  runner.registerPending({
    name: 'erase responses',
    waiting: async () => {
      const ready: string[] = []
      for (const erasure of await waitingErasures())
        if (await isReady(erasure, new Date())) ready.push(erasure._id)
      return ready
    },
    run: id =>
      eraseOne(id, runner, async () => {
        await keepErasureList(config, error => log.error({ err: error }, 'the list of erasures was not kept'))
      }),
  })
}

/** The list is kept first: a backup that is restored after a fault between the two erases it too. */
async function eraseOne(id: string, runner: Runner, keepList: () => Promise<void>): Promise<void> {
  await keepList()
  const asked = await erase(id)
  await doneErasing(id)
  if (asked) runner.wake()
}

async function isReady({ _id, consultation, at }: Erasure, now: Date): Promise<boolean> {
  const response = await findToErase(_id)
  if (response && response.state !== 'withdrawn') {
    await withdraw(consultation, _id)
    return false
  }
  return !response || response.pending.length === 0 || now.getTime() - at.getTime() > longestWait
}

/**
 * Takes up erasures that a restored backup does not know of, and those whose responses are there again: their words are
 * out of use when this returns. For the start, before anybody is served, and once a day.
 *
 * @param failed told of a list that could not be written anew
 */
export async function takeUpErasures(site: Listing, failed: (error: unknown) => void): Promise<void> {
  await addErasures(await readErasureList(site))
  const all = await allErasures()
  if (all.length > 0) await keepErasureList(site, failed)
  const there = await thereAgain(all.map(({ _id }) => _id))
  await eraseAgain(there)
  for (const { _id, consultation } of all) if (there.includes(_id)) await withdraw(consultation, _id)
}
