import { parseRecord } from './csvRecord.ts'
import type { Line } from './lines.ts'

export const delimiters = [',', ';', '\t'] as const
const sampleRecords = 50

/**
 * The delimiter under which most of the first records have as many fields as the header has, and more than
 * one; a comma where none does, since a table may have one column.
 */
export function guessDelimiter(lines: Line[], ended: boolean): string {
  let best = { delimiter: ',', score: 0 }
  for (const delimiter of delimiters) {
    const score = agreement(lines, ended, delimiter)
    if (score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}

/** From 0 to 1: the share of records that agree with the header, a little more for a header of more fields. */
function agreement(lines: Line[], ended: boolean, delimiter: string): number {
  const counts: number[] = []
  let at = 0
  while (at < lines.length && counts.length < sampleRecords) {
    const attempt = parseRecord(lines, at, delimiter, ended, Number.POSITIVE_INFINITY)
    if (attempt.kind === 'more') break
    if (attempt.kind === 'record') {
      const blank = attempt.fields.length === 1 && attempt.fields[0] === ''
      if (!blank) counts.push(attempt.fields.length)
    } else counts.push(0)
    at = attempt.next
  }
  const header = counts[0] ?? 0
  if (header < 2) return 0
  const agreeing = counts.filter(count => count === header).length / counts.length
  return agreeing + header / 10_000
}
