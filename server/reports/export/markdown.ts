import type { Written } from '../template/write.ts'

/** The report as a Markdown file: its text, then its notes. */
export function markdownFile({ markdown, notes }: Pick<Written, 'markdown' | 'notes'>): string {
  if (notes.length === 0) return markdown
  return `${markdown}\n${notes.map((note, i) => `[^${i + 1}]: ${note}`).join('\n')}\n`
}
