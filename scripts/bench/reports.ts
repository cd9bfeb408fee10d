import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { readConfig } from '../../server/config.ts'
import { start } from '../../server/main.ts'
import { formats } from '../../server/reports/export/formats.ts'
import { bankFormats } from '../../server/reports/export/quotes/bankFormats.ts'
import { fillConsultation } from './desk/fill.ts'
import { signIn } from './desk/signIn.ts'
import { fillBank, measureBank } from './reports/bank.ts'
import { fillReport } from './reports/fill.ts'

const sizes = { small: { findings: 2, quotesEach: 10 }, large: { findings: 20, quotesEach: 10 } }
const responses = 1000
const rounds = 3
const bank = 100_000

/**
 * Measures each export of a report of 200 quotes and 20 charts, over HTTP with all that it reads and checks anew, beside
 * one of 20 and 2; then the export of a consultation's 100,000 quotes.
 */
export async function benchReports(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'soundings-bench-'))
  try {
    await measureReports(folder)
    await measureBanks(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measureReports(folder: string): Promise<void> {
  const running = await start(
    readConfig({ DATA_DIR: folder, PORT: '0', DEMO: 'off', LOG_LEVEL: 'error', NODE_ENV: 'production' }),
  )
  try {
    const addresses = new Map<string, string>()
    for (const [consultation, size] of Object.entries(sizes)) {
      await fillConsultation(consultation, responses)
      const report = await fillReport(consultation, size)
      addresses.set(consultation, `${running.url}/desk/${consultation}/reports/${report}/export`)
    }
    await running.services.runner.idle()
    const cookie = await signIn(running.url)
    console.log(
      `exports of a report of 20 quotes and 2 charts, and of 200 and 20, among ${responses} responses; best of ${rounds} (aim: under 3 s, PDF 6 s):`,
    )
    for (const format of Object.keys(formats)) {
      const small = await best(`${addresses.get('small')}/${format}`, cookie)
      const large = await best(`${addresses.get('large')}/${format}`, cookie)
      const figures = `${small.took.toFixed(0).padStart(5)} ms ${large.took.toFixed(0).padStart(6)} ms`
      console.log(
        `  ${format.padEnd(12)} ${figures}   ratio ${(large.took / small.took).toFixed(1).padStart(4)}   ${Math.round(large.bytes / 1000)} KB`,
      )
    }
    await fillBank('small', bank)
  } finally {
    await running.stop()
  }
}

async function measureBanks(folder: string): Promise<void> {
  console.log(
    `all ${bank.toLocaleString('en-GB')} quotes of a consultation, by a server in a process of its own, its database in it and its reader outside; memory is all that the process ever held (aim: under 300 MB):`,
  )
  for (const format of Object.keys(bankFormats)) {
    const { bytes, took, before, most } = await measureBank(folder, 'small', format)
    console.log(
      `  ${format.padEnd(5)} ${(took / 1000).toFixed(1).padStart(5)} s   ${Math.round(bytes / 1e6)} MB   from ${before} MB of memory to at most ${most} MB`,
    )
  }
}

async function best(url: string, cookie: string): Promise<{ took: number; bytes: number }> {
  let shortest = { took: Number.POSITIVE_INFINITY, bytes: 0 }
  for (let round = 0; round < rounds; round++) {
    const started = performance.now()
    const response = await fetch(url, { headers: { cookie }, redirect: 'manual' })
    const { byteLength } = await response.arrayBuffer()
    const took = performance.now() - started
    if (response.status !== 200) throw new Error(`benchReports: ${url} answered ${response.status}`)
    if (took < shortest.took) shortest = { took, bytes: byteLength }
  }
  return shortest
}
