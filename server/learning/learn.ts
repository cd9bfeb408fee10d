import { MessageChannel } from 'node:worker_threads'
import type { Example, Judged } from '../../analysis/index.ts'
import type { Progress } from '../jobs/runner.ts'
import { oneThread } from '../thread.ts'
import type { Learned, LearnTask, Told } from './learnWorker.ts'

const inPerCent = 100
/** How often progress is told. */
const everyMs = 500

/** A thread apart from that of tagging, so that what is sent while something is learned is tagged at once. */
const thread = oneThread<LearnTask, Learned>(import.meta.dirname, 'learnWorker', 1000)

/** What was measured of some examples so far, in the order in which it is measured. */
export type Measured = { known: Judged[][]; keep: (judged: Judged[]) => Promise<void> }

/**
 * Learns from coded sentences, beside the pages.
 *
 * @param kept what an earlier run measured of the same examples, and where more of it is kept as it is measured
 * @param progress told in per cent; where it throws, the thread is ended and so is the learning
 */
export async function learn(examples: Example[], kept: Measured, progress: Progress): Promise<Learned> {
  const { port1: told, port2: port } = new MessageChannel()
  const stop = new AbortController()
  let share = 0
  const measured: Judged[][] = []
  told.on('message', ({ done, of, judged }: Told) => {
    share = done / of
    if (judged) measured.push(judged)
  })
  try {
    let learned: Learned | undefined
    const running = thread()
      .run({ examples, known: kept.known, port }, { transferList: [port], signal: stop.signal })
      .then(result => {
        learned = result
      })
    while (!learned) {
      await Promise.race([running, new Promise(resolve => setTimeout(resolve, everyMs))])
      for (const judged of measured.splice(0)) await kept.keep(judged)
      if (!learned) await progress(Math.floor(share * inPerCent), inPerCent)
    }
    // It may have ended while that was told.
    for (const judged of measured.splice(0)) await kept.keep(judged)
    await progress(inPerCent, inPerCent)
    return learned
  } finally {
    stop.abort()
    told.close()
  }
}
