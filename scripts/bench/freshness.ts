import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pass } from 'node:timers/promises'
import { draftIdOf } from '../../server/responses/draftStore.ts'
import { findByOrigin } from '../../server/responses/store.ts'
import { median } from './median.ts'
import { sendAll } from './submissions/load.ts'
import { startPrepared } from './submissions/prepared.ts'

const warm = 3
const sent = 20
const betweenLooksMs = 10

/** Measures how long a response that is sent alone waits until its tags are there to be read. */
export async function benchFreshness(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'soundings-bench-'))
  const { running, posts } = await startPrepared(folder, warm + sent)
  try {
    const waits: number[] = []
    for (const post of posts) {
      await sendAll(running.url, [post], 1)
      const acknowledged = performance.now()
      const draft = draftIdOf(post.path.split('/')[2] ?? '')
      while ((await findByOrigin(draft))?.pending.includes('tag') !== false) await pass(betweenLooksMs)
      waits.push(performance.now() - acknowledged)
    }
    waits.splice(0, warm)
    console.log(
      `From a response's receipt to its tags, ${sent} sent one by one:\n` +
        `  median ${Math.round(median(waits))} ms, longest ${Math.round(Math.max(...waits))} ms (aim: within a second)`,
    )
  } finally {
    await running.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
