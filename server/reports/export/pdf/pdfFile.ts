import type { Inline, ReportDocument } from '../document/model.ts'
import { readDocument } from '../document/readDocument.ts'
import type { Printable } from '../html.ts'
import { BlockSetter, leading } from './blocks.ts'
import { charactersLacking } from './fonts.ts'
import type { Look } from './lines.ts'
import { accent, ink, Press, textWidth } from './press.ts'
import { runsOf } from './runs.ts'

const noteSize = 9
/** So many characters that a PDF lacks are named before it is made. */
const mostTold = 10

/**
 * The report as a tagged PDF with bookmarks, links and its notes at the end, each linked there and back. It holds no
 * script and asks for nothing. Characters that its typefaces have no sign for are told at the end.
 */
export function pdfFile(title: string, written: Printable): Promise<Buffer> {
  const instead = 'The HTML and Word files hold them as they were typed.'
  return documentPdf(title, readDocument(written), instead)
}

/** The same of any document. @param instead where characters that it lacks can be read, as a sentence */
export async function documentPdf(
  title: string,
  { blocks, notes }: ReportDocument,
  instead: string,
): Promise<Buffer> {
  const press = new Press(title)
  const setter = new BlockSetter(press)
  setter.set(blocks, press.root)
  if (notes.length > 0) {
    setter.heading(3, [plain('Notes')], press.root)
    setNotes(press, notes)
  }
  tellMissing(press, setter, instead)
  return press.finish()
}

function setNotes(press: Press, notes: Inline[][]): void {
  const list = press.element(press.root, 'L')
  const height = noteSize * leading
  const indent = 24
  for (const [i, note] of notes.entries()) {
    const number = i + 1
    press.room(height)
    press.destination(`note-${number}`)
    const entry = press.element(list, 'LI')
    const look: Look = {
      ...{ face: 'regular', size: noteSize, colour: accent, rise: 0 },
      target: { kind: 'backFromNote', number },
    }
    const [label = []] = press.lines([{ text: `${number}. `, look }], indent)
    press.lineHere(press.element(entry, 'Lbl'), label, { left: 0, height })
    const words = press.element(entry, 'LBody')
    const runs = runsOf(note, { size: noteSize, colour: ink })
    for (const line of press.lines(runs, textWidth - indent))
      press.line(words, line, { left: indent, height })
    press.space(3)
  }
}

function tellMissing(press: Press, setter: BlockSetter, instead: string): void {
  if (press.missing.size === 0) return
  const codes = [...press.missing].map(codePoint)
  const words = `This file’s typefaces have no sign for ${codes.join(', ')}, and � stands in their place. ${instead}`
  setter.set([{ kind: 'paragraph', inlines: [plain(words)] }], press.root)
}

/** What an author is told before a PDF is made of what it cannot show; undefined where there is nothing. */
export function lackingInPdf({ markdown, notes }: Printable): string | undefined {
  const lacking = charactersLacking([markdown, ...notes].join('\n'))
  if (lacking.length === 0) return undefined
  const shown = lacking.slice(0, mostTold).map(character => `${character} (${codePoint(character)})`)
  const more = lacking.length > mostTold ? ` and ${lacking.length - mostTold} more` : ''
  return `A PDF has no sign for ${shown.join(', ')}${more}: it shows � in their place, and says so at its end. The HTML and Word files hold them as they were typed.`
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}

function plain(text: string): Inline {
  return { kind: 'text', text, manner: { bold: false, italic: false, struck: false, code: false } }
}
