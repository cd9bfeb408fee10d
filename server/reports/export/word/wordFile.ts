import { Document, Footer, Packer, PageNumber, Paragraph, TextRun } from 'docx'
import { soundXml } from '../../../files/soundXml.ts'
import { readDocument } from '../document/readDocument.ts'
import type { Printable } from '../html.ts'
import { BlockSetter } from './blocks.ts'
import { runsOf } from './runs.ts'
import { listLevels, styles } from './styles.ts'

/**
 * The report as a Word file (`.docx`): real headings, block quotations by style, footnotes, links, lists and tables.
 * Every word is set as text, so that Word runs none as a field.
 */
export function wordFile(title: string, written: Printable): Promise<Buffer> {
  const { blocks, notes } = readDocument(written)
  const setter = new BlockSetter()
  const children = setter.set(blocks)
  const document = new Document({
    title: soundXml(title),
    creator: 'Soundings',
    lastModifiedBy: 'Soundings',
    styles,
    numbering: {
      config: setter.lists.map((start, i) => ({ reference: `list-${i}`, levels: listLevels(start) })),
    },
    footnotes: Object.fromEntries(
      notes.map((note, i) => [
        i + 1,
        { children: [new Paragraph({ style: 'FootnoteText', children: runsOf(note) })] },
      ]),
    ),
    sections: [{ properties: {}, footers: { default: pageNumbers() }, children }],
  })
  return Packer.toBuffer(document)
}

function pageNumbers(): Footer {
  return new Footer({
    children: [new Paragraph({ children: [new TextRun({ children: [PageNumber.CURRENT] })] })],
  })
}
