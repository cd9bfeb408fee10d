import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus } from 'node:os'
import path from 'node:path'
import { root } from '../../server/root.ts'

const file = path.join(root, 'docs/reliability.md')

/**
 * Writes figures into their part of docs/reliability.md, between its two marks, with the day and the machine.
 *
 * @throws Error where the document has no such part
 */
export function record(part: string, lines: string[]): void {
  const [begin, end] = [`<!-- ${part} -->`, `<!-- end of ${part} -->`]
  const text = readFileSync(file, 'utf8')
  const [from, to] = [text.indexOf(begin), text.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`record: docs/reliability.md has no part “${part}”`)
  const measured = `Measured on ${today()}, Node ${process.versions.node}, ${machine()}:`
  const written = [begin, '', measured, '', ...lines, '', ''].join('\n')
  writeFileSync(file, text.slice(0, from) + written + text.slice(to))
}

function today(): string {
  return new Date().toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })
}

function machine(): string {
  const processors = availableParallelism()
  return `${processors} ${processors === 1 ? 'processor' : 'processors'} (${cpus()[0]?.model.trim() || 'of no name'})`
}
