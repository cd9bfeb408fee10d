import { BookmarkEnd, BookmarkStart, type ParagraphChild, ShadingType, TextRun } from 'docx'
import type { Inline } from '../export/document/model.ts'
import { runsOf } from '../export/word/runs.ts'
import { locked } from './locked.ts'
import { helpersIn, type Prose, proseMark } from './prose.ts'

/** The ground of what is locked though an author wrote it, and of what the copy says of itself. */
const shading = { type: ShadingType.CLEAR, color: 'auto', fill: 'E6E6E6' }

/** The name of the bookmark round a run of prose: where it stands in the template. */
export function bookmarkOf({ start, end }: Prose): string {
  return `p_${start}_${end}`
}

/**
 * Sets lines for a copy that is marked up: prose is free, in a bookmark that tells its place; what a loop writes is
 * locked on a grey ground; all else that has words is locked, with the helper that wrote it. Called for all of a document's lines in their order.
 */
export class MarkedRuns {
  readonly #template: string
  readonly #prose: Prose[]
  /** Whether anything was set that a loop wrote. */
  hasLoops = false
  #passed = 0
  #controls = 0

  constructor(template: string, prose: Prose[]) {
    this.#template = template
    this.#prose = prose
  }

  runs(inlines: Inline[]): ParagraphChild[] {
    const children: ParagraphChild[] = []
    let software: Inline[] = []
    const close = () => {
      if (software.length > 0) children.push(...this.#software(software))
      software = []
    }
    for (const inline of inlines.map(withoutLink)) {
      if (inline.kind !== 'text') {
        software.push(inline)
        continue
      }
      let from = 0
      for (const mark of inline.text.matchAll(proseMark)) {
        if (mark.index > from) software.push({ ...inline, text: inline.text.slice(from, mark.index) })
        close()
        const [, number, words = '', repeated] = mark
        children.push(
          ...(repeated === undefined
            ? this.#free(Number(number), { ...inline, text: words })
            : this.#repeated({ ...inline, text: repeated })),
        )
        from = mark.index + mark[0].length
      }
      if (from < inline.text.length) software.push({ ...inline, text: inline.text.slice(from) })
    }
    close()
    return children
  }

  /** What this copy says of itself, which is no part of the report. */
  aside(words: string): ParagraphChild[] {
    return [locked('what this copy is', ++this.#controls, [new TextRun({ text: words, shading })])]
  }

  /** A note, all of which the software wrote. */
  note(number: number, inlines: Inline[]): ParagraphChild[] {
    return [locked(`note ${number}`, ++this.#controls, runsOf(inlines.map(withoutLink)))]
  }

  #repeated(inline: Inline): ParagraphChild[] {
    this.hasLoops = true
    return [locked('a loop of the draft', ++this.#controls, runsOf([inline], { shading }))]
  }

  #free(number: number, inline: Inline): ParagraphChild[] {
    const place = this.#prose[number]
    if (!place) throw new Error(`MarkedRuns: there is no run ${number}`)
    this.#passed = number + 1
    return [
      new BookmarkStart(bookmarkOf(place), number + 1) as unknown as ParagraphChild,
      ...runsOf([inline]),
      new BookmarkEnd(number + 1) as unknown as ParagraphChild,
    ]
  }

  /** What is not prose: locked where it has words or a note, and left free where it is white space or a stop. */
  #software(inlines: Inline[]): ParagraphChild[] {
    const hasWords = (inline: Inline) =>
      inline.kind === 'note' || (inline.kind === 'text' && /[\p{L}\p{N}]/u.test(inline.text))
    if (!inlines.some(hasWords)) return inlines.flatMap(inline => runsOf([inline]))
    const before = this.#prose[this.#passed - 1]?.end ?? 0
    const after = this.#prose[this.#passed]?.start ?? this.#template.length
    const helpers = helpersIn(this.#template.slice(before, Math.max(before, after)))
    const { lead, words, rest } = withoutSpaces(inlines)
    const runs = words.flatMap(inline => runsOf([inline]))
    return [...runsOf(lead), locked(helpers.join(' '), ++this.#controls, runs), ...runsOf(rest)]
  }
}

/** The white space before and behind words of the software stays free, so that prose can grow up to them. */
function withoutSpaces(inlines: Inline[]): { lead: Inline[]; words: Inline[]; rest: Inline[] } {
  const words = [...inlines]
  const cut = (at: number, space: RegExp): Inline[] => {
    const inline = words.at(at)
    const found = inline?.kind === 'text' ? space.exec(inline.text)?.[0] : undefined
    if (inline?.kind !== 'text' || !found || found === inline.text) return []
    words.splice(at, 1, { ...inline, text: inline.text.replace(space, '') })
    return [{ ...inline, text: found }]
  }
  const lead = cut(0, /^\s+/)
  return { lead, rest: cut(-1, /\s+$/), words }
}

/** Word makes an address of no words inside a control; they are set as what they say. */
function withoutLink(inline: Inline): Inline {
  if (inline.kind !== 'text') return inline
  const { link: _, ...rest } = inline
  return rest
}
