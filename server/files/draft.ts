import { htmlDraft, type LintDraft, markdownDraft, wordDraft } from '../../analysis/index.ts'
import { compoundKind } from './compound.ts'
import { looksBinary } from './encoding.ts'
import { plainText } from './extract/plainText.ts'
import { type ExtractProblemCode, largestDocument } from './extract/problems.ts'
import { extractProblem } from './extract/problemWords.ts'
import { type Failure, runLimited } from './limited/runLimited.ts'
import { isZip } from './zip.ts'

/** A draft that someone brought, and what to tell of how it was read. */
export type BroughtDraft = { ok: true; draft: LintDraft; notes: string[] } | { ok: false; message: string }

const limits = { heap: 256, resident: 512, seconds: 20 }
const failures: Record<Failure, ExtractProblemCode> = {
  memory: 'tooHeavy',
  time: 'tooHeavy',
  crash: 'corrupt',
}

/**
 * Reads a draft of a report: Word by its content, in a limited process of its own; a text by its name or its first
 * tag as HTML, and else as Markdown.
 */
export async function readBroughtDraft(file: { name: string; bytes: Buffer }): Promise<BroughtDraft> {
  const { name, bytes } = file
  const refuse = (code: ExtractProblemCode): BroughtDraft => ({
    ok: false,
    message: extractProblem(name, code).message,
  })
  if (bytes.length === 0) return refuse('empty')
  if (bytes.length > largestDocument) return refuse('tooLarge')
  if (isZip(bytes)) {
    const outcome = await runLimited('draft', { bytes }, limits)
    if (!outcome.done) return refuse(failures[outcome.why])
    if (!outcome.result.ok)
      return outcome.result.problem === 'wrongType' ? notADraft(name) : refuse(outcome.result.problem)
    const { blocks, inserted, deleted } = outcome.result.draft
    return { ok: true, draft: wordDraft(blocks), notes: trackedNotes(inserted, deleted) }
  }
  const compound = compoundKind(bytes)
  if (compound)
    return refuse(compound === 'word' ? 'oldWord' : compound === 'encrypted' ? 'encrypted' : 'wrongType')
  if (looksBinary(bytes) || /\.(?:docx?|odt|pdf|rtf)$/i.test(name)) return notADraft(name)
  const text = await plainText(bytes)
  return { ok: true, draft: textDraft(name, text), notes: [] }
}

/** A text as HTML, where its name or its first tag says so, and else as Markdown. */
export function textDraft(name: string, text: string): LintDraft {
  const isPage = /\.x?html?$/i.test(name) || /^\s*<(?:!doctype\s+html|html)[\s>]/i.test(text.slice(0, 1000))
  return isPage ? htmlDraft(text) : markdownDraft(text)
}

function notADraft(name: string): BroughtDraft {
  return {
    ok: false,
    message: `“${name}” is not a draft that can be read. Save it as Word (.docx), HTML or Markdown (.md).`,
  }
}

function trackedNotes(inserted: number, deleted: number): string[] {
  if (inserted + deleted === 0) return []
  return [
    `The document has tracked changes (${inserted} inserted, ${deleted} deleted). It is read as it would stand with all of them accepted.`,
  ]
}
