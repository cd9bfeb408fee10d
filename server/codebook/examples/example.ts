import type { Span } from '../../../analysis/index.ts'

/** What an example shows: that something belongs to a theme, or that it does not though it may look so. */
export const exampleKinds = ['include', 'exclude'] as const
export type ExampleKind = (typeof exampleKinds)[number]

/**
 * An example of a theme: words that somebody made up, or a passage of a text. Of a passage the codebook keeps the place
 * alone, so that its words are gone wherever they are withdrawn, held or narrowed.
 */
export type ThemeExample = { id: string; kind: ExampleKind; by: string; at: Date } & (
  | { words: string }
  | ({ text: string } & Span)
)

/** The words of a theme's examples, as files have them. */
export type ExampleWords = Record<ExampleKind, string[]>
