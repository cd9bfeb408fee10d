/**
 * Words as Markdown that reads as exactly those words: what Markdown or HTML would take for marks is escaped,
 * and a stop after a leading number, which would begin a list. The square brackets of a quote's edits stay legible.
 */
export function escapeMarkdown(words: string): string {
  return words
    .replace(/[\\`*_[\]<>~|{}&]/g, String.raw`\$&`)
    .replace(/^(\s*)([#+-])/gm, String.raw`$1\$2`)
    .replace(/^(\s*\d+)([.)])/gm, String.raw`$1\$2`)
}
