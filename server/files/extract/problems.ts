export const extractProblems = [
  'empty',
  'tooLarge',
  'wrongType',
  'oldWord',
  'encrypted',
  'corrupt',
  'bomb',
  'tooHeavy',
  'tooMuchText',
  'noText',
] as const
export type ExtractProblemCode = (typeof extractProblems)[number]

/** `keep`: the file is sound and may be kept as it is; only its words cannot be read. */
export type ExtractProblem = { code: ExtractProblemCode; message: string; keep: boolean }

/** Bytes of one document. */
export const largestDocument = 10 * 1024 * 1024
/** Characters of its text, some 300,000 words. */
export const longestText = 2_000_000
