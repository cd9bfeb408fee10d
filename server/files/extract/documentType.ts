import { compoundKind } from '../compound.ts'
import { looksBinary } from '../encoding.ts'
import { isZip } from '../zip.ts'

export const documentTypes = ['pdf', 'docx', 'odt', 'rtf', 'txt'] as const
export type DocumentType = (typeof documentTypes)[number]

/** Plain text has no mark of its own, so here the name decides: a web page is text too, and not accepted. */
const plainTextName = /\.(txt|text|md)$|^[^.]+$/i
/** A PDF may have other bytes before its mark (ISO 32000-2, annex I). */
const pdfMarkWithin = 1024

/** What the first bytes and, for plain text, the name say; `zip` has to be looked into. */
export function sniff(
  name: string,
  bytes: Buffer,
): DocumentType | 'zip' | 'oldWord' | 'encrypted' | 'unknown' {
  if (bytes.subarray(0, pdfMarkWithin).includes('%PDF-')) return 'pdf'
  if (isZip(bytes)) return 'zip'
  if (/^\s*\{\\rtf/.test(bytes.toString('latin1', 0, 64))) return 'rtf'
  const compound = compoundKind(bytes)
  if (compound) return compound === 'word' ? 'oldWord' : compound === 'encrypted' ? 'encrypted' : 'unknown'
  return plainTextName.test(name) && !looksBinary(bytes) ? 'txt' : 'unknown'
}
