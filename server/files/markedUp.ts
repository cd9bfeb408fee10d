import { compoundKind } from './compound.ts'
import type { MarkedUpWord } from './extract/markedUpWord.ts'
import { largestDocument } from './extract/problems.ts'
import { extractProblem } from './extract/problemWords.ts'
import { runLimited } from './limited/runLimited.ts'
import { isZip } from './zip.ts'

export type BroughtCopy = { ok: true; document: MarkedUpWord } | { ok: false; message: string }

const limits = { heap: 256, resident: 512, seconds: 20 }

/** Reads a Word copy that somebody marked up, in a limited process of its own. */
export async function readBroughtCopy(file: { name: string; bytes: Buffer }): Promise<BroughtCopy> {
  const { name, bytes } = file
  const refuse = (code: Parameters<typeof extractProblem>[1]): BroughtCopy => ({
    ok: false,
    message: extractProblem(name, code).message,
  })
  const notWord: BroughtCopy = {
    ok: false,
    message: `“${name}” is not a Word file that can be read. Save the copy as .docx, and choose that file.`,
  }
  if (bytes.length === 0) return refuse('empty')
  if (bytes.length > largestDocument) return refuse('tooLarge')
  const compound = compoundKind(bytes)
  if (compound === 'word') return refuse('oldWord')
  if (compound === 'encrypted') return refuse('encrypted')
  if (!isZip(bytes)) return notWord
  const outcome = await runLimited('markedUp', { bytes }, limits)
  if (!outcome.done) return refuse(outcome.why === 'crash' ? 'corrupt' : 'tooHeavy')
  if (!outcome.result.ok)
    return outcome.result.problem === 'wrongType' ? notWord : refuse(outcome.result.problem)
  return { ok: true, document: outcome.result.document }
}
