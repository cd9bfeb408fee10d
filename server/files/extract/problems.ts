import { documentLabels } from './documentType.ts'

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

const accepted = Object.values(documentLabels)
  .join(', ')
  .replace(/, ([^,]*)$/, ' or $1')

const messages: Record<ExtractProblemCode, string> = {
  empty: 'is empty. Choose the file again, or another',
  tooLarge:
    'is larger than 10 MB. Make it smaller, for example by leaving out pictures, or send a part of it',
  wrongType: `is not of a type that can be read. Save it as ${accepted}`,
  oldWord: 'is in the old Word format (.doc). Open it, save it as .docx or PDF, and choose that file',
  encrypted: 'is protected by a password. Save it without one, and choose that file',
  corrupt:
    'is damaged and cannot be opened. Open it in the program that made it, save it again, and choose that file',
  bomb: 'unpacks to far more than a document should. Open it, save it as a PDF, and choose that file',
  tooHeavy: 'takes too much memory or time to read. Save it as plain text (.txt), or send a part of it',
  tooMuchText: 'has more than 2,000,000 characters of text. Send the part that matters',
  noText:
    'has no words that can be read; it may be a scan or a picture. It is kept as a file, but its words cannot be coded or quoted. If you have the text, send that too',
}

export function extractProblem(name: string, code: ExtractProblemCode): ExtractProblem {
  return { code, message: `“${name}” ${messages[code]}.`, keep: code === 'noText' }
}
