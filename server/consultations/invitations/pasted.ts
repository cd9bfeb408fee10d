import { isAddress } from '../../mail/plain.ts'

/** The first line of a table of people; each line that was pasted stands one line below. */
const heading = 'name,email'

/**
 * A table of what was pasted, one person a line: an address alone, a name and an address with a comma, a semicolon or a
 * tab between, either first, or `Ada Marsh <ada@example.org>`. What is none of these stands as an address, to be told as
 * one that is wrong. A table with a heading of its own is left as it is.
 */
export function pastedTable(pasted: string): { table: string; isPlain: boolean } {
  const lines = pasted.replace(/\r\n?/g, '\n').split('\n')
  if (
    !lines.some(line => personIn(line).some(isAddress)) ||
    /\be-?mail\b/i.test(lines[0]?.replace(/\S*@\S*/g, '') ?? '')
  )
    return { table: pasted, isPlain: false }
  const rows = lines.map(line => (line.trim() === '' ? '' : personIn(line).map(quoted).join(',')))
  return { table: [heading, ...rows].join('\n'), isPlain: true }
}

/** The name and the address in a line. */
function personIn(line: string): [name: string, address: string] {
  const [, before, inside] = /^([^<>]*)<([^<>]*)>[\s,;]*$/.exec(line) ?? []
  if (inside !== undefined) return [unquoted(before ?? ''), inside.trim()]
  const parts = line.split(/[,;\t]/).map(unquoted)
  const at = parts.findIndex(isAddress)
  if (at < 0) return ['', line.trim()]
  const rest = parts.filter((part, place) => place !== at && part !== '')
  return [rest.join(' '), parts[at] ?? '']
}

function unquoted(words: string): string {
  return words.trim().replace(/^"(.*)"$/, '$1')
}

function quoted(words: string): string {
  return `"${words.replaceAll('"', '""')}"`
}
