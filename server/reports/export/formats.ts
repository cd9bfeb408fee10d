import { reportSlug } from '../names.ts'
import type { Report } from '../store.ts'
import type { Exported } from './exportReport.ts'
import { htmlFile } from './htmlFile.ts'
import { markdownFile } from './markdown.ts'
import { pdfFile } from './pdf/pdfFile.ts'
import { quotesCsv } from './quotes/csv.ts'
import { quotesJson } from './quotes/json.ts'
import { type QuoteRow, quoteRows } from './quotes/rows.ts'
import { quotesXlsx } from './quotes/xlsx.ts'
import { sidecar } from './sidecar.ts'
import { wordFile } from './word/wordFile.ts'

type Ready = Extract<Exported, { ok: true }>
type Format = {
  /** What the page calls it. */
  name: string
  holds: 'report' | 'quotes' | 'key'
  type: string
  file: (report: Report) => string
  write: (report: Report, exported: Ready) => string | Buffer | Promise<Buffer>
}

/** What a report comes out as. The sidecar is the private key to the others. */
export const formats = {
  markdown: {
    name: 'Markdown',
    holds: 'report',
    type: 'text/markdown; charset=utf-8',
    file: report => `${reportSlug(report)}.md`,
    write: (_report, { written }) => markdownFile(written),
  },
  html: {
    name: 'HTML',
    holds: 'report',
    type: 'text/html; charset=utf-8',
    file: report => `${reportSlug(report)}.html`,
    write: (report, { written }) => htmlFile(report.title, written),
  },
  docx: {
    name: 'Word',
    holds: 'report',
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    file: report => `${reportSlug(report)}.docx`,
    write: (report, { written }) => wordFile(report.title, written),
  },
  pdf: {
    name: 'PDF',
    holds: 'report',
    type: 'application/pdf',
    file: report => `${reportSlug(report)}.pdf`,
    write: (report, { written }) => pdfFile(report.title, written),
  },
  quotes: {
    name: 'CSV',
    holds: 'quotes',
    type: 'text/csv; charset=utf-8',
    file: report => `${reportSlug(report)}-quotes.csv`,
    write: (_report, exported) => quotesCsv(rowsOf(exported)),
  },
  'quotes-xlsx': {
    name: 'XLSX',
    holds: 'quotes',
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    file: report => `${reportSlug(report)}-quotes.xlsx`,
    write: (_report, exported) => quotesXlsx(rowsOf(exported)),
  },
  'quotes-json': {
    name: 'JSON',
    holds: 'quotes',
    type: 'application/json; charset=utf-8',
    file: report => `${reportSlug(report)}-quotes.json`,
    write: (report, exported) => quotesJson(report, rowsOf(exported)),
  },
  sidecar: {
    name: 'Private key (JSON)',
    holds: 'key',
    type: 'application/json; charset=utf-8',
    file: report => `${reportSlug(report)}-private-key.json`,
    write: (report, exported) => `${JSON.stringify(sidecar(report, exported, new Date()), null, 2)}\n`,
  },
} as const satisfies Record<string, Format>

export function isFormat(name: string): name is keyof typeof formats {
  return Object.hasOwn(formats, name)
}

/** The formats that hold this, as the page links to them. */
export function formatsOf(holds: Format['holds']): { format: string; name: string }[] {
  return Object.entries(formats).flatMap(([format, each]) =>
    each.holds === holds ? [{ format, name: each.name }] : [],
  )
}

function rowsOf({ written, material }: Ready): QuoteRow[] {
  return quoteRows(written.printed, material.findings.values())
}
