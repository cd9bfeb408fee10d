import { inQuoteMarks } from '../../../analysis/application.ts'
import { createParser } from '../export/parser.ts'
import { asMarkdown } from '../template/escape.ts'
import { asSet } from '../template/printedQuote.ts'
import type { SidecarQuote } from './readSidecar.ts'

const inline = createParser({ notes: 0, charts: 0 })

export function isHtml(file: string): boolean {
  return /^\s*<!doctype html/i.test(file)
}

/** Whether a report’s file prints a quote as its private key has it. */
export function prints(file: string, { words, printed }: Pick<SidecarQuote, 'words' | 'printed'>): boolean {
  const written = isHtml(file)
    ? (markdown: string) => inline.renderInline(markdown)
    : (markdown: string) => markdown
  return asSet(printed ?? asMarkdown(inQuoteMarks(words))).some(set => file.includes(written(set)))
}
