import type { Inline } from '../document/model.ts'
import { faceOf } from './fonts.ts'
import type { Look, Run, Target } from './lines.ts'
import { accent } from './press.ts'

/** What the words of a block look like where nothing is marked. */
export type Base = { size: number; colour: string; bold?: boolean }

/** What stands in a line, as it is drawn: notes as small raised numbers that lead to them. */
export function runsOf(inlines: readonly Inline[], base: Base): Run[] {
  const look = lookFinder()
  return inlines.map((inline): Run => {
    if (inline.kind === 'break') return { lineBreak: true }
    if (inline.kind === 'note') {
      const target: Target = { kind: 'note', number: inline.number }
      const { size } = base
      return {
        text: String(inline.number),
        look: look({ face: 'regular', size: size * 0.65, colour: accent, rise: size * 0.36, target }),
      }
    }
    const { bold, italic, struck } = inline.manner
    return {
      text: inline.text,
      look: look({
        face: faceOf({ bold: bold || base.bold === true, italic }),
        size: base.size,
        colour: inline.link ? accent : base.colour,
        rise: 0,
        struck,
        ...(inline.link ? { target: { kind: 'web', address: inline.link } } : {}),
      }),
    }
  })
}

/** Gives equal looks as one object, by which runs that look alike are known. */
function lookFinder(): (look: Look) => Look {
  const looks = new Map<string, Look>()
  return look => {
    const key = JSON.stringify(look)
    const known = looks.get(key)
    if (known) return known
    looks.set(key, look)
    return look
  }
}

/** The plain words of a line: what a bookmark says. */
export function plainWords(inlines: readonly Inline[]): string {
  return inlines.map(inline => (inline.kind === 'text' ? inline.text : '')).join('')
}
