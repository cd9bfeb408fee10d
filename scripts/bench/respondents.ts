import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { median } from './median.ts'
import { answerAll } from './respondents/answer.ts'
import { wordsOf, written } from './respondents/fourPages.ts'
import type { Measured, Stored } from './respondents/measured.ts'
import { serverFlags } from './serverFlags.ts'

const atOnce = 200
const warm = 200
const counted = 400
const rounds = 3

type Rates = { perSecond: number[]; typical: number[]; slow: number[] }

/**
 * Measures 200 respondents at once who each send a form of four pages over HTTP, beside a bare Express and Mongoose
 * application that keeps the same pages by the same requests on the same embedded database, and prints the ratio. Each
 * runs in a process of its own. What was stored is looked up afterwards: nothing may be lost or doubled.
 */
export async function benchRespondents(): Promise<void> {
  const rates: Record<'application' | 'bare', Rates> = {
    application: { perSecond: [], typical: [], slow: [] },
    bare: { perSecond: [], typical: [], slow: [] },
  }
  // In turns, since a machine's speed drifts.
  for (let round = 0; round < rounds; round++)
    for (const name of ['application', 'bare'] as const) {
      const { perSecond, took } = await measure(name)
      rates[name].perSecond.push(perSecond)
      rates[name].typical.push(quantile(took, 0.5))
      rates[name].slow.push(quantile(took, 0.95))
    }
  const { application, bare } = rates
  const [ours, theirs] = [median(application.perSecond), median(bare.perSecond)]
  const [typical, slow] = [median(application.typical), median(application.slow)]
  console.log(
    `Respondents a second, ${atOnce} at once, each a form of four pages in seven requests, medians of ${rounds} rounds:\n` +
      `  application ${shown(ours)}   nothing of ${warm + counted} lost, nothing doubled\n` +
      `  bare        ${shown(theirs)}   Express and Mongoose, the same pages by the same requests\n` +
      `  ratio ${(ours / theirs).toFixed(2)} (aim: at least 0.5)\n` +
      `  a request of the application: median ${typical.toFixed(0)} ms, 95th percentile ${slow.toFixed(0)} ms, ` +
      `${(slow / typical).toFixed(1)} times that (aim: below 10)`,
  )
}

/** Starts one of the two, warms it, and has respondents answer. @throws Error where something was lost or doubled */
async function measure(name: 'application' | 'bare'): Promise<{ perSecond: number; took: number[] }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'soundings-bench-'))
  const file = path.join(import.meta.dirname, 'respondents', name + path.extname(import.meta.filename))
  const child = fork(file, [folder], { execArgv: serverFlags })
  const ended = once(child, 'exit')
  const told = async () => (await Promise.race([once(child, 'message'), failed(ended, name)]))[0]
  try {
    const measured = (await told()) as Measured
    const numbers = Array.from({ length: warm + counted }, (_, index) => index)
    await answerAll(measured, numbers.slice(0, warm), atOnce)
    const start = performance.now()
    const took = await answerAll(measured, numbers.slice(warm), atOnce)
    const seconds = (performance.now() - start) / 1000
    const stored = told()
    child.send('stored')
    checkStored(name, numbers, (await stored) as Stored)
    return { perSecond: counted / seconds, took }
  } finally {
    if (child.connected) child.disconnect()
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
}

function checkStored(name: string, respondents: number[], { responses, words }: Stored): void {
  const expected = new Set(respondents.flatMap(each => written.map(question => wordsOf(each, question))))
  const found = new Set(words)
  const lost = [...expected].filter(text => !found.has(text)).length
  if (responses !== respondents.length || words.length !== expected.size || lost > 0)
    throw new Error(
      `benchRespondents: of ${respondents.length} respondents ${name} has ${responses} responses and ${words.length} texts, ${lost} of ${expected.size} lost`,
    )
}

async function failed(ended: Promise<unknown[]>, name: string): Promise<never> {
  const [code] = await ended
  throw new Error(`benchRespondents: the process of ${name} ended with ${code} before it had answered`)
}

/** The figure that this share of some measured ones do not exceed. */
function quantile(figures: number[], share: number): number {
  const sorted = figures.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

function shown(rate: number): string {
  return Math.round(rate).toLocaleString('en').padStart(8)
}
