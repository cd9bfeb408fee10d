import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { median } from './median.ts'
import { serverFlags } from './serverFlags.ts'
import { sendAll } from './submissions/load.ts'
import type { Target } from './submissions/target.ts'

const atOnce = 50
const warmPosts = 2000
const posts = 2000
const rounds = 3

/**
 * Measures responses that are sent through the web application, 50 at a time over HTTP, beside a bare Express and
 * Mongoose application that inserts one document with the same words, and prints the ratio of the medians. Each runs in a process
 * of its own on an embedded server of its own.
 */
export async function benchSubmissions(): Promise<void> {
  const rates = { application: [] as number[], bare: [] as number[] }
  // In turns, since a machine's speed drifts.
  for (let round = 0; round < rounds; round++)
    for (const name of ['application', 'bare'] as const) rates[name].push(await rateOf(name))
  const [application, bare] = [median(rates.application), median(rates.bare)]
  console.log(
    `Responses sent a second, ${atOnce} at a time, medians of ${rounds} rounds:\n` +
      `  application ${shown(application)}\n` +
      `  bare        ${shown(bare)}   Express and one Mongoose insert of the same words\n` +
      `  ratio ${(application / bare).toFixed(2)} (aim: at least 0.5)`,
  )
}

/** Starts one of the two, warms it, and counts what it acknowledges a second. */
async function rateOf(name: 'application' | 'bare'): Promise<number> {
  const folder = mkdtempSync(path.join(tmpdir(), 'soundings-bench-'))
  const file = path.join(import.meta.dirname, 'submissions', name + path.extname(import.meta.filename))
  const child = fork(file, [folder, String(warmPosts + posts)], { execArgv: serverFlags })
  const ended = once(child, 'exit')
  try {
    const [target] = (await Promise.race([once(child, 'message'), failed(ended, name)])) as [Target]
    await sendAll(target.url, target.posts.slice(0, warmPosts), atOnce)
    const start = performance.now()
    await sendAll(target.url, target.posts.slice(warmPosts), atOnce)
    return (posts * 1000) / (performance.now() - start)
  } finally {
    if (child.connected) child.disconnect()
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
}

async function failed(ended: Promise<unknown[]>, name: string): Promise<never> {
  const [code] = await ended
  throw new Error(`benchSubmissions: the process of ${name} ended with ${code} before it was ready`)
}

function shown(rate: number): string {
  return Math.round(rate).toLocaleString('en').padStart(8)
}
