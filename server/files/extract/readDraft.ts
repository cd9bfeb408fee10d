import { BadZip, checkZip } from '../zip.ts'
import type { ExtractProblemCode } from './problems.ts'
import { Unreadable } from './unreadable.ts'
import type { WordDraft } from './wordDraft.ts'

export type ReadDraft = { ok: true; draft: WordDraft } | { ok: false; problem: ExtractProblemCode }

/** Reads a Word document as a draft. Runs in the child. */
export async function readDraft(file: { bytes: Uint8Array }): Promise<ReadDraft> {
  try {
    const bytes = Buffer.from(file.bytes)
    const names = await checkZip(bytes)
    if (!names.has('word/document.xml')) return { ok: false, problem: 'wrongType' }
    const { readWordDraft } = await import('./wordDraft.ts')
    return { ok: true, draft: await readWordDraft(bytes) }
  } catch (error) {
    if (error instanceof Unreadable || error instanceof BadZip) return { ok: false, problem: error.problem }
    return { ok: false, problem: 'corrupt' }
  }
}
