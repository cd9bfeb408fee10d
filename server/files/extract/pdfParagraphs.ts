/** One printed line; `y` rises up the page and, like `height`, is in points. */
export type PdfLine = { text: string; y: number; height: number; page: number }

/** Lines further apart than this many times the usual distance begin a new paragraph. */
const paragraphGap = 1.3

/**
 * Puts printed lines together into paragraphs, so that a sentence is not cut where the paper ended. A blank
 * line, a wider gap or a step up the page begins a new one; a page does not. A word cut by a hyphen at the end
 * of a line keeps the hyphen, since nobody knows whether its author wrote it.
 */
export function pdfParagraphs(lines: PdfLine[]): string {
  const usual = usualGap(lines)
  const paragraphs: string[] = []
  let current = ''
  let before: PdfLine | undefined
  for (const line of lines) {
    const text = line.text.trim()
    if (text === '') continue
    if (current !== '' && before && startsParagraph(before, line, usual)) {
      paragraphs.push(current)
      current = ''
    }
    current = current === '' || current.endsWith('-') ? current + text : `${current} ${text}`
    before = line
  }
  if (current !== '') paragraphs.push(current)
  return paragraphs.join('\n\n')
}

function startsParagraph(before: PdfLine, line: PdfLine, usual: number): boolean {
  if (line.page !== before.page) return /[.!?:”"’)]$/.test(before.text.trim())
  const gap = before.y - line.y
  if (gap < 0) return true
  return gap > usual * paragraphGap || Math.abs(line.height - before.height) > before.height / 5
}

/** The median distance between lines that follow each other down a page. */
function usualGap(lines: PdfLine[]): number {
  const gaps = lines
    .map((line, index) => {
      const before = lines[index - 1]
      return before && before.page === line.page ? before.y - line.y : 0
    })
    .filter(gap => gap > 0)
    .sort((a, b) => a - b)
  return gaps[Math.floor((gaps.length - 1) / 2)] ?? Number.POSITIVE_INFINITY
}
