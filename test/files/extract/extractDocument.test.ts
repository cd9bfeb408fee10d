import { expect } from 'chai'
import { extractDocument } from '../../../server/files/extract/extractDocument.ts'
import { compound, docx, docxEntries, lockedPdf, odt, pdf, xlsx } from '../made/documents.ts'
import { zip } from '../made/zip.ts'

async function textOf(name: string, bytes: Buffer | string): Promise<{ type: string; text: string }> {
  const extracted = await extractDocument({ name, bytes: Buffer.from(bytes) })
  if (!extracted.ok) throw new Error(extracted.problem.message)
  return { type: extracted.type, text: extracted.text }
}

async function problemOf(
  name: string,
  bytes: Buffer | string,
): Promise<{ code: string; message: string; keep: boolean }> {
  const extracted = await extractDocument({ name, bytes: Buffer.from(bytes) })
  if (extracted.ok) throw new Error(`reads ${name} as ${extracted.type}: ${extracted.text}`)
  return extracted.problem
}

describe('extractDocument', () => {
  describe('reads', () => {
    it('a PDF, putting its lines together into paragraphs', async () => {
      const bytes = pdf([
        'Our team waits for',
        'three approvals.',
        '',
        'Nobody (yet) minds.',
        'It is normal.',
      ])
      expect(await textOf('letter.pdf', bytes)).to.deep.equal({
        type: 'pdf',
        text: 'Our team waits for three approvals.\n\nNobody (yet) minds. It is normal.',
      })
    })

    it('a Word document', async () => {
      expect(await textOf('letter.docx', docx(['First “point” &amp; more.', 'Second.']))).to.deep.equal({
        type: 'docx',
        text: 'First “point” & more.\n\nSecond.',
      })
    })

    it('an OpenDocument text, with its spaces and breaks, without remarks and deletions', async () => {
      const body = [
        '<text:tracked-changes><text:p>struck out</text:p></text:tracked-changes>',
        '<text:h>Heading</text:h>',
        '<text:p>One<text:s text:c="2"/>two\n   three<text:line-break/>four',
        '<office:annotation><text:p>a remark</text:p></office:annotation> five</text:p>',
      ].join('')
      expect(await textOf('letter.odt', odt(body))).to.deep.equal({
        type: 'odt',
        text: 'Heading\n\nOne  two three\nfour five',
      })
    })

    it('a Rich Text file, in its code page and in Unicode', async () => {
      const rtf =
        "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}{\\*\\generator X;}\\uc1 Caf\\'e9 \\u8220?pay\\u8221? \\{sic\\}\\par\r\nNew {\\b bold} line\\emdash end.}"
      expect(await textOf('letter.rtf', rtf)).to.deep.equal({
        type: 'rtf',
        text: 'Café “pay” {sic}\n\nNew bold line—end.',
      })
    })

    it('plain text in UTF-8, UTF-16 and windows-1252', async () => {
      const text = 'It’s the “culture”, not the café.'
      const windows = Buffer.from('It\x92s the \x93culture\x94, not the caf\xe9.', 'latin1')
      const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])
      for (const bytes of [Buffer.from(text), utf16, windows])
        expect(await textOf('letter.txt', bytes)).to.deep.equal({ type: 'txt', text })
    })

    it('plain text alike, however long it is', async () => {
      const line = 'We wait — café or not — for “approval”.\n'
      for (const lines of [10, 40_000]) {
        const text = line.repeat(lines).trimEnd()
        expect(await textOf('letter.txt', text)).to.deep.equal({ type: 'txt', text })
      }
    })

    it('by content, whatever the name says', async () => {
      expect((await textOf('letter.txt', pdf(['Words']))).type).to.equal('pdf')
      expect((await textOf('letter.pdf', docx(['Words']))).type).to.equal('docx')
    })
  })

  describe('refuses, and says how to mend it,', () => {
    const cases: [string, string, Buffer | string, string, RegExp][] = [
      ['an empty file', 'a.pdf', '', 'empty', /is empty/],
      ['a file over 10 MB', 'a.txt', Buffer.alloc(10 * 1024 * 1024 + 1, 'a'), 'tooLarge', /10 MB/],
      [
        'a picture',
        'a.pdf',
        Buffer.from('89504e470d0a1a0a0000000d', 'hex'),
        'wrongType',
        /PDF, Word \(\.docx\), .* or plain text/,
      ],
      ['a web page', 'a.html', '<p>Words</p>', 'wrongType', /Save it as/],
      ['a spreadsheet', 'a.docx', xlsx({ One: [['a']] }), 'wrongType', /Save it as/],
      ['an old Word document', 'a.doc', compound('WordDocument'), 'oldWord', /old Word format \(\.doc\)/],
      ['a Word document with a password', 'a.docx', compound('EncryptedPackage'), 'encrypted', /password/],
      ['a PDF with a password', 'a.pdf', lockedPdf(), 'encrypted', /password/],
      [
        'an OpenDocument text with a password',
        'a.odt',
        odt('', '<manifest:encryption-data/>'),
        'encrypted',
        /password/,
      ],
      [
        'a locked ZIP',
        'a.docx',
        zip([{ name: 'word/document.xml', content: 'x', encrypted: true }]),
        'encrypted',
        /password/,
      ],
      ['half a Word document', 'a.docx', docx(['Words']).subarray(0, 300), 'corrupt', /damaged/],
      ['a PDF that is only a mark', 'a.pdf', '%PDF-1.7\nnothing', 'corrupt', /damaged/],
      ['a Rich Text file cut off', 'a.rtf', '{\\rtf1 {\\b Words', 'corrupt', /damaged/],
      ['an OpenDocument text of broken XML', 'a.odt', odt('<text:p>Words'), 'corrupt', /damaged/],
      [
        'a text of too many characters',
        'a.txt',
        'many words '.repeat(200_000),
        'tooMuchText',
        /2,000,000 characters/,
      ],
    ]
    for (const [what, name, bytes, code, words] of cases)
      it(what, async () => {
        const problem = await problemOf(name, bytes)
        expect(problem.code).to.equal(code)
        expect(problem.message).to.match(words).and.include(`“${name}”`)
        expect(problem.keep).to.equal(false)
      })

    it('a bomb by the size that it declares', async () => {
      const entries = [...docxEntries(['Words']), { name: 'more', content: 'x', claims: 3_000_000_000 }]
      expect((await problemOf('a.docx', zip(entries))).code).to.equal('bomb')
    })

    it('a bomb by its real size, when it declares a small one', async () => {
      const entries = [
        ...docxEntries(['Words']),
        { name: 'more', content: Buffer.alloc(5_000_000), claims: 10 },
      ]
      expect((await problemOf('a.docx', zip(entries))).code).to.equal('bomb')
    })

    it('a document that takes too much memory', async () => {
      const text = Buffer.from(`<w:p><w:r><w:t>${'<w:b/>'.repeat(20_000_000)}</w:t></w:r></w:p>`)
      const entries = docxEntries([]).map(entry =>
        entry.name === 'word/document.xml' ? { ...entry, content: text } : entry,
      )
      expect((await problemOf('a.docx', zip(entries))).code).to.equal('tooHeavy')
    })
  })

  it('keeps a scanned PDF, and says that its words cannot be read', async () => {
    const problem = await problemOf('scan.pdf', pdf([]))
    expect(problem).to.include({ code: 'noText', keep: true })
    expect(problem.message).to.match(/kept as a file/)
  })
})
