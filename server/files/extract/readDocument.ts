import { BadZip, checkZip } from '../zip.ts'
import { type DocumentType, sniff } from './documentType.ts'
import { type ExtractProblemCode, longestText } from './problems.ts'
import { Unreadable } from './unreadable.ts'

/** `beside`: what came with a mail, by name, and was not read. */
export type Read =
  | { ok: true; text: string; type: DocumentType | 'eml'; beside?: string[] }
  | { ok: false; problem: ExtractProblemCode; beside?: string[] }

/** Finds out what a file is and takes its text. Runs in the child. @param file.emails whether it may be a mail */
export async function readDocument(file: {
  name: string
  bytes: Uint8Array
  emails?: boolean
}): Promise<Read> {
  try {
    const bytes = Buffer.from(file.bytes)
    const { text, ...rest } = await wordsOf(file.name, bytes, file.emails === true)
    if (text.length > longestText) return { ok: false, problem: 'tooMuchText' }
    return /[\p{L}\p{N}]/u.test(text)
      ? { ok: true, text, ...rest }
      : { ok: false, problem: 'noText', ...('beside' in rest ? { beside: rest.beside } : {}) }
  } catch (error) {
    if (error instanceof Unreadable || error instanceof BadZip) return { ok: false, problem: error.problem }
    return { ok: false, problem: 'corrupt' }
  }
}

async function wordsOf(name: string, bytes: Buffer, emails: boolean) {
  if (emails && /\.eml$/i.test(name)) {
    const { isEmail, readEmail } = await import('./email.ts')
    if (isEmail(name, bytes)) return { type: 'eml' as const, ...(await readEmail(bytes)) }
  }
  const type = await documentType(name, bytes)
  return { type, text: await readText[type](bytes) }
}

// Each part is loaded when it is needed: a child reads one file.
const readText: Record<DocumentType, (bytes: Buffer) => Promise<string>> = {
  pdf: async bytes => (await import('./pdf.ts')).pdfText(bytes),
  docx: async bytes => (await import('./docx.ts')).docxText(bytes),
  odt: async bytes => (await import('./odt.ts')).odtText(bytes),
  rtf: async bytes => (await import('./rtf.ts')).rtfText(bytes),
  txt: async bytes => (await import('./plainText.ts')).plainText(bytes),
}

async function documentType(name: string, bytes: Buffer): Promise<DocumentType> {
  const sniffed = sniff(name, bytes)
  if (sniffed === 'zip') return zippedType(bytes)
  if (sniffed === 'unknown') throw new Unreadable('wrongType')
  if (sniffed === 'oldWord' || sniffed === 'encrypted') throw new Unreadable(sniffed)
  return sniffed
}

async function zippedType(bytes: Buffer): Promise<DocumentType> {
  const names = await checkZip(bytes)
  if (names.has('word/document.xml')) return 'docx'
  const { isOpenDocumentText } = await import('./odt.ts')
  if (await isOpenDocumentText(bytes)) return 'odt'
  throw new Unreadable('wrongType')
}
