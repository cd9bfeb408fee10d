import type { Span } from '../../../analysis/index.ts'

/** The bold stretches of a report's Markdown, without their marks; none of more than 2,000 characters. */
export function boldParts(markdown: string): Span[] {
  const pattern = /(?<![\\*_])(\*\*|__)(?=[^\s*_])((?:(?!\n\s*\n)[\s\S]){0,2000}?[^\s\\])\1/g
  return Array.from(markdown.matchAll(pattern), match => {
    const start = match.index + 2
    return { start, end: start + (match[2] ?? '').length }
  })
}
