import { expect } from 'chai'
import fc from 'fast-check'
import { getDocumentProxy } from 'unpdf'
import { breakLines, type Look } from '../../server/reports/export/pdf/lines.ts'
import { lackingInPdf, pdfFile } from '../../server/reports/export/pdf/pdfFile.ts'
import { compact, readPdf } from './reading/readBack.ts'

const look = (size: number): Look => ({ face: 'regular', size, colour: '#000', rise: 0 })
const looks = [look(1), look(2)]
/** Each UTF-16 unit is as wide as its look is large. */
const measure = (text: string, { size }: Look) => text.length * size

describe('the lines of a PDF', () => {
  it('hold every character of what is set, in order, and none is wider than the page', () => {
    const run = fc.record({
      text: fc.string({ unit: fc.constantFrom('a', 'b', ' ', '  ', '😀', '.'), maxLength: 40 }),
      look: fc.constantFrom(...looks),
    })
    const runs = fc.array(fc.oneof(run, fc.constant({ lineBreak: true as const })), { maxLength: 8 })
    fc.assert(
      fc.property(runs, fc.integer({ min: 4, max: 30 }), (given, width) => {
        const lines = breakLines(given, width, measure)
        const set = lines.map(line => line.map(segment => segment.text).join('')).join('')
        expect(compact(set)).to.equal(compact(given.map(each => ('text' in each ? each.text : '')).join('')))
        for (const line of lines) {
          const text = line.map(segment => segment.text).join('')
          const last = line.at(-1)
          const spaced = text.endsWith(' ') ? (last?.look.size ?? 0) : 0
          expect((last?.x ?? 0) + (last?.width ?? 0) - spaced).to.be.at.most(width)
          for (const segment of line) expect(segment.text.isWellFormed()).to.equal(true)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('keep words apart at their ends, for whoever has them read aloud', () => {
    const lines = breakLines([{ text: 'one two three', look: look(1) }], 8, measure)
    expect(lines.map(line => line.map(segment => segment.text).join(''))).to.deep.equal(['one two ', 'three'])
  })
})

describe('a report as PDF', () => {
  it('goes on over as many pages as it needs, rows of tables too', async () => {
    const words = Array.from({ length: 1200 }, (_, i) => `word${i}`).join(' ')
    const markdown = `# Long\n\n${words}\n\n| a | b |\n| --: | :-- |\n| 1 | ${words} |\n\n> ${words}\n`
    const file = await pdfFile('Long', { markdown, notes: [] })
    const { body } = await readPdf(file)
    expect(body).to.equal(compact(`Long ${words} a b 1 ${words} ${words}`))
    expect((await getDocumentProxy(new Uint8Array(file))).numPages).to.be.greaterThan(6)
  })

  it('sets signs of other scripts in faces that have them', async () => {
    const markdown = 'So 😀, ✔, → and ∑; नमस्ते, שלום and سلام, ŵ.\n'
    const file = await pdfFile('T', { markdown, notes: [] })
    const document = await getDocumentProxy(new Uint8Array(file))
    const { body } = await readPdf(file)
    expect(body).not.to.include('\ufffd').and.not.include('hasnosign')
    const page = await document.getPage(1)
    const { items } = await page.getTextContent()
    const read = items.map((item: { str?: string }) => item.str ?? '').join('')
    for (const sign of ['😀', '✔', '→', '∑', 'ŵ']) expect(read).to.include(sign)
    expect(JSON.stringify(await page.getStructTree())).to.include('שלום')
    expect(lackingInPdf({ markdown, notes: [] })).to.equal(undefined)
  })

  it('sets what is written from right to left so that its first word stands rightmost', async () => {
    const words = 'שלום עולם 12 טוב'
    const file = await pdfFile('T', { markdown: `He wrote: ${words}, so.\n`, notes: [] })
    const page = await (await getDocumentProxy(new Uint8Array(file))).getPage(1)
    const { items } = await page.getTextContent()
    const placed: { str: string; transform: number[] }[] = items
    const at = (part: RegExp) => placed.find(({ str }) => part.test(str))?.transform[4] ?? 0
    expect(at(/12/)).to.be.lessThan(at(/עולם/)).and.greaterThan(at(/wrote/))
    expect(at(/טוב|בוט/)).to.be.lessThan(at(/12/))
    expect(at(/so/)).to.be.greaterThan(at(/עולם/))
    expect(JSON.stringify(await page.getStructTree())).to.include('שלום עולם')
  })

  it('says which characters no typeface shows, before and in it, and keeps them for whoever has it read aloud', async () => {
    const file = await pdfFile('T', { markdown: 'So 你 and ŵ.\n', notes: [] })
    const { body } = await readPdf(file)
    expect(body).to.include('So\ufffdandŵ.').and.include('havenosignforU+4F60')
    const page = await (await getDocumentProxy(new Uint8Array(file))).getPage(1)
    expect(JSON.stringify(await page.getStructTree())).to.include('So 你 and ŵ.')
    expect(lackingInPdf({ markdown: 'So 你.', notes: ['好'] })).to.include('你 (U+4F60), 好 (U+597D)')
  })
})
