import { ExternalHyperlink, FootnoteReferenceRun, type ParagraphChild, TextRun } from 'docx'
import { soundXml } from '../../../codebook/formats/soundXml.ts'
import type { Inline } from '../document/model.ts'

/** What stands in a line, as Word has it. All words are text: Word makes a field of none of them. */
export function runsOf(inlines: Inline[]): ParagraphChild[] {
  const children: ParagraphChild[] = []
  for (let i = 0; i < inlines.length; i++) {
    const inline = inlines[i]
    if (!inline) break
    const link = linkOf(inline)
    if (link === undefined) {
      children.push(runOf(inline))
      continue
    }
    const linked = [inline]
    for (let next = inlines[i + 1]; next && linkOf(next) === link; next = inlines[++i + 1]) linked.push(next)
    children.push(new ExternalHyperlink({ link, children: linked.map(runOf) }))
  }
  return children
}

function linkOf(inline: Inline): string | undefined {
  return inline.kind === 'text' ? inline.link : undefined
}

function runOf(inline: Inline): TextRun | FootnoteReferenceRun {
  if (inline.kind === 'note') return new FootnoteReferenceRun(inline.number)
  if (inline.kind === 'break') return new TextRun({ break: 1 })
  const { bold, italic, struck, code } = inline.manner
  return new TextRun({
    text: soundXml(inline.text),
    // Said only where it is so: “not bold” would undo what the paragraph's style says.
    ...(bold ? { bold } : {}),
    ...(italic ? { italics: true } : {}),
    ...(struck ? { strike: true } : {}),
    ...(code ? { font: 'Consolas' } : {}),
    ...(inline.link ? { style: 'Hyperlink' } : {}),
  })
}
