import { BadZip, checkZip } from '../zip.ts'
import type { MarkedUpWord } from './markedUpWord.ts'
import type { ExtractProblemCode } from './problems.ts'
import { Unreadable } from './unreadable.ts'

export type ReadMarkedUp = { ok: true; document: MarkedUpWord } | { ok: false; problem: ExtractProblemCode }

/** Reads a Word document with its tracked changes and comments. Runs in the child. */
export async function readMarkedUp(file: { bytes: Uint8Array }): Promise<ReadMarkedUp> {
  try {
    const bytes = Buffer.from(file.bytes)
    const names = await checkZip(bytes)
    if (!names.has('word/document.xml')) return { ok: false, problem: 'wrongType' }
    const { readMarkedUpWord } = await import('./markedUpWord.ts')
    return { ok: true, document: await readMarkedUpWord(bytes) }
  } catch (error) {
    if (error instanceof Unreadable || error instanceof BadZip) return { ok: false, problem: error.problem }
    return { ok: false, problem: 'corrupt' }
  }
}
