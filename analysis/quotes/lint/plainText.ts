/**
 * A paragraph, heading, list item, table cell or block quote: `[start, end)` in the plain text. A draft without
 * lines of its own (Word) has each block's number and the words by which a person finds it.
 */
export type Block = { start: number; end: number; quote: boolean; line?: number; place?: string }

/** What the author said of the passage before it: that it is their own expression, or whose words it is. */
export type Declared = { at: number; from: string | null }

/**
 * The words of a draft as a reader sees them, in one string; blocks stand apart by a blank line. `offsets[i]` is
 * where `text[i]` came from in the draft's source; it is empty for a draft that has none.
 */
export type PlainText = { text: string; offsets: number[]; declared: Declared[]; blocks: Block[] }

/** One block as a reader of documents gives it. */
export type DraftBlock = { text: string; quote: boolean; place: string }

/** A draft that was read, ready to be linted. `source`: what `offsets` lead into, with LF line ends; null for Word. */
export type LintDraft = { format: 'markdown' | 'html' | 'word'; source: string | null; plain: PlainText }

/** The words of one block with where each stood in the source, and what the author declared inside it. */
export type BlockText = { text: string; offsets: number[]; declared: Declared[] }

/** Puts blocks together in order, a blank line between. */
export class PlainTextWriter {
  readonly #texts: string[] = []
  readonly #plain: PlainText = { text: '', offsets: [], declared: [], blocks: [] }
  #length = 0

  add(block: BlockText, about: Omit<Block, 'start' | 'end'>): void {
    const isFirst = this.#length === 0
    const start = this.#length + (isFirst ? 0 : 2)
    if (!isFirst) {
      this.#texts.push('\n\n')
      const [from = 0] = block.offsets
      if (block.offsets.length > 0) this.#plain.offsets.push(from, from)
    }
    this.#texts.push(block.text)
    for (const offset of block.offsets) this.#plain.offsets.push(offset)
    for (const { at, from } of block.declared) this.#plain.declared.push({ at: start + at, from })
    this.#length = start + block.text.length
    this.#plain.blocks.push({ ...about, start, end: this.#length })
  }

  finish(): PlainText {
    return { ...this.#plain, text: this.#texts.join('') }
  }
}
