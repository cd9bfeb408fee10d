import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sourceArguments } from '../../../server/sources.ts'
import { serverFlags } from '../serverFlags.ts'
import { answerAll } from './answer.ts'
import { paperOf, wordsOf, written } from './fourPages.ts'
import type { Asked, Given, Measured, Stored } from './measured.ts'

export const atOnce = 200
export const warm = 200
export const counted = 400

export type Name = 'application' | 'bare'
export type Asking = { withFile?: boolean; workers?: number }

/** A measured process while it runs. `process` is its id. */
export type Target = { measured: Measured; process: number; ask<Answer>(what: Asked): Promise<Answer> }

/** Starts one of the two in a process of its own, and ends it when the work is done. */
export async function withTarget<Result>(
  name: Name,
  { withFile = false, workers = 1 }: Asking,
  work: (target: Target) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(path.join(tmpdir(), 'soundings-bench-'))
  const file = path.join(import.meta.dirname, name + path.extname(import.meta.filename))
  const given: Given = { folder, withFile, workers }
  const child = fork(file, [JSON.stringify(given)], { execArgv: [...serverFlags, ...sourceArguments] })
  const ended = once(child, 'exit')
  const told = async () => (await Promise.race([once(child, 'message'), failed(ended, name)]))[0]
  try {
    const measured = (await told()) as Measured
    return await work({
      measured,
      process: child.pid ?? 0,
      async ask(what) {
        const answer = told()
        child.send(what)
        return await answer
      },
    })
  } finally {
    if (child.connected) child.disconnect()
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * Starts one of the two, warms it, and has respondents answer.
 *
 * @returns respondents a second, and how long each request took, in milliseconds
 * @throws Error where something was lost or doubled
 */
export function measure(name: Name, asking: Asking = {}): Promise<{ perSecond: number; took: number[] }> {
  return withTarget(name, asking, async ({ measured, ask }) => {
    const { withFile = false } = asking
    const numbers = Array.from({ length: warm + counted }, (_, index) => index)
    await answerAll(measured, numbers.slice(0, warm), { atOnce, withFile })
    const start = performance.now()
    const took = await answerAll(measured, numbers.slice(warm), { atOnce, withFile })
    const seconds = (performance.now() - start) / 1000
    checkStored(name, numbers, withFile, await ask<Stored>('stored'))
    return { perSecond: counted / seconds, took }
  })
}

function checkStored(name: string, respondents: number[], withFile: boolean, stored: Stored): void {
  const { responses, words, files } = stored
  const lost = missing(
    respondents.flatMap(each => written.map(question => wordsOf(each, question))),
    words,
  )
  const papers = withFile ? respondents.map(each => paperOf(each).text) : []
  const lostFiles = missing(papers, files)
  if (responses !== respondents.length || lost !== 0 || lostFiles !== 0)
    throw new Error(
      `measure: of ${respondents.length} respondents ${name} has ${responses} responses, ${words.length} texts (${lost} lost or doubled) and ${files.length} files (${lostFiles} lost or doubled)`,
    )
}

/** How many are not there, and how many there are besides. */
function missing(expected: string[], found: string[]): number {
  const there = new Set(found)
  return expected.filter(each => !there.has(each)).length + Math.abs(found.length - expected.length)
}

async function failed(ended: Promise<unknown[]>, name: string): Promise<never> {
  const [code] = await ended
  throw new Error(`measure: the process of ${name} ended with ${code} before it had answered`)
}

/** The figure that this share of some measured ones do not exceed. */
export function quantile(figures: number[], share: number): number {
  const sorted = figures.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
