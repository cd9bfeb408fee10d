import { origins, stances } from '../../../analysis/application.ts'
import type { Coding } from '../../../analysis/index.ts'
import { guidOf } from '../../codebook/formats/guid.ts'
import type { ProjectNote } from './project.ts'

/** What a coding says that REFI-QDA has no place for but a note: codings that say the same share one. */
export type Said = Pick<Coding, 'stance' | 'origin'>

const originWords: Record<Said['origin'], string> = {
  unaided: 'coded unaided',
  rule: 'accepted from a rule',
  model: 'accepted from what was learned',
}

const byGuid: ReadonlyMap<string, { said: Said; name: string }> = new Map(
  stances.flatMap(stance =>
    origins.map(origin => {
      const name = `Soundings: ${stance}, ${originWords[origin]}`
      return [guidOf('coding note', stance, origin), { said: { stance, origin }, name }] as const
    }),
  ),
)

/** The notes of a coding; none where it only mentions its theme and was coded unaided, as other programs' do. */
export function notesFor({ stance, origin }: Said): string[] {
  return stance === 'mentions' && origin === 'unaided' ? [] : [guidOf('coding note', stance, origin)]
}

/** What the notes of a coding say; where none is one of these, what codings of other programs say. */
export function saidBy(notes: readonly string[]): Said {
  const known = notes.flatMap(note => byGuid.get(note.toLowerCase()) ?? [])
  return known[0]?.said ?? { stance: 'mentions', origin: 'unaided' }
}

/** Those of the shared notes that codings named, as the project holds them. */
export function sharedNotes(used: ReadonlySet<string>): ProjectNote[] {
  return [...byGuid]
    .filter(([guid]) => used.has(guid))
    .map(([guid, { name }]) => ({
      guid,
      name,
      text: `${name}. Every coding that names this note stands so to its theme, and came about so.`,
    }))
}

export function isSharedNote(guid: string): boolean {
  return byGuid.has(guid.toLowerCase())
}
