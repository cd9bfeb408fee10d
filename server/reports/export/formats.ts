import type { Report } from '../store.ts'
import type { Exported } from './exportReport.ts'
import { htmlFile } from './htmlFile.ts'
import { markdownFile } from './markdown.ts'
import { quotesTable } from './quotesTable.ts'
import { sidecar } from './sidecar.ts'

type Ready = Extract<Exported, { ok: true }>
type Format = {
  type: string
  file: (report: Report) => string
  write: (report: Report, exported: Ready) => string
}

/** What a report comes out as. The sidecar is the private key to the others. */
export const formats = {
  markdown: {
    type: 'text/markdown; charset=utf-8',
    file: report => `${nameOf(report)}.md`,
    write: (_report, { written }) => markdownFile(written),
  },
  html: {
    type: 'text/html; charset=utf-8',
    file: report => `${nameOf(report)}.html`,
    write: (report, { written }) => htmlFile(report.title, written),
  },
  quotes: {
    type: 'text/csv; charset=utf-8',
    file: report => `${nameOf(report)}-quotes.csv`,
    write: (_report, { written, material }) => quotesTable(written.printed, material.findings.values()),
  },
  sidecar: {
    type: 'application/json; charset=utf-8',
    file: report => `${nameOf(report)}-private-key.json`,
    write: (report, { written }) => `${JSON.stringify(sidecar(report, written, new Date()), null, 2)}\n`,
  },
} as const satisfies Record<string, Format>

export function isFormat(name: string): name is keyof typeof formats {
  return Object.hasOwn(formats, name)
}

function nameOf({ number }: Report): string {
  return `recommendation-${number}`
}
