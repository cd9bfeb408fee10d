import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { readConfig } from '../../server/config.ts'
import { start } from '../../server/main.ts'
import { codeCorpus, fillCorpus } from './corpus/fill.ts'
import { signIn } from './desk/signIn.ts'

const sizes = { small: 1000, large: 10_000 }
const rounds = 8

/** What is measured, by what a researcher does: the addresses of a consultation, each asked for so many times. */
const measured: Record<string, string[]> = {
  search: [
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
  ].map(q => `/search?${new URLSearchParams({ q })}`),
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
    for (const [consultation, responses] of Object.entries(sizes)) await fillCorpus(consultation, responses)
    await running.services.runner.idle()
    const codings = { small: await codeCorpus('small'), large: await codeCorpus('large') }
    await running.services.runner.idle()
    const cookie = await signIn(running.url)
    console.log(
      `${sizes.small} and ${sizes.large} responses, ${codings.small} and ${codings.large} codings, 95th percentiles of ${rounds} each:`,
    )
    for (const [kind, pages] of Object.entries(measured)) {
      const all: Record<keyof typeof sizes, number[]> = { small: [], large: [] }
      for (const page of pages) {
        const small = await times(`${running.url}/desk/small${page}`, cookie)
        const large = await times(`${running.url}/desk/large${page}`, cookie)
        all.small.push(...small)
        all.large.push(...large)
        console.log(line(`  ${decodeURIComponent(page).slice(0, 50)}`, small, large))
      }
      console.log(line(`${kind}, all`, all.small, all.large))
    }
  } finally {
    await running.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

function line(name: string, small: number[], large: number[]): string {
  const [a, b] = [percentile(small), percentile(large)]
  return `${name.padEnd(52)} ${a.toFixed(0).padStart(5)} ms ${b.toFixed(0).padStart(6)} ms   ratio ${(b / a).toFixed(1)}`
}

function percentile(found: number[]): number {
  const sorted = [...found].sort((a, b) => a - b)
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0
}

async function times(url: string, cookie: string): Promise<number[]> {
  const found: number[] = []
  // The first compiles the template, and is not measured.
  for (let round = 0; round <= rounds; round++) {
    const started = performance.now()
    const response = await fetch(url, { headers: { cookie }, redirect: 'manual' })
    await response.text()
    if (response.status !== 200) throw new Error(`benchCorpus: ${url} answered ${response.status}`)
    if (round > 0) found.push(performance.now() - started)
  }
  return found
}
