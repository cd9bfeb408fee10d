import { fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import type { Measured } from './duplicates/measure.ts'

const sizes = [1_000, 10_000, 100_000]

/**
 * Measures the search for duplicates among invented responses, a few in a hundred of which are campaign letters
 * with edits and additions. Each size runs in a process of its own, so that its peak memory is its own.
 */
export async function benchDuplicates(): Promise<void> {
  const file = path.join(import.meta.dirname, 'duplicates', `measure${path.extname(import.meta.filename)}`)
  const found: Measured[] = []
  console.log('duplicates among invented responses of 100 to 150 words, 4 in 100 of them campaign letters:')
  for (const size of sizes) {
    const child = fork(file, [String(size)])
    const [measured] = (await Promise.race([once(child, 'message'), failed(once(child, 'exit'), size)])) as [
      Measured,
    ]
    found.push(measured)
    console.log(shown(measured))
  }
  const [, tenth, all] = found
  if (tenth && all)
    console.log(
      `  100,000 take ${(all.milliseconds / tenth.milliseconds).toFixed(1)} times as long as 10,000 (aim: at most 14), ` +
        `${all.peakMegabytes} MB (aim: under 1,000)`,
    )
}

async function failed(ended: Promise<unknown[]>, size: number): Promise<never> {
  const [code] = await ended
  throw new Error(
    `benchDuplicates: the process for ${size} responses ended with ${code} before it had measured`,
  )
}

function shown({ size, bytes, milliseconds, peakMegabytes, recall, strangers }: Measured): string {
  const seconds = milliseconds / 1000
  return (
    `  ${size.toLocaleString('en').padStart(7)} responses: ${seconds.toFixed(2)} s, ` +
    `${(bytes / 1e6 / seconds).toFixed(1)} MB/s, peak ${peakMegabytes} MB, ` +
    `${(recall * 100).toFixed(1)} % of planted letters found, ${strangers} others taken for one`
  )
}
