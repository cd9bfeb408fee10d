import {
  AlignmentType,
  BorderStyle,
  type FileChild,
  HeadingLevel,
  ImageRun,
  type IParagraphOptions,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import type { Chart } from '../../../files/charts/chart.ts'
import { drawChart } from '../../../files/charts/drawing.ts'
import { chartSvg } from '../../../files/charts/svg.ts'
import { soundXml } from '../../../files/soundXml.ts'
import type { Block, Inline } from '../document/model.ts'
import { runsOf } from './runs.ts'
import * as style from './styles.ts'

const headings = {
  1: HeadingLevel.HEADING_1,
  2: HeadingLevel.HEADING_2,
  3: HeadingLevel.HEADING_3,
  4: HeadingLevel.HEADING_4,
  5: HeadingLevel.HEADING_5,
} as const

/** A clear dot, for programs that show no SVG; the table after each chart has the same numbers. */
const clearPng = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

/** Inside what a block stands: a block quotation, a list at some depth. */
type Within = { quoted: boolean; depth: number }

/** Sets blocks for Word. Each list asks for a numbering of its own, since each begins to count anew. */
export class BlockSetter {
  readonly #runsOf: typeof runsOf
  /** How each list counts; the first is called `list-0`. */
  readonly lists: (number | null)[] = []

  /** @param setLine sets what stands in a line; it is called in the order of the document */
  constructor(setLine = runsOf) {
    this.#runsOf = setLine
  }

  set(blocks: Block[], within: Within = { quoted: false, depth: 0 }): FileChild[] {
    return blocks.flatMap(block => this.#setOne(block, within))
  }

  #setOne(block: Block, within: Within): FileChild[] {
    switch (block.kind) {
      case 'kicker':
        return [new Paragraph({ style: style.kicker, children: this.#runsOf(block.inlines) })]
      case 'heading':
        return [new Paragraph({ heading: headings[block.level], children: this.#runsOf(block.inlines) })]
      case 'paragraph':
        return [new Paragraph({ ...stylePlace(within), children: this.#runsOf(block.inlines) })]
      case 'quotation':
        return this.set(block.blocks, { ...within, quoted: true })
      case 'list':
        return this.#setList(block, within)
      case 'table':
        return [tableOf(block, this.#runsOf), new Paragraph({ spacing: { after: 80 } })]
      case 'code':
        return [new Paragraph({ style: style.code, children: codeRuns(block.text) })]
      case 'rule':
        return [new Paragraph({ border: { bottom: { style: BorderStyle.SINGLE, size: 6, space: 1 } } })]
      case 'chart':
        return [new Paragraph({ keepNext: true, children: [picture(block.chart)] })]
    }
  }

  #setList({ start, items }: Extract<Block, { kind: 'list' }>, within: Within): FileChild[] {
    const reference = `list-${this.lists.push(start) - 1}`
    const level = style.levelOf(within.depth)
    const inside = { ...within, depth: within.depth + 1 }
    return items.flatMap(item => {
      const [first, ...rest] = item
      const opens = first?.kind === 'paragraph'
      const marked = new Paragraph({
        ...(within.quoted ? { style: style.quotation } : {}),
        numbering: { reference, level },
        children: opens ? this.#runsOf(first.inlines) : [],
      })
      return [marked, ...this.set(opens ? rest : item, inside)]
    })
  }
}

function stylePlace({ quoted, depth }: Within): IParagraphOptions {
  if (quoted) return { style: style.quotation }
  return depth > 0 ? { style: style.listContinued, indent: { left: 480 * depth } } : {}
}

function tableOf({ align, head, rows }: Extract<Block, { kind: 'table' }>, setLine: typeof runsOf): Table {
  const cells = (row: Inline[][], bold: boolean) =>
    row.map(
      (cell, i) =>
        new TableCell({
          margins: { top: 40, bottom: 40, left: 80, right: 80 },
          children: [
            new Paragraph({
              spacing: { after: 0 },
              alignment: align[i] === 'right' ? AlignmentType.RIGHT : AlignmentType.LEFT,
              children: setLine(bold ? emboldened(cell) : cell),
            }),
          ],
        }),
    )
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: [
      new TableRow({ tableHeader: true, cantSplit: true, children: cells(head, true) }),
      ...rows.map(row => new TableRow({ cantSplit: true, children: cells(row, false) })),
    ],
  })
}

function emboldened(inlines: Inline[]): Inline[] {
  return inlines.map(inline =>
    inline.kind === 'text' ? { ...inline, manner: { ...inline.manner, bold: true } } : inline,
  )
}

function codeRuns(text: string): TextRun[] {
  return text
    .split('\n')
    .map((line, i) => new TextRun({ text: soundXml(line), ...(i > 0 ? { break: 1 } : {}) }))
}

function picture(chart: Chart): ImageRun {
  const { width, height } = drawChart(chart)
  return new ImageRun({
    type: 'svg',
    data: Buffer.from(chartSvg(chart)),
    // The page is narrower than the drawing.
    transformation: { width: Math.round(width * 0.9), height: Math.round(height * 0.9) },
    fallback: { type: 'png', data: clearPng },
    altText: {
      name: 'Chart',
      title: soundXml(chart.title),
      description: soundXml(`${chart.title}. The table after it has the same numbers.`),
    },
  })
}
