/** A file or a place cannot be used for a backup or a restore; the message says why, and what to do about it. */
export class Unusable extends Error {}

const full = ['ENOSPC', 'EDQUOT', 'EFBIG']
const forbidden = ['EROFS', 'EACCES', 'EPERM']

/** What the system refused, in words for an administrator; undefined where it is no matter of files. */
export function inWords(error: unknown, folder: string): string | undefined {
  const { code, message = '' } = (error ?? {}) as { code?: unknown; message?: string }
  if (full.includes(String(code)))
    return `There is no room left for it in ${folder} (${code}). Nothing was kept of it. Free some space, or name another folder.`
  if (forbidden.includes(String(code)))
    return `${folder} may not be written to (${code}). Name another folder, or let Soundings write there.`
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return `${folder} is not there. Make it, or name another folder.`
  if (code === 'SQLITE_CORRUPT' || code === 'SQLITE_NOTADB')
    return `The database is damaged (${message}), so no whole copy of it can be made. Stop Soundings and start it again: it looks through its file, and mends it or says what to do.`
  return undefined
}
