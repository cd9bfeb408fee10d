import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { readConfig } from '../../server/config.ts'
import { type Running, start } from '../../server/main.ts'
import { fillConsultation } from './desk/fill.ts'
import { signIn } from './desk/signIn.ts'

const sizes = { small: 1000, large: 10_000 }
const rounds = 3

/** The pages of the desk that stand for all of a consultation; what follows its address. */
const pages = ['', '/responses', '/queue', '/themes', '/findings', '/findings/propose', '/reports']

/**
 * Measures each desk page of a consultation of 10,000 responses beside one of 1,000, on one server with an embedded
 * database of its own, and prints the ratios: pages that read by index grow little.
 */
export async function benchDesk(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'soundings-bench-'))
  const running = await startOn(folder)
  try {
    for (const [consultation, responses] of Object.entries(sizes))
      await fillConsultation(consultation, responses)
    await running.services.runner.idle()
    const cookie = await signIn(running.url)
    console.log(`Desk pages, ${sizes.small} and ${sizes.large} responses, best of ${rounds}:`)
    for (const page of pages) {
      const small = await best(`${running.url}/desk/small${page}`, cookie)
      const large = await best(`${running.url}/desk/large${page}`, cookie)
      const figures = `${small.toFixed(0).padStart(5)} ms ${large.toFixed(0).padStart(6)} ms`
      console.log(`  ${(page || '/').padEnd(20)} ${figures}   ratio ${(large / small).toFixed(1)}`)
    }
  } finally {
    await running.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

function startOn(folder: string): Promise<Running> {
  return start(
    readConfig({ DATA_DIR: folder, PORT: '0', DEMO: 'off', LOG_LEVEL: 'error', NODE_ENV: 'production' }),
  )
}

async function best(url: string, cookie: string): Promise<number> {
  let shortest = Number.POSITIVE_INFINITY
  for (let round = 0; round < rounds; round++) {
    const started = performance.now()
    const response = await fetch(url, { headers: { cookie }, redirect: 'manual' })
    await response.text()
    if (response.status !== 200) throw new Error(`benchDesk: ${url} answered ${response.status}`)
    shortest = Math.min(shortest, performance.now() - started)
  }
  return shortest
}
