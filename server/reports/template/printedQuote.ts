import type { PrintedRun } from '../../../analysis/application.ts'
import { asMarkdown } from './escape.ts'

/** A quote's runs as Markdown inside a sentence: what is emphasised stands between stars, with no white space at them. */
export function quoteMarkdown(runs: readonly PrintedRun[]): string {
  return runs
    .map(({ words, emphasis }) => {
      const markdown = asMarkdown(words)
      return emphasis ? markdown.replace(/^(\s*)(\S.*?)(\s*)$/s, '$1*$2*$3') : markdown
    })
    .join('')
}

/** A quote's Markdown as it may stand in a report: a house may set the stop that follows it inside its closing mark. */
export function asSet(printed: string): string[] {
  const close = printed.slice(-1)
  return /[”’]/.test(close)
    ? [printed, ...['.', ','].map(stop => `${printed.slice(0, -1)}${stop}${close}`)]
    : [printed]
}
