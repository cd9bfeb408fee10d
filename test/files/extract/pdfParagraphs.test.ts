import { expect } from 'chai'
import { type PdfLine, pdfParagraphs } from '../../../server/files/extract/pdfParagraphs.ts'

function line(text: string, y: number, page = 1, height = 11): PdfLine {
  return { text, y, height, page }
}

describe('pdfParagraphs', () => {
  it('joins lines at the usual distance, and begins anew at a gap or another size of type', () => {
    const lines = [
      line('A heading', 720, 1, 18),
      line('One sentence that', 700),
      line('goes on.', 686),
      line('Another.', 658),
      line('Its end.', 644),
    ]
    expect(pdfParagraphs(lines)).to.equal('A heading\n\nOne sentence that goes on.\n\nAnother. Its end.')
  })

  it('lets a sentence go over to the next page, but not one that has ended', () => {
    const lines = [line('It goes', 60), line('on.', 750, 2), line('So.', 736, 2), line('New.', 750, 3)]
    expect(pdfParagraphs(lines)).to.equal('It goes on. So.\n\nNew.')
  })

  it('keeps a hyphen at the end of a line, and reads columns one after the other', () => {
    const lines = [line('in-', 700), line('house', 686), line('beside', 700), line('it', 686)]
    expect(pdfParagraphs(lines)).to.equal('in-house\n\nbeside it')
  })

  it('makes nothing of nothing', () => {
    expect(pdfParagraphs([line('  ', 700)])).to.equal('')
  })
})
