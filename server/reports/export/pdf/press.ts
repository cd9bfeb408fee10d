import { buffer } from 'node:stream/consumers'
import PDFDocument from 'pdfkit'
import { asSeen } from './asSeen.ts'
import { type Face, faceFile, hasSign, piecesOf } from './fonts.ts'
import { breakLines, type Line, type Look, type Run, type Segment } from './lines.ts'

/** Lengths in points, on A4. */
export const margin = 84
const pageWidth = 595.28
const pageHeight = 841.89
export const textWidth = pageWidth - 2 * margin
const bottom = pageHeight - margin
/** The room on a page. */
export const textHeight = pageHeight - 2 * margin

export const ink = '#16191a'
export const quiet = '#4c5356'
export const accent = '#14505c'

/** A part of the file's structure: what a screen reader goes through. */
export type Element = ReturnType<InstanceType<typeof PDFDocument>['struct']>

/** Stands for a character that the typeface has no sign for. */
const unknown = '\ufffd'

/**
 * A tagged PDF that is being set from the top downwards, page after page. Everything drawn is either in its
 * structure, or marked as decoration.
 */
export class Press {
  readonly #doc: InstanceType<typeof PDFDocument>
  readonly #widths = new Map<Look, Map<string, number>>()
  /** Looks in another face, by the look that words have. */
  readonly #looks = new Map<Look, Map<string, Look>>()
  readonly #faces = new Set<Face>()
  #y = margin
  #pages = 0
  readonly root: Element
  /** Characters that could not be shown. */
  readonly missing = new Set<string>()

