import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect } from 'chai'
import { type ReadProject, readProject, type SourceLine } from '../../../server/files/project/readProject.ts'
import { type ZipEntry, zip } from '../made/zip.ts'
import { codes, guid, project, source } from './made.ts'

type Read = Extract<ReadProject, { ok: true }>

describe('Reading a REFI-QDA project', () => {
  let folder: string
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'projects-'))
  })
  after(() => rm(folder, { recursive: true }))

  async function readBytes(bytes: Buffer): Promise<{ read: ReadProject; lines: SourceLine[] }> {
    const [from, to] = [path.join(folder, 'a.qdpx'), path.join(folder, 'sources')]
    await writeFile(from, bytes)
    const read = await readProject({ from, to, longestText: 1_000 })
    const written = read.ok ? await readFile(to, 'utf8') : ''
    const lines = written.split('\n').filter(line => line !== '')
    return { read, lines: lines.map(line => JSON.parse(line) as SourceLine) }
  }
  async function sound(entries: ZipEntry[]): Promise<{ read: Read; lines: SourceLine[]; told: string[] }> {
    const { read, lines } = await readBytes(zip(entries))
    if (!read.ok) throw new Error(read.problem)
    return { read, lines, told: read.report.map(({ place, message }) => `${place}: ${message}`) }
  }
  async function refused(bytes: Buffer): Promise<string> {
    const { read } = await readBytes(bytes)
    return read.ok ? 'was read' : read.problem
  }
  const qde = (content: string, name = 'project.qde') => ({ name, content })

  it('reads what tools really write: capitals, braces, prefixes and names that are missing', async () => {
    const { read, lines, told } = await sound([
      qde(
        project(
          `<q:Users><q:User guid="{${guid(1).toUpperCase()}}"/></q:Users>
          <q:CodeBook><q:Codes><q:Code guid="{${guid(2)}}" name="Tide" isCodable="true"/><q:Code guid="${guid(3)}" isCodable="false"/></q:Codes></q:CodeBook>
          <q:Sources><q:TextSource guid="${guid(4).toUpperCase()}" plainTextPath="internal://${guid(4).toUpperCase()}.TXT">
            <q:PlainTextSelection guid="${guid(5)}" startPosition="4" endPosition="8">
              <q:Coding guid="${guid(6)}" creatingUser="{${guid(1)}}"><q:CodeRef targetGUID="{${guid(2).toUpperCase()}}"/></q:Coding>
            </q:PlainTextSelection>
          </q:TextSource></q:Sources>`,
          'xmlns:q="urn:QDA-XML:project:1:0"',
          'q:',
        ),
        'Project.qde',
      ),
      { name: `Sources/${guid(4)}.txt`, content: '\ufeffThe tide turns.' },
    ])
    expect(read.head.users).to.deep.equal([{ guid: guid(1), name: '' }])
    expect(read.head.codes.map(({ guid, name }) => [guid, name])).to.deep.equal([
      [guid(2), 'Tide'],
      [guid(3), ''],
    ])
    expect(lines).to.have.length(1)
    expect(lines[0]).to.deep.include({ words: 'The tide turns.', marked: true, guid: guid(4) })
    expect(lines[0]?.selections[0]?.codings).to.deep.include({
      ...{ code: guid(2), user: guid(1), at: '', notes: [] },
    })
    expect(told.join()).to.contain('A code is not for coding there')
  })

  it('leaves out what is missing, and tells each kind once with where', async () => {
    const { lines, told } = await sound([
      qde(
        project(
          `${codes(`<Code guid="${guid(1)}" name="A" isCodable="true"/>`)}<Sources>
          ${source(10, 'One', 'gone')}${source(11, 'Two', 'gone')}${source(12, 'Far', '../far')}
          <TextSource guid="${guid(13)}" name="Out" plainTextPath="relative:///C:/out.txt"/>
          <TextSource guid="${guid(14)}" name="Long"><PlainTextContent>${'long '.repeat(300)}</PlainTextContent></TextSource>
          <TextSource guid="${guid(15)}" name="Kept"><PlainTextContent>Kept.</PlainTextContent></TextSource>
          <PDFSource guid="${guid(16)}" name="Scan"><PDFSelection guid="${guid(17)}" page="0" firstX="1" firstY="1" secondX="2" secondY="2"><Representation guid="${guid(18)}"><PlainTextContent>Lost</PlainTextContent></Representation><Coding guid="${guid(19)}"><CodeRef targetGUID="${guid(1)}"/></Coding></PDFSelection><Representation guid="${guid(20)}"><PlainTextContent>Words of the scan.</PlainTextContent></Representation></PDFSource>
          </Sources><Graphs><Graph guid="${guid(30)}" name="Map"/></Graphs>`,
        ),
      ),
    ])
    expect(lines.map(({ name, words }) => [name, words])).to.deep.equal([
      ['Kept', 'Kept.'],
      ['Scan', 'Words of the scan.'],
    ])
    expect(told).to.include(
      '“One”, “Two”: The file of a source is missing, so the source was left out with all that was coded in it.',
    )
    const all = told.join('\n')
    for (const part of [
      '“Far”, “Out”: The file of a source is not in the project',
      'more than 1,000 characters',
      'Areas marked on a page',
      'Drawings are not read',
    ])
      expect(all).to.contain(part)
  })

  it('keeps two of one name or GUID apart, and mends codes that stand below themselves', async () => {
    const { read, lines, told } = await sound([
      qde(
        project(
          `${codes(
            `<Code guid="${guid(1)}" name="A" isCodable="true"><Code guid="${guid(2)}" name="B" isCodable="true"><Code guid="${guid(1)}" name="A" isCodable="true"/></Code></Code>`,
          )}<Sources>${source(10, 'Same', 'x')}${source(10, 'Same', 'x')}</Sources>`,
        ),
      ),
      { name: 'sources/x.txt', content: 'First.' },
      { name: 'Sources/X.txt', content: 'Second.' },
    ])
    expect(read.head.codes.map(({ name, parent }) => [name, parent])).to.deep.equal([
      ['A', undefined],
      ['B', guid(1)],
      ['A', guid(2)],
    ])
    expect(new Set(lines.map(line => line.guid)).size).to.equal(2)
    expect(lines.map(({ words }) => words)).to.deep.equal(['First.', 'First.'])
    const all = told.join('\n')
    for (const part of [
      'stands below itself',
      'Two sources have one GUID',
      'Two sources have one name',
      'Two files of the project have one name',
    ])
      expect(all).to.contain(part)
  })

  it('reads notes from links and from files of their own', async () => {
    const { read } = await sound([
      qde(
        project(
          `<Sources>${source(10, 'One', 'one')}</Sources>
          <Notes><Note guid="${guid(40)}" name="Idea" plainTextPath="internal://idea.txt"/></Notes>
          <Links><Link guid="${guid(41)}" originGUID="${guid(40)}" targetGUID="${guid(10)}"/></Links>`,
        ),
      ),
      { name: 'sources/one.txt', content: 'Words.' },
      { name: 'sources/idea.txt', content: 'An idea.' },
    ])
    expect(read.head.notes).to.deep.include({
      ...{ guid: guid(40), name: 'Idea', text: 'An idea.', user: '', at: '' },
    })
    expect(read.head.noted).to.deep.include({ note: guid(40), on: guid(10) })
  })

  const one = `<Sources>${source(10, 'One', 'one')}</Sources>`
  const hostile: Record<string, [Buffer, string]> = {
    'a file that is no ZIP file': [Buffer.from('plain words'), 'no sound ZIP file'],
    'half a file': [zip([qde(project(one))]).subarray(0, 120), 'half finished'],
    'a ZIP file without a project': [zip([{ name: 'notes.txt', content: 'x' }]), 'Holds no project.qde'],
    'an encrypted file': [zip([{ ...qde(project(one)), encrypted: true }]), 'by a password'],
    'a path that climbs out': [
      zip([qde(project(one)), { name: '../../etc/passwd', content: 'x' }]),
      'leads out of it',
    ],
    'a file that declares less than it holds': [
      zip([{ ...qde(`${project(one)}${' '.repeat(100_000)}`), claims: 10 }]),
      'made to fill a disk',
    ],
    'half of its XML': [zip([qde(project(one).slice(0, -20))]), 'not sound XML'],
    'entities of its own': [
      zip([qde(`<!DOCTYPE Project [<!ENTITY a "aaaa">]>${project(one)}`)]),
      'Has a DOCTYPE',
    ],
    'a codebook': [zip([qde('<CodeBook xmlns="urn:QDA-XML:codebook:1.0"/>')]), 'Is a codebook'],
    'XML that is not UTF-8': [
      zip([qde('')].map(entry => ({ ...entry, content: Buffer.from([0x3c, 0xff, 0xfe, 0xff]) }))),
      'not UTF-8',
    ],
    '50,000 codes': [
      zip([
        qde(
          project(
            codes(
              Array.from(
                { length: 50_000 },
                (_, n) => `<Code guid="${guid(n)}" name="c" isCodable="true"/>`,
              ).join(''),
            ),
          ),
        ),
      ]),
      'Has more than 2,000 codes',
    ],
    'codes a hundred deep': [
      zip([
        qde(
          project(
            codes(
              `${`<Code guid="${guid(1)}" name="c" isCodable="true">`.repeat(99)}${'</Code>'.repeat(99)}`,
            ),
          ),
        ),
      ]),
      'Nests codes deeper than 50',
    ],
  }
  for (const [what, [bytes, says]] of Object.entries(hostile))
    it(`refuses ${what}, and says why`, async () => {
      expect(await refused(bytes)).to.contain(says)
    })
})
