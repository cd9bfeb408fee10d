import { readFileSync } from 'node:fs'

const everyMs = 50

/** The most megabytes that a process holds while something is done, as Linux tells it. */
export async function whileWatched(target: number, work: () => Promise<unknown>): Promise<number> {
  let most = residentMegabytes(target)
  const watch = setInterval(() => {
    most = Math.max(most, residentMegabytes(target))
  }, everyMs)
  try {
    await work()
  } finally {
    clearInterval(watch)
  }
  return most
}

/** How many megabytes a process holds now, as Linux tells it. */
export function residentMegabytes(target: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${target}/status`, 'utf8')) ?? []
  return Number(kilobytes) / 1024
}
