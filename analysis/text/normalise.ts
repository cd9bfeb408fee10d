/** A text in the form in which it is stored, or why it cannot be. */
export type StoredForm = { ok: true; text: string } | { ok: false; problem: string; fault: TextFault }

/** What keeps a text from being stored, and where: line and character are counted from 1, characters by code points. */
export type TextFault = { what: 'halfCharacter' | 'endlessMarks'; line: number; character: number }

const loneSurrogate = /\p{Surrogate}/u

/**
 * The most accents (combining marks) that may follow one another. No language comes near it, and beyond it
 * the platform's NFC takes time that grows with the square of their number.
 */
const mostMarks = 1000
const endlessMarks = new RegExp(`\\p{Mark}{${mostMarks + 1}}`, 'u')

/**
 * Brings a text to the form in which testimony is stored: Unicode NFC, with LF at the end of each line.
 * Nothing is trimmed or left out.
 *
 * @param raw the text as it came in
 * @returns the stored form; or a problem in plain words, and the fault that it tells with its line and character, where the text holds
 *   half of a surrogate pair (which no file could keep) or more than 1,000 accents in a row
 */
export function storedForm(raw: string): StoredForm {
  const lines = raw.replaceAll('\r\n', '\n').replaceAll('\r', '\n')
  const broken = lines.search(loneSurrogate)
  if (broken !== -1) {
    const code = lines.charCodeAt(broken).toString(16).toUpperCase()
    const fault: TextFault = { what: 'halfCharacter', ...placeOf(lines, broken) }
    return {
      ok: false,
      fault,
      problem: `${placeSaid(fault)} is half of a character (U+${code}), left behind when something cut the text in two. Delete it and type it again.`,
    }
  }
  const endless = lines.search(endlessMarks)
  if (endless !== -1) {
    const fault: TextFault = { what: 'endlessMarks', ...placeOf(lines, endless) }
    return {
      ok: false,
      fault,
      problem: `${placeSaid(fault)} begins more than ${mostMarks.toLocaleString('en-GB')} accents in a row. Delete them and type the words again.`,
    }
  }
  return { ok: true, text: lines.normalize('NFC') }
}

function placeOf(text: string, at: number): { line: number; character: number } {
  const lineStart = text.lastIndexOf('\n', at - 1) + 1
  const line = text.slice(0, lineStart).split('\n').length
  return { line, character: [...text.slice(lineStart, at)].length + 1 }
}

function placeSaid({ line, character }: TextFault): string {
  return `Line ${line}, character ${character}`
}
