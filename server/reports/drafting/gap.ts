/** A gap that an author is to fill: it shows in the text, and the report waits for it. */
export function gap(task: string): string {
  return `{{#own}}[To write: ${task}]{{/own}}`
}
