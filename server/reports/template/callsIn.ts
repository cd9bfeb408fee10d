import type { Call, Part } from './grammar.ts'

/** A template's calls, in order; or those alone that stand in loops. */
export function callsIn(parts: Part[], which: 'all' | 'loops'): Call[] {
  return parts.flatMap(part => {
    if (part.kind === 'call') return which === 'all' ? [part.call] : []
    if (part.kind === 'loop') return callsIn(part.parts, 'all')
    return part.kind === 'text' ? [] : callsIn(part.parts, which)
  })
}
