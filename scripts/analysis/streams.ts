import type { Problem } from '../../analysis/index.ts'

/** Where a command's words go, a line or more at a time; a test gives others. */
export type Streams = { out: (text: string) => void; err: (text: string) => void }

export const standardStreams: Streams = {
  out: text => process.stdout.write(`${text}\n`),
  err: text => process.stderr.write(`${text}\n`),
}

const shown = 20

/** Tells what of a file could not be used, some of it where it is much. */
export function warn(problems: Problem[], { err }: Streams): void {
  for (const { place, message } of problems.slice(0, shown)) err(`${place}: ${message}`)
  const more = problems.length - shown
  if (more > 0) err(`… and ${more} more; --json lists them all.`)
}
