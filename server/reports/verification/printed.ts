import { inQuoteMarks } from '../../../analysis/application.ts'
import { asMarkdown } from '../template/escape.ts'

export function isHtml(file: string): boolean {
  return /^\s*<!doctype html/i.test(file)
}

/** Whether a report’s file prints these words between quotation marks, as exports print them. */
export function prints(file: string, words: string): boolean {
  const quoted = inQuoteMarks(words)
  return file.includes(isHtml(file) ? asHtml(quoted) : asMarkdown(quoted))
}

/** Words as they stand in HTML. */
function asHtml(words: string): string {
  return words
    .replace(/\s+/g, ' ')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
}
