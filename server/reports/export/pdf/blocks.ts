import type { Chart } from '../../../files/charts/chart.ts'
import { drawChart } from '../../../files/charts/drawing.ts'
import type { Block, Inline } from '../document/model.ts'
import type { Look } from './lines.ts'
import { accent, type Element, ink, margin, type Press, quiet, textHeight, textWidth } from './press.ts'
import { type Base, plainWords, runsOf } from './runs.ts'
import { setTable } from './table.ts'

export const body: Base = { size: 11, colour: ink }
export const leading = 1.5
const gap = 9

const headings: Record<1 | 2 | 3 | 4 | 5, Base & { before: number; after: number }> = {
  1: { size: 24, colour: ink, bold: true, before: 0, after: 4 },
  2: { size: 14, colour: quiet, before: 2, after: 14 },
  3: { size: 13, colour: ink, bold: true, before: 12, after: 4 },
  4: { size: 12, colour: ink, bold: true, before: 10, after: 4 },
  5: { size: 11, colour: ink, bold: true, before: 8, after: 4 },
}
const barColour = '#2f7f8f'

/** How far in a block stands, and whether a bar beside it says that it is quoted. */
type Place = {
  left: number
  quoted: boolean
  /** The room below a paragraph. */
  gap: number
}

type Bookmark = { addItem: (title: string, options?: object) => Bookmark }

/** Sets a report's blocks one below the other. */
export class BlockSetter {
  readonly #press: Press
  /** The last bookmark of each level. */
  readonly #bookmarks: (Bookmark | undefined)[] = []

  constructor(press: Press) {
    this.#press = press
  }

  set(blocks: readonly Block[], within: Element, place: Place = { left: 0, quoted: false, gap }): void {
    for (const block of blocks) this.#setOne(block, within, place)
  }

  heading(level: 1 | 2 | 3 | 4 | 5, inlines: readonly Inline[], within: Element): void {
    const { before, after, ...base } = headings[level]
    this.#press.space(before)
    // A heading never stands alone at the foot of a page.
    this.#press.room(base.size * leading + 3 * body.size * leading)
    const above = this.#bookmarks.slice(0, level).findLast(bookmark => bookmark !== undefined)
    this.#bookmarks.length = level
    this.#bookmarks[level] = this.#press.bookmark(plainWords(inlines), above)
    this.#words(
      inlines,
      this.#press.element(within, `H${level}`),
      base,
      { left: 0, quoted: false, gap: 0 },
      1.25,
    )
    this.#press.space(after)
  }

  /** Sets words as a paragraph without the space below it. */
  #words(inlines: readonly Inline[], element: Element, base: Base, place: Place, lead = leading): void {
    const height = base.size * lead
    for (const line of this.#press.lines(runsOf(inlines, base), textWidth - place.left)) {
      this.#press.room(height)
      if (place.quoted) this.#press.decoration(margin + place.left - 14, this.#press.y, 2.5, height, accent)
      this.#press.line(element, line, { left: place.left, height })
    }
  }

  #setOne(block: Block, within: Element, place: Place): void {
    const press = this.#press
    switch (block.kind) {
      case 'kicker':
        press.room(80)
        this.#words(block.inlines, press.element(within, 'P'), { size: 9, colour: accent, bold: true }, place)
        press.space(2)
        break
      case 'heading':
        this.heading(block.level, block.inlines, within)
        break
      case 'paragraph':
        this.#words(block.inlines, press.element(within, 'P'), body, place)
        press.space(place.gap)
        break
      case 'quotation':
        press.space(2)
        this.set(block.blocks, press.element(within, 'BlockQuote'), {
          ...place,
          left: place.left + 20,
          quoted: true,
        })
        press.space(4)
        break
      case 'list':
        this.#list(block, press.element(within, 'L'), place)
        break
      case 'table':
        setTable(press, block, press.element(within, 'Table'))
        press.space(gap + 4)
        break
      case 'code':
        this.#code(block.text, press.element(within, 'Code'), place)
        break
      case 'rule':
        press.room(20)
        press.decoration(margin, press.y + 6, textWidth, 0.5, quiet)
        press.space(16)
        break
      case 'chart':
        this.#chart(block.chart, within)
        break
    }
  }

  #list({ start, items }: Extract<Block, { kind: 'list' }>, element: Element, place: Place): void {
    const press = this.#press
    const inside = { ...place, left: place.left + 22, gap: 3 }
    const look: Look = { face: 'regular', size: body.size, colour: ink, rise: 0 }
    for (const [i, item] of items.entries()) {
      const entry = press.element(element, 'LI')
      const label = start === null ? '•' : `${start + i}.`
      const [marked = []] = press.lines([{ text: `${label} `, look }], textWidth)
      press.room(body.size * leading)
      press.lineHere(press.element(entry, 'Lbl'), marked, {
        left: place.left + 4,
        height: body.size * leading,
      })
      if (item.length === 0) press.space(body.size * leading)
      this.set(item, press.element(entry, 'LBody'), inside)
    }
    press.space(place.gap)
  }

  #code(text: string, element: Element, place: Place): void {
    for (const line of text.split('\n')) {
      const kept = line.replace(/^ +/, spaces => '\u00a0'.repeat(spaces.length))
      const manner = { bold: false, italic: false, struck: false, code: true }
      this.#words([{ kind: 'text', text: kept, manner }], element, { ...body, size: 10 }, place)
    }
    this.#press.space(gap)
  }

  #chart(chart: Chart, within: Element): void {
    const drawing = drawChart(chart)
    const scale = Math.min(textWidth / drawing.width, textHeight / drawing.height)
    const alt = `${chart.title}. A bar chart; the table after it has the same numbers.`
    this.#press.space(4)
    this.#press.figure(this.#press.element(within, 'Figure', { alt }), drawing.height * scale, draw => {
      for (const shape of drawing.shapes) {
        const [x, y] = [shape.x * scale, shape.y * scale]
        if (shape.kind === 'bar') draw.bar(x, y, shape.width * scale, shape.height * scale, barColour)
        else {
          const face = shape.bold ? 'bold' : 'regular'
          draw.words(shape.words, x, y, { face, size: shape.size * scale, colour: ink, rise: 0 })
        }
      }
    })
    this.#press.space(4)
  }
}
