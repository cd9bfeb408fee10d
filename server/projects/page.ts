import type { AttributionChoice } from '../../analysis/index.ts'
import type { Job } from '../jobs/store.ts'
import { type CodingFile, type CodingFormat, codingFiles, codingFormats } from './codings/files.ts'
import type { Transfer } from './transferStore.ts'

export const quotedNames: Record<AttributionChoice, string> = {
  none: 'Not at all: count them, and quote nobody',
  unnamed: 'Without a name (“one respondent”)',
  role: 'With role and sector',
  named: 'With name and organisation',
}

/** After so long without a word of it, a file that was being written is taken for broken off. */
const silenceMs = 60_000

const countNames: Record<string, [string, string]> = {
  responses: ['response', 'responses'],
  sources: ['text', 'texts'],
  codings: ['coding', 'codings'],
  themes: ['theme', 'themes'],
  memos: ['memo', 'memos'],
}

/** What became of a project that was taken or brought. @param job what brings it, or takes it back */
export function transferView(transfer: Transfer, now: Date, job?: Job | null) {
  const { _id, direction, name, at, state, done, of, counts, report } = transfer
  const silent = direction === 'out' && now.getTime() - transfer.heard.getTime() > silenceMs
  return {
    id: _id,
    ...{ name, at, report },
    brought: direction === 'in',
    running: state === 'running' && !silent && job?.state !== 'failed',
    failed: job?.state === 'failed' ? job.problem : undefined,
    refused: state === 'refused',
    broken: state === 'broken' || (state === 'running' && silent),
    undoing: state === 'undoing',
    undone: state === 'undone',
    finished: state === 'done',
    share: of > 0 ? Math.floor((100 * done) / of) : 0,
    counts: Object.entries(counts).flatMap(([kind, number]) => {
      const [one, many] = countNames[kind] ?? []
      return one && many ? [{ number, one, many }] : []
    }),
  }
}

const fileNames: Record<CodingFile, string> = {
  codings: 'Codings, a row for each passage',
  themes: 'Respondents by themes, as 0 and 1',
  trail: 'All that was ever done to each coding',
}
const formatNames: Record<CodingFormat, string> = { csv: 'CSV', xlsx: 'XLSX', jsonl: 'JSON Lines' }

/** The tables of what was coded, with where each is found. */
export function tablesOf(consultation: string) {
  return codingFiles.map(file => ({
    what: fileNames[file],
    files: codingFormats.map(format => ({
      label: formatNames[format],
      href: `/desk/${consultation}/transfers/${file}.${format}`,
    })),
  }))
}
