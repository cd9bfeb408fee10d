import { expect } from 'chai'
import { buildCorpusIndex, lintDraft } from '../../analysis/index.ts'
import { readBroughtDraft } from '../../server/files/draft.ts'
import { docx, docxEntries } from './made/documents.ts'
import { type ZipEntry, zip } from './made/zip.ts'

const namespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const run = (text: string) => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`
const paragraph = (inside: string, style = '') =>
  `<w:p>${style ? `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>` : ''}${inside}</w:p>`

/** A Word file of this body, with further parts. */
function word(body: string, parts: ZipEntry[] = []): Buffer {
  const entries = docxEntries([]).filter(({ name }) => name !== 'word/document.xml')
  const content = `<?xml version="1.0"?><w:document ${namespace} xmlns:mc="m"><w:body>${body}</w:body></w:document>`
  return zip([...entries, { name: 'word/document.xml', content }, ...parts])
}

async function read(bytes: Buffer, name = 'chapter.docx') {
  const brought = await readBroughtDraft({ name, bytes })
  if (!brought.ok) throw new Error(brought.message)
  const { plain, format } = brought.draft
  const blocks = plain.blocks.map(({ start, end, quote, place }) => ({
    text: plain.text.slice(start, end),
    ...(quote ? { quote } : {}),
    ...(place === undefined ? {} : { place }),
  }))
  return { format, blocks, declared: plain.declared, notes: brought.notes }
}

const refusal = async (bytes: Buffer | string, name = 'chapter.docx') => {
  const brought = await readBroughtDraft({ name, bytes: Buffer.from(bytes) })
  if (brought.ok) throw new Error('it was read')
  return brought.message
}

describe('A draft that somebody brings', () => {
  it('is read from Word as it would stand with its tracked changes accepted', async () => {
    const body = paragraph(
      `${run('The ferry ')}<w:del w:id="1"><w:r><w:delText>never </w:delText></w:r></w:del><w:ins w:id="2">${run('always ')}</w:ins>${run('sails.')}<w:moveFrom w:id="3">${run('Moved away.')}</w:moveFrom>`,
    )
    const { format, blocks, notes } = await read(word(body))
    expect(format).to.equal('word')
    expect(blocks).to.deep.equal([{ text: 'The ferry always sails.', place: 'paragraph 1' }])
    expect(notes[0]).to.include('1 inserted, 2 deleted').and.to.include('all of them accepted')
  })

  it('says where each paragraph is: under its heading, in a footnote, in a text box read once', async () => {
    const box = (text: string) => `<w:txbxContent>${paragraph(run(text))}</w:txbxContent>`
    const body = [
      paragraph(run('Winter'), 'Heading1'),
      paragraph(
        `${run('Beside a box.')}<w:r><mc:AlternateContent><mc:Choice>${box('In the box.')}</mc:Choice><mc:Fallback>${box('In the box.')}</mc:Fallback></mc:AlternateContent></w:r>`,
      ),
    ].join('')
    const footnotes = `<?xml version="1.0"?><w:footnotes ${namespace}><w:footnote w:type="separator" w:id="0">${paragraph(run('-'))}</w:footnote><w:footnote w:id="1">${paragraph(run('In the note.'))}</w:footnote></w:footnotes>`
    const { blocks } = await read(word(body, [{ name: 'word/footnotes.xml', content: footnotes }]))
    expect(blocks.slice(1)).to.deep.equal([
      { text: 'In the box.', place: 'text box 1, under “Winter”' },
      { text: 'Beside a box.', place: 'paragraph 2, under “Winter”' },
      { text: 'In the note.', place: 'footnote 1' },
    ])
  })

  it('has the quotes of tracked changes, footnotes and text boxes judged, each at its place', async () => {
    const tracked = `${run('They say “the ferry ')}<w:del w:id="1"><w:r><w:delText>is never</w:delText></w:r></w:del><w:ins w:id="2">${run('is')}</w:ins>${run(' late”.')}`
    const box = `<w:r><w:txbxContent>${paragraph(run('It has “no light at all”.'))}</w:txbxContent></w:r>`
    const footnotes = `<?xml version="1.0"?><w:footnotes ${namespace}><w:footnote w:id="1">${paragraph(run('One wrote that “no tide waits”.'))}</w:footnote></w:footnotes>`
    const brought = await readBroughtDraft({
      name: 'chapter.docx',
      bytes: word(paragraph(tracked) + paragraph(`${run('Beside it.')}${box}`), [
        { name: 'word/footnotes.xml', content: footnotes },
      ]),
    })
    if (!brought.ok) throw new Error(brought.message)
    const text = 'I hear that the ferry is late, that the quay has no light, and that no tide waits.'
    const index = buildCorpusIndex([{ id: 't', respondent: 'R', question: 'q', text }])
    const { quotes } = lintDraft(brought.draft, index)
    expect(quotes.map(({ place, verdict }) => [place, verdict])).to.deep.equal([
      ['paragraph 1', 'verbatim'],
      ['text box 1', 'untraceable'],
      ['footnote 1', 'verbatim'],
    ])
  })

  it('takes paragraphs of a style for quotations as one block quote', async () => {
    const styles = `<?xml version="1.0"?><w:styles ${namespace}><w:style w:type="paragraph" w:styleId="a7"><w:name w:val="Long Quotation"/></w:style></w:styles>`
    const body = `${paragraph(run('One half.'), 'a7')}${paragraph(run('The other.'), 'a7')}${paragraph(run('And so.'))}`
    const { blocks } = await read(word(body, [{ name: 'word/styles.xml', content: styles }]))
    expect(blocks[0]).to.deep.include({ text: 'One half.\n\nThe other.', quote: true })
    expect(blocks[1]).to.not.have.property('quote')
  })

  it('reads what the author declared in Word', async () => {
    const { blocks, declared } = await read(docx(['A “thing”{.own} of “theirs”{.from R 7}.']))
    expect(blocks[0]?.text).to.equal('A “thing” of “theirs”.')
    expect(declared).to.deep.equal([
      { at: 9, from: null },
      { at: 21, from: 'R 7' },
    ])
  })

  it('is HTML by its name or its first tag, and else Markdown', async () => {
    expect((await read(Buffer.from('<p>One</p><p>Two'), 'a.html')).blocks).to.deep.equal([
      { text: 'One' },
      { text: 'Two' },
    ])
    expect((await read(Buffer.from('<!DOCTYPE html><p>One'), 'a.txt')).format).to.equal('html')
    expect((await read(Buffer.from('# One\n\n> two'), 'a.md')).blocks).to.deep.equal([
      { text: 'One' },
      { text: 'two', quote: true },
    ])
  })

  it('is refused with a reason where it is damaged, too large unpacked, locked, or something else', async () => {
    expect(await refusal('PK\x03\x04nothing')).to.include('damaged')
    expect(await refusal(word(paragraph('<w:r>')))).to.include('damaged')
    expect(await refusal(zip([{ name: 'other.xml', content: '' }]))).to.include(
      'not a draft that can be read',
    )
    expect(await refusal('%PDF-1.7 \0', 'scan.pdf')).to.include('Save it as Word (.docx), HTML or Markdown')
    expect(await refusal('')).to.include('is empty')
  })

  it('is not taken in by entities that grow, nor by text without end', async () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;">]><w:document ${namespace}><w:body>${paragraph(run('&c;'))}</w:body></w:document>`
    const entries = docxEntries([]).filter(({ name }) => name !== 'word/document.xml')
    expect(await refusal(zip([...entries, { name: 'word/document.xml', content: bomb }]))).to.include(
      'damaged',
    )
    expect(await refusal(word(paragraph(run('a'.repeat(2_000_001)))))).to.include('2,000,000 characters')
  })
})
