import type { Call, Part } from '../template/grammar.ts'
import { readTemplate } from '../template/read.ts'

/** What makes a finding the one that is spoken of, so that a chart after it needs no name. */
const naming = new Set<Call['name']>(['finding', 'prevalence', 'of', 'chart', 'table'])

/** The names of the findings that a template shows by sector. */
export function shownBySector(template: string): Set<string> {
  const shown = new Set<string>()
  let last = ''
  for (const { name, key, options } of callsIn(readTemplate(template).parts)) {
    if (!naming.has(name)) continue
    last = key || last
    if (options.get('by') === 'sector') shown.add(last)
  }
  return shown
}

function callsIn(parts: Part[]): Call[] {
  return parts.flatMap(part => {
    if (part.kind === 'call') return [part.call]
    return part.kind === 'block' ? callsIn(part.parts) : []
  })
}
