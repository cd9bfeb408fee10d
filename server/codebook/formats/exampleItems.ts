/** Examples as one cell or one part of a description: each behind "- ", its further lines set in. */
export function writeItems(examples: readonly string[]): string {
  return examples.map(example => `- ${example.replaceAll('\n', '\n  ')}`).join('\n')
}

/** What `writeItems` wrote; where nothing stands behind "- ", each line is an example. */
export function readItems(body: string): string[] {
  const lines = body.replace(/\r\n?/g, '\n').trim()
  const items = /^- /.test(lines)
    ? `\n${lines}`.split('\n- ').map(item => item.replaceAll('\n  ', '\n'))
    : lines.split('\n')
  return items.map(item => item.trim()).filter(item => item !== '')
}
