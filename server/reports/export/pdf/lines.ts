import type { Face } from './fonts.ts'

export type Target = { kind: 'web'; address: string } | { kind: 'note' | 'backFromNote'; number: number }

/** How characters are set; runs that share one object are drawn in one piece. Lengths are points. */
export type Look = {
  face: Face
  size: number
  colour: string
  /** How far above the line they stand. */
  rise: number
  struck?: boolean
  /** Where the first character stands rightmost. */
  rightToLeft?: boolean
  target?: Target
}

export type Run = { text: string; look: Look } | { lineBreak: true }

/** Characters of one look on one line, `x` from its left edge. */
export type Segment = { text: string; look: Look; x: number; width: number }
export type Line = Segment[]

type Measure = (text: string, look: Look) => number
type Piece = { text: string; look: Look }

/**
 * Breaks runs into lines at most `width` wide, at spaces; what holds no space and is wider is broken where it must be.
 * A line that is not the last ends with its space, so that whoever reads the file aloud tells its words apart.
 */
export function breakLines(runs: readonly Run[], width: number, measure: Measure): Line[] {
  const lines: Line[] = []
  let line: Line = []
  let x = 0
  const place = ({ text, look }: Piece) => {
    const last = line.at(-1)
    const width = measure(text, look)
    if (last?.look === look) {
      last.text += text
      last.width += width
    } else line.push({ text, look, x, width })
    x += width
  }
  const end = (space?: Piece) => {
    if (space && line.length > 0) place(space)
    lines.push(line)
    line = []
    x = 0
  }
  for (const words of paragraphsOf(runs)) {
    let space: Piece | undefined
    for (const word of words) {
      const wide = sum(word.pieces, measure)
      const before = space ? measure(' ', space.look) : 0
      if (line.length > 0 && x + before + wide > width) end(space)
      else if (space && line.length > 0) place(space)
      for (const piece of word.pieces) {
        let left = piece
        while (x + measure(left.text, left.look) > width) {
          const fits = longestFitting(left, width - x, measure) || (line.length > 0 ? 0 : firstOf(left))
          if (fits > 0) place({ ...left, text: left.text.slice(0, fits) })
          left = { ...left, text: left.text.slice(fits) }
          if (left.text === '') break
          end()
        }
        if (left.text !== '') place(left)
      }
      space = word.space
    }
    end()
  }
  return lines
}

type Word = { pieces: Piece[]; space: Piece | undefined }

/** Words with the space behind each, apart at line breaks. */
function paragraphsOf(runs: readonly Run[]): Word[][] {
  const paragraphs: Word[][] = [[]]
  let word: Word = { pieces: [], space: undefined }
  const endWord = (space?: Piece) => {
    if (word.pieces.length > 0) paragraphs.at(-1)?.push({ ...word, space })
    word = { pieces: [], space: undefined }
  }
  for (const run of runs) {
    if ('lineBreak' in run) {
      endWord()
      paragraphs.push([])
      continue
    }
    for (const text of run.text.split(/( +)/)) {
      if (text.startsWith(' ')) endWord({ text: ' ', look: run.look })
      else if (text !== '') word.pieces.push({ text, look: run.look })
    }
  }
  endWord()
  return paragraphs
}

function sum(pieces: readonly Piece[], measure: Measure): number {
  return pieces.reduce((total, { text, look }) => total + measure(text, look), 0)
}

/** The UTF-16 units of a piece's first character. */
function firstOf({ text }: Piece): number {
  return String.fromCodePoint(text.codePointAt(0) ?? 0).length
}

/** How many UTF-16 units of a piece fit, never ending inside a character. */
function longestFitting({ text, look }: Piece, width: number, measure: Measure): number {
  let fits = 0
  for (const character of text) {
    if (measure(text.slice(0, fits + character.length), look) > width) break
    fits += character.length
  }
  return fits
}
