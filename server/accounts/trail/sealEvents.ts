import type { Services } from '../../services.ts'
import { markSealed, waitingEvents } from '../auditStore.ts'
import { addBlock, lastBlock } from './blockStore.ts'
import { nextBlock } from './chain.ts'

/** How many events a block has at most. */
const mostEvents = 500

/** Seals what is done at the desk within some seconds: work that one process of a site does for all of them. */
export function registerSealing({ config, runner }: Services): void {
  runner.registerPending({
    name: 'seal the audit trail',
    // Named by the block that is to come, so that one that fails is told from those behind it.
    waiting: async () =>
      (await waitingEvents(1)).length > 0 ? [`${((await lastBlock())?._id ?? 0) + 1}`] : [],
    run: async () => {
      await sealEvents(config.sessionSecret, new Date())
    },
  })
}

/**
 * Seals the oldest events that wait into one block. The block is the one write that counts: its events are marked
 * behind it, and first of all those of the last block, which a killed process may have left unmarked. So an event is
 * sealed once, be it written late by a slow process: it waits by its missing mark and not by its time. Of two that seal
 * at once one adds the block of a number, and the other begins again behind it.
 *
 * @returns how many events were sealed
 */
export async function sealEvents(secret: string, at: Date): Promise<number> {
  for (;;) {
    const last = await lastBlock()
    if (last) await mark(last)
    const events = await waitingEvents(mostEvents)
    if (events.length === 0) return 0
    const block = nextBlock(secret, last, events, at)
    if (!(await addBlock(block))) continue
    await mark(block)
    return events.length
  }
}

async function mark({ _id, events }: { _id: number; events: { id: string }[] }): Promise<void> {
  await markSealed(
    events.map(({ id }) => id),
    _id,
  )
}
