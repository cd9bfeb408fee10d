import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { findAccountByEmail } from '../../server/accounts/store.ts'
import { codebookOf } from '../../server/codebook/store.ts'
import { assign } from '../../server/coding/assignments/assign.ts'
import { readConfig } from '../../server/config.ts'
import { start } from '../../server/main.ts'
import { fillCorpus } from './corpus/fill.ts'
import { researcher } from './corpus/researcher.ts'
import { type Place, percentile, type Times, waits } from './corpus/waits.ts'
import { signIn } from './desk/signIn.ts'

const sizes = { small: 1000, large: 10_000 }

/**
 * Measures what a researcher waits for in a consultation of 10,000 responses and 100,000 codings beside one of 1,000,
 * on one server with an embedded database of its own: the 95th percentile of each kind, and its ratio.
 */
export async function benchCorpus(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'soundings-bench-'))
  const running = await start(
    readConfig({ DATA_DIR: folder, PORT: '0', DEMO: 'off', LOG_LEVEL: 'error', NODE_ENV: 'production' }),
  )
  try {
    const began = performance.now()
    const codings = { small: 0, large: 0 }
    for (const [consultation, responses] of entriesOf(sizes))
      codings[consultation] = await fillCorpus(consultation, responses)
    await running.services.runner.idle()
    const by = researcher(await signIn(running.url))
    const account = (await findAccountByEmail('bench@soundings.example'))?._id ?? ''
    const all = { how: 'all', size: 0, question: '', attribute: '', references: '' } as const
    for (const consultation of Object.keys(sizes))
      await assign(consultation, account, [account], all, { filter: '', seed: 1 })
    console.log(
      `${sizes.small} and ${sizes.large} responses, ${codings.small} and ${codings.large} codings, filled in ${seconds(began)} s; 95th percentiles (aim: below 300 ms, ratio below 3):`,
    )
    for (const [kind, measure] of Object.entries(waits)) {
      const small = await measure(await placeOf(running.url, 'small'), by)
      const large = await measure(await placeOf(running.url, 'large'), by)
      console.log(line(kind, small, large))
      await running.services.runner.idle()
    }
  } finally {
    await running.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function placeOf(url: string, consultation: string): Promise<Place> {
  const { themes } = await codebookOf(consultation)
  return { desk: `${url}/desk/${consultation}`, themes: themes.map(({ id }) => id) }
}

function line(name: string, small: Times, large: Times): string {
  const [a, b] = [percentile(small), percentile(large)]
  return `  ${name.padEnd(32)} ${a.toFixed(0).padStart(5)} ms ${b.toFixed(0).padStart(6)} ms   ratio ${(b / a).toFixed(1)}`
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(0)
}

function entriesOf<Key extends string>(all: Record<Key, number>): [Key, number][] {
  return Object.entries(all) as [Key, number][]
}
