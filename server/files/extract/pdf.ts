import { getDocumentProxy } from 'unpdf'
import { type PdfLine, pdfParagraphs } from './pdfParagraphs.ts'
import { longestText } from './problems.ts'
import { Unreadable } from './unreadable.ts'

/**
 * The text of a PDF, its lines put together into paragraphs with a blank line between.
 * @throws Unreadable when it asks for a password or cannot be opened.
 */
export async function pdfText(bytes: Buffer): Promise<string> {
  const pdf = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 }).catch(error => {
    throw new Unreadable(isPasswordError(error) ? 'encrypted' : 'corrupt')
  })
  const lines: PdfLine[] = []
  let length = 0
  for (let number = 1; number <= pdf.numPages && length <= longestText; number++) {
    const page = await pdf.getPage(number)
    const { items } = await page.getTextContent()
    let line: PdfLine = { text: '', y: 0, height: 0, page: number }
    for (const item of items) {
      if (!('str' in item)) continue
      if (line.text === '') line = { ...line, y: Number(item.transform[5]), height: item.height }
      line.text += item.str
      if (!item.hasEOL) continue
      lines.push(line)
      length += line.text.length
      line = { text: '', y: 0, height: 0, page: number }
    }
    lines.push(line)
    page.cleanup()
  }
  return pdfParagraphs(lines)
}

function isPasswordError(error: unknown): boolean {
  return error instanceof Error && error.name === 'PasswordException'
}
