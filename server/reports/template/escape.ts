/**
 * Words as Markdown that shows exactly these words: marks that Markdown would read are escaped, and a line break
 * becomes a space, since a quote stands inside a sentence.
 */
export function asMarkdown(words: string): string {
  return words
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_<~]/g, '\\$&')
    .replace(/&(?=#?\w+;)/g, '\\&')
    .replace(/\[(?=\^)/g, '\\[')
    .replace(/\](?=[([:])/g, '\\]')
}

/** The same for words that begin a line, where a mark may also open a list, a heading or a rule. */
export function asMarkdownLine(words: string): string {
  return asMarkdown(words)
    .trimStart()
    .replace(/^(?=[#>+=|-])/, '\\')
    .replace(/^(\d{1,9})(?=[.)])/, '$1\\')
}
