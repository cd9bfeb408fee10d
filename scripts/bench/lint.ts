import { fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import type { Measured } from './lint/measure.ts'

const sizes = [1_000, 10_000, 100_000]

/**
 * Measures the lint of a draft of 200 quotes, of every kind, against invented responses. Each size runs in a process
 * of its own, so that its peak memory is its own.
 */
export async function benchLint(): Promise<void> {
  const file = path.join(import.meta.dirname, 'lint', `measure${path.extname(import.meta.filename)}`)
  const found: Measured[] = []
  console.log('lint of 200 quotes against invented responses of 100 to 150 words:')
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
      `  against 10,000 it takes ${(tenth.milliseconds / 1000).toFixed(2)} s (aim: below 10); against 100,000 ` +
        `${(all.milliseconds / tenth.milliseconds).toFixed(1)} times as long (aim: at most 12)\n` +
        `  the nearest source of one quote among 100,000: ${all.nearestMilliseconds.toFixed(0)} ms (aim: below 1,000)`,
    )
}

async function failed(ended: Promise<unknown[]>, size: number): Promise<never> {
  const [code] = await ended
  throw new Error(`benchLint: the process for ${size} responses ended with ${code} before it had measured`)
}

function shown({
  size,
  milliseconds,
  indexMilliseconds,
  nearestMilliseconds,
  peakMegabytes,
  right,
}: Measured): string {
  return (
    `  ${size.toLocaleString('en').padStart(7)} responses: ${(milliseconds / 1000).toFixed(2)} s; ` +
    `an index of all ${(indexMilliseconds / 1000).toFixed(2)} s, then a nearest source ${nearestMilliseconds.toFixed(1)} ms; ` +
    `peak ${peakMegabytes} MB; ${right} of 200 judged as planted`
  )
}
