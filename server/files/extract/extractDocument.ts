import { type Failure, runLimited } from '../limited/runLimited.ts'
import { type DocumentType, sniff } from './documentType.ts'
import { type ExtractProblem, type ExtractProblemCode, largestDocument } from './problems.ts'
import { extractProblem } from './problemWords.ts'
import { readDocument } from './readDocument.ts'

export type { DocumentType } from './documentType.ts'
export type { ExtractProblem, ExtractProblemCode } from './problems.ts'

export type Extracted =
  | { ok: true; text: string; type: DocumentType | 'eml'; beside?: string[] }
  | { ok: false; problem: ExtractProblem; beside?: string[] }

/** Plain text of so many bytes is read in this process: it is only decoded, which takes as long as it is, and no longer. */
const longestHere = 1024 * 1024
const limits = { heap: 256, resident: 512, seconds: 20 }

const failures: Record<Failure, ExtractProblemCode> = {
  memory: 'tooHeavy',
  time: 'tooHeavy',
  crash: 'corrupt',
}

/**
 * The words of a PDF, DOCX, ODT, RTF or TXT file, paragraphs apart by line breaks. Its content decides what it
 * is, whatever its name says. All but short plain text is read in a limited process of its own.
 *
 * @param file.emails whether a mail that was saved (.eml) is read too, of which what came with it, named in `beside`, is
 *   not read
 */
export async function extractDocument(file: {
  name: string
  bytes: Buffer
  emails?: boolean
}): Promise<Extracted> {
  const refuse = (code: ExtractProblemCode): Extracted => ({
    ok: false,
    problem: extractProblem(file.name, code),
  })
  if (file.bytes.length === 0) return refuse('empty')
  if (file.bytes.length > largestDocument) return refuse('tooLarge')
  const isHere = file.bytes.length <= longestHere && sniff(file.name, file.bytes) === 'txt'
  const outcome = isHere
    ? { done: true as const, result: await readDocument(file) }
    : await runLimited('document', file, limits)
  if (!outcome.done) return refuse(failures[outcome.why])
  const { result } = outcome
  return result.ok ? result : { ...result, problem: extractProblem(file.name, result.problem) }
}
