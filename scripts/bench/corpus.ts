import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { findAccountByEmail } from '../../server/accounts/store.ts'
import { codebookOf } from '../../server/codebook/store.ts'
import { assign } from '../../server/coding/assignments/assign.ts'
import { readConfig } from '../../server/config.ts'
import { start } from '../../server/main.ts'
import { fillCorpus } from './corpus/fill.ts'
import { type Researcher, researcher } from './corpus/researcher.ts'
import { signIn } from './desk/signIn.ts'

const sizes = { small: 1000, large: 10_000 }
const rounds = 4
/** How many responses, and suggestions, somebody goes through one after another. */
const steps = 40

/** What is looked for; each so many times. */
const searches = [
  'pay',
  'turnip',
  'kettle lantern',
  '"ferry orchard"',
  'pay NEAR/3 council',
  'pay AND housing NOT budget',
  'ledger OR saddle OR copper',
  'harb*',
  'theme:Culture',
  'theme:Culture AND pay',
  'theme:Culture NEAR/10 theme:Vision',
  'theme:Culture theme:Outsourcing meadow',
  'verdict:unreviewed pay',
  'verdict:rejected theme:Vision',
  'pay sector:"sector 3"',
  'coucnil',
]

/** How long each of several steps took, in milliseconds. */
type Times = number[]

/**
 * What is measured, by what a researcher does in a consultation, from the press of a key to the whole page that follows.
 * The first of each compiles templates, and is not counted.
 */
const measured: Record<string, (desk: string, by: Researcher) => Promise<Times>> = {
  'next response': async (desk, by) => {
    let page = await by.open(`${desk}/work/next`)
    return timed(steps, async () => {
      page = await by.press(page, '/done$', 'done')
    })
  },
  'queue step': async (desk, by) => {
    let page = await by.open(`${desk}/queue`)
    return timed(steps, async step => {
      page = await by.press(page, '/responses/[^/]+/tags/', step % 3 === 0 ? 'reject' : 'accept-supports')
    })
  },
  'queue step, least sure first': async (desk, by) => {
    let page = await by.open(`${desk}/queue?order=leastSure`)
    return timed(steps, async () => {
      page = await by.press(page, '/responses/[^/]+/tags/', 'accept-mentions')
    })
  },
  "a theme's page": async (desk, by) => {
    const { themes } = await codebookOf(desk.slice(desk.lastIndexOf('/') + 1))
    const lists = ['accepted', 'unreviewed', 'rejected'].flatMap(list =>
      themes.map(({ id }) => `${desk}/themes/${id}?show=${list}`),
    )
    return timed(lists.length, at => by.open(lists[at] ?? ''))
  },
  search: async (desk, by) => {
    const addresses = searches.map(q => `${desk}/search?${new URLSearchParams({ q })}`)
    return timed(rounds * addresses.length, at => by.open(addresses[at % addresses.length] ?? ''))
  },
}

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
    for (const [kind, measure] of Object.entries(measured)) {
      const small = await measure(`${running.url}/desk/small`, by)
      const large = await measure(`${running.url}/desk/large`, by)
      console.log(line(kind, small, large))
      await running.services.runner.idle()
    }
  } finally {
    await running.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

function line(name: string, small: Times, large: Times): string {
  const [a, b] = [percentile(small), percentile(large)]
  return `  ${name.padEnd(32)} ${a.toFixed(0).padStart(5)} ms ${b.toFixed(0).padStart(6)} ms   ratio ${(b / a).toFixed(1)}`
}

function percentile(found: Times): number {
  const sorted = [...found].sort((a, b) => a - b)
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0
}

async function timed(times: number, act: (at: number) => Promise<unknown>): Promise<Times> {
  const found: Times = []
  await act(0)
  for (let at = 0; at < times; at++) {
    const started = performance.now()
    await act(at)
    found.push(performance.now() - started)
  }
  return found
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(0)
}

function entriesOf<Key extends string>(all: Record<Key, number>): [Key, number][] {
  return Object.entries(all) as [Key, number][]
}
