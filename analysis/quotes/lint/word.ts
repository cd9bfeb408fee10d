import { takeDeclared } from './declared.ts'
import { type DraftBlock, type LintDraft, PlainTextWriter } from './plainText.ts'

/**
 * A draft from a program that has pages and no lines, as Word: its paragraphs in order, each with the words by which
 * a person finds it. `{.own}` or `{.from R12}` typed behind a passage says what it is.
 */
export function wordDraft(blocks: readonly DraftBlock[]): LintDraft {
  const writer = new PlainTextWriter()
  for (const [i, { text: typed, quote, place }] of blocks.entries()) {
    const { text, declared } = takeDeclared(typed.replace(/\r\n?/g, '\n'))
    if (text.trim() !== '') writer.add({ text, offsets: [], declared }, { quote, place, line: i + 1 })
  }
  return { format: 'word', source: null, plain: writer.finish() }
}
