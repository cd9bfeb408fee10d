/** A wording with its earlier answers as another program writes them; words for where nothing was answered are lost. */
export function plainPipes(text: string, write: (id: string) => string): string {
  return text.replace(/\{\{\s*([a-z][a-z0-9_-]*)\s*(?:\|[^{}]*)?\}\}/gi, (_, id: string) => write(id))
}
