import { ExternalHyperlink, FootnoteReferenceRun, type IRunOptions, type ParagraphChild, TextRun } from 'docx'
import { soundXml } from '../../../files/soundXml.ts'
import type { Inline } from '../document/model.ts'

/**
 * What stands in a line, as Word has it. All words are text: Word makes a field of none of them.
 *
 * @param set how all of its words are set besides
 */
export function runsOf(inlines: Inline[], set: Pick<IRunOptions, 'shading'> = {}): ParagraphChild[] {
  const children: ParagraphChild[] = []
  for (let i = 0; i < inlines.length; i++) {
    const inline = inlines[i]
    if (!inline) break
    const link = linkOf(inline)
    if (link === undefined) {
      children.push(runOf(inline, set))
      continue
    }
    const linked = [inline]
    for (let next = inlines[i + 1]; next && linkOf(next) === link; next = inlines[++i + 1]) linked.push(next)
    children.push(new ExternalHyperlink({ link, children: linked.map(each => runOf(each, set)) }))
  }
  return children
}

function linkOf(inline: Inline): string | undefined {
  return inline.kind === 'text' ? inline.link : undefined
}

function runOf(inline: Inline, set: Pick<IRunOptions, 'shading'>): TextRun | FootnoteReferenceRun {
  if (inline.kind === 'note') return new FootnoteReferenceRun(inline.number)
  if (inline.kind === 'break') return new TextRun({ break: 1 })
  const { bold, italic, struck, code } = inline.manner
  return new TextRun({
    text: soundXml(inline.text),
    ...set,
    // Said only where it is so: “not bold” would undo what the paragraph's style says.
    ...(bold ? { bold } : {}),
    ...(italic ? { italics: true } : {}),
    ...(struck ? { strike: true } : {}),
    ...(code ? { font: 'Consolas' } : {}),
    ...(inline.link ? { style: 'Hyperlink' } : {}),
  })
}
