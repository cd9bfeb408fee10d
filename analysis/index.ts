export * from './model.ts'
export { type Attribution, attribute, inQuoteMarks, printedLine } from './quotes/attribution.ts'
export { editProblems } from './quotes/edits.ts'
export { attributeAll, capitalised, countInWords, leadWords, listed, opensSentence } from './quotes/lead.ts'
export { buildCorpusIndex, type CorpusIndex } from './quotes/lint/corpus.ts'
export type { Change } from './quotes/lint/difference.ts'
export type { Permission } from './quotes/lint/judge.ts'
export { type LintOptions, lintMarkdown } from './quotes/lint/lint.ts'
export {
  failingVerdicts,
  type LintedQuote,
  type LintResult,
  type LintSummary,
  type LintVerdict,
  lintVerdicts,
} from './quotes/lint/result.ts'
export { maySay, permits, type Sayable } from './quotes/maySay.ts'
export { editNote } from './quotes/note.ts'
export { verifyQuote } from './quotes/verify.ts'
export { editWarnings } from './quotes/warnings.ts'
export { type Piece, quotePieces, quoteWords } from './quotes/words.ts'
