import { readItems, writeItems } from './exampleItems.ts'

/** The texts of a theme that a REFI-QDA code has no place for but its description. */
export type Described = {
  definition: string
  include: string
  exclude: string
  rules: string[]
  examples: string[]
  counterexamples: string[]
}

const headings = [
  'Definition:',
  'Use when:',
  'Do not use when:',
  'Rules:',
  'Examples:',
  'Counterexamples:',
] as const
const likeHeading = new RegExp(`^\\\\*(?:${headings.join('|')})$`)

/**
 * Everything under its heading, in plain lines: a rule a line, each example behind "- ". A line of the text that
 * reads like a heading gets a backslash before it. `readDescription` gives the same back.
 */
export function writeDescription({
  definition,
  include,
  exclude,
  rules,
  examples,
  counterexamples,
}: Described): string {
  const lists = [rules.join('\n'), writeItems(examples), writeItems(counterexamples)]
  const bodies = [definition, include, exclude, ...lists]
  if (bodies.every(body => body === '')) return ''
  return headings
    .map((heading, index) => [heading, bodies[index] ?? ''] as const)
    .filter(([heading, body]) => body !== '' || heading === 'Definition:')
    .map(([heading, body]) => `${heading}\n${escaped(body)}`)
    .join('\n\n')
}

/** What `writeDescription` wrote; a description that does not begin as one is a definition whole. */
export function readDescription(given: string): Described {
  const description = given.replace(/\r\n?/g, '\n').trim()
  const lines = description.split('\n')
  if (lines[0] !== headings[0])
    return {
      ...{ definition: description, include: '', exclude: '' },
      ...{ rules: [], examples: [], counterexamples: [] },
    }
  const bodies = new Map<string, string[]>()
  let body: string[] = []
  for (const line of lines) {
    if (headings.some(heading => heading === line)) {
      body = bodies.get(line) ?? []
      bodies.set(line, body)
    } else body.push(likeHeading.test(line) ? line.slice(1) : line)
  }
  const under = (heading: (typeof headings)[number]) => (bodies.get(heading) ?? []).join('\n').trim()
  return {
    definition: under('Definition:'),
    include: under('Use when:'),
    exclude: under('Do not use when:'),
    rules: under('Rules:')
      .split('\n')
      .filter(line => line !== ''),
    examples: readItems(under('Examples:')),
    counterexamples: readItems(under('Counterexamples:')),
  }
}

function escaped(body: string): string {
  return body
    .split('\n')
    .map(line => (likeHeading.test(line) ? `\\${line}` : line))
    .join('\n')
}
