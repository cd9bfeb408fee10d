import type { Finding } from '../../findings/store.ts'
import type { Part } from '../template/grammar.ts'
import { readTemplate } from '../template/read.ts'

/** The findings that a template shows by sector: all that it names, where it shows any by sector. */
export function shownBySector(template: string, findings: Finding[]): Finding[] {
  const calls = callsIn(readTemplate(template).parts)
  if (!calls.some(call => call.options.get('by') === 'sector')) return []
  const named = new Set(calls.map(call => call.key))
  return findings.filter(finding => named.has(finding.key))
}

function callsIn(parts: Part[]): Extract<Part, { kind: 'call' }>['call'][] {
  return parts.flatMap(part => {
    if (part.kind === 'call') return [part.call]
    return part.kind === 'block' ? callsIn(part.parts) : []
  })
}
