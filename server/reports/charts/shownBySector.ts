import { callsIn } from '../template/callsIn.ts'
import type { Call } from '../template/grammar.ts'
import { readTemplate } from '../template/read.ts'

/** What makes a finding the one that is spoken of, so that a chart after it needs no name. */
const naming = new Set<Call['name']>(['finding', 'claim', 'prevalence', 'of', 'chart', 'table'])

/** The names of the findings that a template shows by sector; `any` where one in a loop does. */
export function shownBySector(template: string): Set<string> | 'any' {
  const { parts } = readTemplate(template)
  if (callsIn(parts, 'loops').some(showsSector)) return 'any'
  const shown = new Set<string>()
  let last = ''
  for (const call of callsIn(parts, 'all')) {
    if (!naming.has(call.name)) continue
    last = call.key || last
    if (showsSector(call)) shown.add(last)
  }
  return shown
}

function showsSector({ name, options }: Call): boolean {
  return naming.has(name) && options.get('by') === 'sector'
}
