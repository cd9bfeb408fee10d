import { readFile } from 'node:fs/promises'
import { CannotRun } from './cannotRun.ts'

/** A file of plain text in UTF-8. @throws CannotRun where it cannot be read as that */
export async function readText(file: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file))
  } catch (error) {
    throw new CannotRun([{ place: file, message: whyNot(error) }])
  }
}

/** Why a file cannot be read, for a person. @throws the error itself where that is no fault of the file */
export function whyNot(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT') return 'Is not there. Check its name and folder.'
  if (code === 'EISDIR') return 'Is a folder. Name a file in it.'
  if (code === 'EACCES' || code === 'EPERM') return 'May not be read by you. Check its permissions.'
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return 'Is not UTF-8. Save it as UTF-8 and try again.'
  throw error
}
