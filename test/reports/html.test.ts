import { expect } from 'chai'
import fc from 'fast-check'
import { reportHtml } from '../../server/reports/export/html.ts'
import { htmlFile } from '../../server/reports/export/htmlFile.ts'
import { asMarkdown, asMarkdownLine } from '../../server/reports/template/escape.ts'
import { material, source, written } from './material.ts'

/** The text that a reader sees of some HTML. */
function shown(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .trim()
}

const nasty = fc.string({
  unit: fc.constantFrom(...('ab *_`~[]()<>!#&;:\\"\'^|{}=+-1.…“”\n\u00e9\ud83d\ude00'.match(/./gsu) ?? [])),
  maxLength: 40,
})

describe('a report as HTML', () => {
  it('shows any words exactly as they were typed, white space apart', () => {
    fc.assert(
      fc.property(nasty, words => {
        const html = reportHtml({ markdown: `Said: “${asMarkdown(words)}” so.`, notes: ['a', 'b'] })
        const paragraph = html.slice(0, html.indexOf('<section'))
        expect(shown(paragraph)).to.equal(`Said: “${words.replace(/\s+/g, ' ')}” so.`)
        expect(paragraph).to.match(/^<p>[^<]*<\/p>\n$/)
      }),
      { numRuns: 500 },
    )
  })

  it('shows the words of a block quotation so too, whatever they begin with', () => {
    fc.assert(
      fc.property(nasty, words => {
        const line = asMarkdownLine(words)
        const plain = words.replace(/\s+/g, ' ').trim()
        fc.pre(plain !== '')
        expect(shown(reportHtml({ markdown: `> ${line}`, notes: [] }))).to.equal(plain)
      }),
      { numRuns: 500 },
    )
  })

  it('obeys no HTML, script address or picture of a template', () => {
    const html = reportHtml({
      markdown:
        '<script>alert(1)</script> [a](javascript:alert(1)) ![b](https://example.org/x.png) <img src=x onerror=alert(1)>',
      notes: [],
    })
    expect(html).not.to.match(/<script|<img|href="javascript/)
  })

  it('links each note there and back', () => {
    const html = reportHtml({ markdown: 'So.[^1] And.[^2] But [^3].', notes: ['one', 'two'] })
    for (const number of [1, 2]) {
      expect(html).to.include(`<a href="#note-${number}" id="from-note-${number}"`)
      expect(html).to.include(`<li id="note-${number}">`)
    }
    expect(html).to.include('But [^3].')
  })

  it('is one file that asks for nothing else, and escapes its title', () => {
    const file = htmlFile(
      '</title><script>x</script>',
      written('###### R\n# {{title}}\n\n{{fragment "Q1"}}', material([source(1, { words: 'as it is' })])),
    )
    expect(file).to.match(/^<!doctype html>\n<html lang="en">/)
    expect(file).not.to.match(/<script|<link|src=|url\(|@import/)
    expect(file.match(/<h1>/g)).to.have.length(1)
    expect(file).to.include('<p class="kicker">R</p>')
  })
})
