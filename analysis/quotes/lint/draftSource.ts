import type { Ending, Passage } from './passages.ts'
import type { LintDraft } from './plainText.ts'

/** A passage's words as a reader sees them, and as the source has them. */
export type Words = { text: string; raw: string }

/** Leads from the words of a draft to where they stand in it. */
export class DraftSource {
  readonly draft: LintDraft
  readonly #lines: number[]
  readonly #declared: Map<number, string | null>

  constructor(draft: LintDraft) {
    this.draft = draft
    this.#lines = [0, ...[...(draft.source ?? '').matchAll(/\n/g)].map(({ index }) => index + 1)]
    this.#declared = new Map(draft.plain.declared.map(({ at, from }) => [at, from]))
  }

  /** The words of a passage up to one of its endings. */
  words({ start, block }: Passage, { at }: Ending): Words {
    const { plain, source, format } = this.draft
    const text = plain.text.slice(start, at)
    const span = this.span(start, at)
    if (!span || source === null) return { text, raw: text }
    const raw = source.slice(span.start, span.end)
    return { text, raw: block && format === 'markdown' ? raw.replace(/\n(?: {0,3}> ?)+/g, '\n') : raw }
  }

  /** Where a span of the plain text stands in the source; null in a draft that has none. */
  span(start: number, end: number): { start: number; end: number } | null {
    const { plain, source } = this.draft
    if (source === null) return null
    const from = plain.offsets[start] ?? source.length
    return { start: from, end: end > start ? (plain.offsets[end - 1] ?? from - 1) + 1 : from }
  }

  /** The line (counted from 1) of a place in the plain text, and how a person finds it. */
  placeOf(at: number): { line: number; place: string } {
    const { plain, source } = this.draft
    if (source === null) {
      const block = plain.blocks.findLast(({ start }) => start <= at)
      return { line: block?.line ?? 1, place: block?.place ?? '' }
    }
    const offset = plain.offsets[at] ?? source.length
    let low = 0
    let high = this.#lines.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#lines[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, place: `line ${low + 1}` }
  }

  /** What the author declared just behind an ending, with nothing but space and punctuation between. */
  declaredAt({ after }: Ending): string | null | undefined {
    for (let at = after; at <= after + 4; at++) {
      const from = this.#declared.get(at)
      if (from !== undefined) return from
      if (!/[\s.,;:!?)]/.test(this.draft.plain.text.charAt(at))) break
    }
    return undefined
  }
}
