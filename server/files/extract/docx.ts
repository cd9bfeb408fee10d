import mammoth from 'mammoth'

/** The text of a Word document whose ZIP has been checked; a blank line between paragraphs. */
export async function docxText(bytes: Buffer): Promise<string> {
  const { value } = await mammoth.extractRawText({ buffer: bytes })
  return value.trimEnd()
}
