/** How many of what is asked for go in one round trip. */
const most = 100

type Asked<Asking, Answer> = {
  asking: Asking
  resolve: (answer: Answer) => void
  reject: (error: unknown) => void
}

/**
 * Lets callers who ask at the same time share a round trip to the database. What is asked for while one is under way
 * goes with the next; who asks alone waits for nothing but the end of this turn of the event loop.
 * A batch that fails is asked for again one by one, so that nobody's fault is another's.
 *
 * @param ask gives one answer for each of a batch, in its order; it may be called twice for the same
 */
export function together<Asking, Answer>(
  ask: (batch: Asking[]) => Promise<Answer[]>,
): (asking: Asking) => Promise<Answer> {
  let waiting: Asked<Asking, Answer>[] = []
  let underWay = false

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, most)
      waiting = waiting.slice(most)
      await answer(batch)
    }
    underWay = false
  }

  async function answer(batch: Asked<Asking, Answer>[]): Promise<void> {
    try {
      const answers = await ask(batch.map(({ asking }) => asking))
      for (const [index, { resolve }] of batch.entries()) resolve(answers[index] as Answer)
    } catch (error) {
      if (batch.length === 1) batch[0]?.reject(error)
      else for (const each of batch) await answer([each])
    }
  }

  return asking =>
    new Promise((resolve, reject) => {
      waiting.push({ asking, resolve, reject })
      if (underWay) return
      underWay = true
      setImmediate(run)
    })
}
