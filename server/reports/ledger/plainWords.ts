/** Markdown as a reader sees its words: without notes, marks and addresses. */
export function plainWords(markdown: string): string {
  return markdown
    .replace(/\[\^\d+\]/g, '')
    .replace(/(?<!\\)\[((?:\\.|[^[\]\\])*)\]\((?:<[^<>]*>|[^()\s]*)\)/g, '$1')
    .replace(/(?<!\\)(?:\*{1,3}|_{2,3})/g, '')
    .replace(/\\([\\`*_<~&[\]#>+=|.)-])/g, '$1')
    .replace(/\s*\n[\s>]*/g, ' ')
    .trim()
}

/** The numbers of the notes whose marks stand in some Markdown. */
export function notesIn(markdown: string): number[] {
  return Array.from(markdown.matchAll(/\[\^(\d+)\]/g), ([, number]) => Number(number))
}