  constructor(title: string) {
    this.#doc = new PDFDocument({
      ...{ size: 'A4', margin: 0, autoFirstPage: false, compress: true },
      ...{ pdfVersion: '1.7', tagged: true, lang: 'en-GB', displayTitle: true },
      info: { Title: title, Creator: 'Soundings', Producer: 'Soundings' },
    })
    this.root = this.#doc.struct('Document', { title })
    this.#doc.addStructure(this.root)
    this.#newPage()
  }

  get y(): number {
    return this.#y
  }

  /** Ends the file. */
  async finish(): Promise<Buffer> {
    this.#number()
    const written = buffer(this.#doc)
    this.root.end()
    this.#doc.end()
    return written
  }

  /** Adds a part to the structure. */
  element(
    within: Element,
    tag: string,
    options: { alt?: string; actual?: string; scope?: string } = {},
  ): Element {
    const element = this.#doc.struct(tag, options)
    within.add(element)
    return element
  }

  bookmark<T extends { addItem: (title: string, options?: object) => T }>(title: string, below?: T): T {
    const parent = (below ?? this.#doc.outline) as unknown as T
    return parent.addItem(title, { expanded: true, fit: false, top: this.#y, left: pageWidth })
  }

  space(height: number): void {
    this.#y += height
  }

  /** Begins a page, unless so much still fits on this one. */
  room(height: number): void {
    if (this.#y + height > bottom && this.#y > margin) this.#newPage()
  }

  lines(runs: readonly Run[], width: number): Line[] {
    const known = runs.flatMap((run): Run[] => ('lineBreak' in run ? [run] : this.#pieces(run)))
    return breakLines(known, width, (text, look) => this.#measure(text, look))
  }

  /** Sets a line at this distance from the left edge of the text, and goes below it. */
  line(element: Element, line: Line, { left, height }: { left: number; height: number }): void {
    this.room(height)
    this.lineHere(element, line, { left, height })
    this.#y += height
  }

  /** Sets a line without going below it, as cells stand beside each other. */
  lineHere(element: Element, line: Line, { left, height }: { left: number; height: number }): void {
    const baseline = this.#y + height * 0.74
    for (const segment of asSeen(line)) this.#segment(element, segment, margin + left, baseline)
  }

  /** Something that says nothing: a rule, a bar beside a quotation. */
  decoration(x: number, y: number, width: number, height: number, colour: string): void {
    this.#doc.markContent('Artifact', { type: 'Layout' })
    this.#doc.rect(x, y, width, height).fill(colour)
    this.#doc.endMarkedContent()
  }

  /** A picture of `width` by `height`, drawn by `draw` from its top left corner. */
  figure(
    element: Element,
    height: number,
    draw: (tools: {
      bar: (x: number, y: number, width: number, height: number, colour: string) => void
      words: (text: string, x: number, y: number, look: Look) => void
    }) => void,
  ): void {
    this.room(height)
    const top = this.#y
    const doc = this.#doc
    element.add(() =>
      draw({
        bar: (x, y, w, h, colour) => doc.rect(margin + x, top + y, w, h).fill(colour),
        words: (text, x, y, look) => {
          let left = margin + x
          for (const piece of this.#pieces({ text, look })) {
            this.#write(this.#shown(piece.text, piece.look.face), left, top + y, piece.look)
            left += this.#measure(piece.text, piece.look)
          }
        },
      }),
    )
    this.#y += height
  }

  /** Lets links lead here. */
  destination(name: string): void {
    this.#doc.addNamedDestination(name, 'XYZ', margin, this.#y, null)
  }

  #newPage(): void {
    if (this.#pages > 0) this.#number()
    this.#doc.addPage()
    this.#pages++
    this.#y = margin
  }

  /** The page's number, at its foot. */
  #number(): void {
    const look: Look = { face: 'regular', size: 9, colour: quiet, rise: 0 }
    this.#doc.markContent('Artifact', { type: 'Pagination' })
    this.#write(String(this.#pages), margin, pageHeight - 48, look)
    this.#doc.endMarkedContent()
  }

  #segment(element: Element, { text, look, x, width }: Segment, left: number, baseline: number): void {
    const shown = this.#shown(text, look.face)
    const isAsRead = shown === text && !look.rightToLeft
    const parent = look.target ? this.element(element, 'Link') : element
    const within = isAsRead ? parent : this.element(parent, 'Span', { actual: text })
    within.add(() => {
      this.#write(shown, left + x, baseline - look.rise, look)
      if (look.target?.kind === 'web') this.#stroke(left + x, baseline + 2, width, look.colour)
      if (look.struck) this.#stroke(left + x, baseline - look.size * 0.3, width, look.colour)
    })
    if (look.target) this.#link(parent, look, { x: left + x, y: baseline - look.size - look.rise, width })
  }

  #link(parent: Element, { target, size }: Look, at: { x: number; y: number; width: number }): void {
    if (!target) return
    // Typed too narrowly: a link is read aloud by its part of the structure.
    const options = { structParent: parent } as object
    const area = [at.x, at.y, at.width, size * 1.3] as const
    if (target.kind === 'web') this.#doc.link(...area, target.address, options)
    else if (target.kind === 'note') this.#doc.goTo(...area, `note-${target.number}`, options)
    else this.#doc.goTo(...area, `from-note-${target.number}`, options)
    if (target.kind === 'note')
      this.#doc.addNamedDestination(`from-note-${target.number}`, 'XYZ', margin, at.y, null)
  }

  #write(text: string, x: number, y: number, look: Look): void {
    this.#font(look)
      .fillColor(look.colour)
      .text(text, x, y, { lineBreak: false, baseline: 'alphabetic', ...inOnePiece(look) })
  }

  #font({ face, size }: Look): InstanceType<typeof PDFDocument> {
    if (!this.#faces.has(face)) this.#doc.registerFont(face, faceFile(face))
    this.#faces.add(face)
    return this.#doc.font(face, size)
  }

  /** A run in the faces that have its characters. */
  #pieces({ text, look }: { text: string; look: Look }): { text: string; look: Look }[] {
    const looks = this.#looks.get(look) ?? new Map<string, Look>()
    this.#looks.set(look, looks)
    return piecesOf(text.replace(/\p{Cc}/gu, unknown), look.face).map(({ text, face, rightToLeft }) => {
      if (face === look.face && !rightToLeft) return { text, look }
      const key = `${face} ${rightToLeft}`
      const other = looks.get(key) ?? { ...look, face, rightToLeft }
      looks.set(key, other)
      return { text, look: other }
    })
  }

  #stroke(x: number, y: number, width: number, colour: string): void {
    this.#doc.rect(x, y, width, 0.5).fill(colour)
  }

  #shown(text: string, face: Face): string {
    let shown = ''
    for (const character of text) {
      if (hasSign(face, character)) shown += character
      else {
        this.missing.add(character)
        shown += unknown
      }
    }
    return shown
  }

  #measure(text: string, look: Look): number {
    const widths = this.#widths.get(look) ?? new Map<string, number>()
    this.#widths.set(look, widths)
    const measured = widths.get(text)
    if (measured !== undefined) return measured
    const width = this.#font(look).widthOfString(text, inOnePiece(look))
    widths.set(text, width)
    return width
  }
}

/** Words that go from right to left are shaped together; others one by one, as many are the same. */
function inOnePiece({ rightToLeft }: Look): { features?: [] } {
  return rightToLeft ? { features: [] } : {}
}
