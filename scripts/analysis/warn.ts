import type { Problem } from '../../analysis/index.ts'

const shown = 20

/** Tells on stderr what of a file could not be used, some of it where it is much. */
export function warn(problems: Problem[]): void {
  for (const { place, message } of problems.slice(0, shown)) process.stderr.write(`${place}: ${message}\n`)
  const more = problems.length - shown
  if (more > 0) process.stderr.write(`… and ${more} more; --json lists them all.\n`)
}
