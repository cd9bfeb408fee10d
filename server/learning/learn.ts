import path from 'node:path'
import { MessageChannel } from 'node:worker_threads'
import { Piscina } from 'piscina'
import type { Example } from '../../analysis/index.ts'
import type { Progress } from '../jobs/runner.ts'
import { sourceArguments, sourceExtension } from '../sources.ts'
import type { Learned, LearnTask } from './learnWorker.ts'

const inPerCent = 100
/** How often progress is told. */
const everyMs = 500

let pool: Piscina<LearnTask, Learned> | undefined

/** A thread apart from that of tagging, so that what is sent while something is learned is tagged at once. */
function workers(): Piscina<LearnTask, Learned> {
  pool ??= new Piscina({
    filename: path.join(import.meta.dirname, `learnWorker${sourceExtension}`),
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: 1000,
    execArgv: sourceArguments,
  })
  return pool
}

/**
 * Learns from coded sentences, beside the pages.
 *
 * @param progress told in per cent; where it throws, the thread is ended and so is the learning
 */
export async function learn(examples: Example[], progress: Progress): Promise<Learned> {
  const { port1: told, port2: port } = new MessageChannel()
  const stop = new AbortController()
  let share = 0
  told.on('message', ({ done, of }: { done: number; of: number }) => {
    share = done / of
  })
  try {
    let learned: Learned | undefined
    const running = workers()
      .run({ examples, port }, { transferList: [port], signal: stop.signal })
      .then(result => {
        learned = result
      })
    while (!learned) {
      await Promise.race([running, new Promise(resolve => setTimeout(resolve, everyMs))])
      await progress(learned ? inPerCent : Math.floor(share * inPerCent), inPerCent)
    }
    return learned
  } finally {
    stop.abort()
    told.close()
  }
}
