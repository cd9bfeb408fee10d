/** How many files are being read at once, in processes of their own. */
const most = 2

let running = 0
const waiting: (() => void)[] = []

/** Runs `work` when fewer than two others are running; in the order of asking. */
export async function withSlot<Result>(work: () => Promise<Result>): Promise<Result> {
  if (running < most) running++
  else await new Promise<void>(resolve => waiting.push(resolve))
  try {
    return await work()
  } finally {
    // The place is handed on rather than given back, so that nobody slips in between.
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}
