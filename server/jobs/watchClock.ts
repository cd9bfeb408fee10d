import type { Log } from '../http/log.ts'
import { noteTime } from './clockStore.ts'

const everyMs = 60_000
/** How far a clock may go astray between two looks before the log tells of it. */
const mostAstrayMs = 60_000
/** How often the log says that the clock is doubted. */
const sayAgainMs = 60 * 60 * 1000

/** Looks at the clock every minute, and tells administrators where it jumps or is not believed. @returns what ends that */
export async function watchClock(log: Log): Promise<() => void> {
  const look = clockLook(log)
  await look(new Date(), performance.now())
  const watching = setInterval(() => {
    look(new Date(), performance.now()).catch(error => log.error({ err: error }, 'the time was not noted'))
  }, everyMs)
  return () => clearInterval(watching)
}

/**
 * A look at the clock, each compared to the one before.
 *
 * @returns looks at a moment; `passed` is what a clock says that nobody sets, in milliseconds
 */
export function clockLook(log: Log): (now: Date, passed: number) => Promise<void> {
  let before: { now: Date; passed: number } | undefined
  let saidAt = Number.NEGATIVE_INFINITY
  return async (now, passed) => {
    const jumped = before ? now.getTime() - before.now.getTime() - (passed - before.passed) : 0
    before = { now, passed }
    if (Math.abs(jumped) > mostAstrayMs)
      log.warn(
        { seconds: Math.round(jumped / 1000) },
        'the clock jumped: it was set, or the machine was asleep',
      )
    const { doubt } = await noteTime(now)
    if (doubt && passed >= saidAt + sayAgainMs) {
      saidAt = passed
      log.error(
        doubt,
        'the clock is days ahead of the time that was last noted: nothing is deleted by its day until the clock is right or has gone on for 20 hours',
      )
    } else if (!doubt) saidAt = Number.NEGATIVE_INFINITY
  }
}
