import { researcher } from '../corpus/researcher.ts'
import { percentile } from '../corpus/waits.ts'
import { files, pagesOf } from './kinds.ts'
import { type Served, serve, type Taken } from './served.ts'

/** How long a page is waited for, in milliseconds, with the server’s processor time of one, and the most megabytes. */
export type Waited = { p95: number; processor: number; most: number }

/** What one size came to, by the names of what was measured. */
export type Measured = { responses: number; pages: Map<string, Waited>; whole: Map<string, Taken> }

/** What is measured: pages, files, and tagging all anew. */
export const parts = ['pages', 'files', 'retagging'] as const
export type Part = (typeof parts)[number]

/** Measures parts in a filled folder, one thing after another, and says what it finds as it goes. */
export async function measureFolder(
  folder: string,
  responses: number,
  wanted: readonly Part[],
): Promise<Measured> {
  const served = await serve(folder)
  try {
    const pages = wanted.includes('pages') ? await measurePages(served) : new Map()
    const whole = new Map<string, Taken>()
    const take = async (name: string, work: () => Promise<unknown>) => {
      const taken = await served.taking(work)
      whole.set(name, taken)
      console.log(`  ${name}: ${said(taken)}`)
    }
    if (wanted.includes('files'))
      for (const [name, address] of Object.entries(files))
        await take(name, () => drained(`${served.desk}/${address}`, served.cookie))
    if (wanted.includes('retagging')) await take('retagging', () => served.ask('retag'))
    return { responses, pages, whole }
  } finally {
    await served.stop()
  }
}

async function measurePages(served: Served): Promise<Map<string, Waited>> {
  const by = researcher(served.cookie)
  const found = new Map<string, Waited>()
  for (const [name, wait] of Object.entries(pagesOf(served))) {
    let times: number[] = []
    const { processor, most } = await served.taking(async () => {
      times = await wait(served, by)
    })
    await served.ask('idle')
    const waited = { p95: percentile(times), processor: (1000 * processor) / (times.length + 1), most }
    found.set(name, waited)
    console.log(
      `  ${name}: ${waited.p95.toFixed(0)} ms, ${waited.processor.toFixed(0)} ms of processor time, at most ${most.toFixed(0)} MB (${times.length} times)`,
    )
  }
  return found
}

function said({ seconds, processor, most }: Taken): string {
  return `${seconds.toFixed(1)} s, ${processor.toFixed(1)} s of processor time, at most ${most.toFixed(0)} MB`
}

/** Reads a file to its end without keeping it. @throws Error where it does not come, or breaks off */
async function drained(url: string, cookie: string): Promise<void> {
  const response = await fetch(url, { headers: { cookie }, redirect: 'manual' })
  if (response.status !== 200 || !response.body)
    throw new Error(`drained: ${url} answered ${response.status}`)
  for await (const _ of response.body);
}
