import { LineTooLong } from './table/lines.ts'

/**
 * What to tell a person whose file cannot be read.
 * @throws the error itself when it is no fault of the file.
 */
export function whyUnreadable(error: unknown): string {
  if (error instanceof LineTooLong)
    return 'Has a line of more than 16 MB, so it is not a table, or a quote mark is never closed.'
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT') return 'Is not there. Check its name and folder.'
  if (code === 'EISDIR') return 'Is a folder. Name a file in it.'
  if (code === 'EACCES' || code === 'EPERM') return 'May not be read by you. Check its permissions.'
  throw error
}
