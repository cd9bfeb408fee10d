import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { expect } from 'chai'
import fc from 'fast-check'
import { readTable, type TableSource } from '../../server/files/readTable.ts'
import { compound, pdf, xlsx } from './made/documents.ts'

type Read = { columns: string[]; rows: [number, ...string[]][]; problems: string[]; encoding: string }

/** Reads it all; each row as its line and its cells, each problem as one line. */
async function read(content: string | Buffer, name = 'in.csv'): Promise<Read> {
  return readFrom({ name, content: Buffer.from(content) })
}

async function readFrom(source: TableSource): Promise<Read> {
  const table = await readTable(source)
  const rows: Read['rows'] = []
  for await (const { line, cells } of table.rows) rows.push([line, ...cells.values()])
  const problems = table.problems.map(({ place, message }) => `${place}: ${message}`)
  return { columns: table.columns, rows, problems, encoding: table.encoding }
}

describe('readTable', () => {
  describe('of a CSV', () => {
    for (const [name, mark] of [
      ['commas', ','],
      ['semicolons', ';'],
      ['tabs', '\t'],
    ] as const)
      it(`takes ${name} apart, with quoted marks and line breaks kept`, async () => {
        const table = await read(
          `id,text\n1,"a ""b""${mark}\r\nc"\n\n2, d \n`.replaceAll(/(?<=id|^[12]),/gm, mark),
        )
        expect(table.columns).to.deep.equal(['id', 'text'])
        expect(table.rows).to.deep.equal([
          [2, '1', `a "b"${mark}\r\nc`],
          [5, '2', ' d '],
        ])
        expect(table.problems).to.deep.equal([])
      })

    it('reads a single column, and one marked by Excel', async () => {
      expect((await read('text\nyes\nno, never\n')).rows).to.deep.equal([[2, 'yes']])
      expect((await read('sep=|\r\na|b\r\n1|2\r\n')).rows).to.deep.equal([[3, '1', '2']])
    })

    it('reads any table back as it was written', async () => {
      const cell = fc.string({ unit: fc.constantFrom('a', 'é', '"', ',', '\n', '\r\n', ' ', '“') })
      const rows = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 })
      await fc.assert(
        fc.asyncProperty(rows, async cells => {
          const quote = (text: string) => `"${text.replaceAll('"', '""')}"`
          const lines = cells.map((row, index) => [`r${index}`, ...row.map(quote)].join(','))
          const { rows, problems } = await read(['id,x,y,z', ...lines].join('\n'))
          expect(rows.map(row => row.slice(2))).to.deep.equal(cells)
          expect(problems).to.deep.equal([])
        }),
      )
    })

    it('leaves out a line with too many or too few fields, and says which', async () => {
      const { rows, problems } = await read('id,a,b\n1,x,y\n2,x\n3,x,y,z\n4,x,y,,\n')
      expect(rows.map(([line]) => line)).to.deep.equal([2, 5])
      expect(problems).to.have.length(2)
      expect(problems[0]).to.match(/^in\.csv, line 3: Has 2 fields where the header has 3/)
      expect(problems[1]).to.match(/^in\.csv, line 4: Has 4 fields/)
    })

    it('keeps every other line when a quote mark is left open', async () => {
      for (const rest of ['2,"fine"\n3,"also, fine"\n', '2,fine\n3,also\n']) {
        const { rows, problems } = await read(`id,text\n0,first\n1,"open\n${rest}`)
        expect(rows.map(([, id]) => id)).to.deep.equal(['0', '2', '3'])
        expect(problems).to.have.length(1)
        expect(problems[0]).to.match(/^in\.csv, line 3: Opens a quote mark/)
      }
    })

    it('makes no row of the rest of a broken cell', async () => {
      const { rows, problems } = await read('id,text\n1,"one\ntwo "three" four\nfive, six"\n2,fine\n')
      expect(rows).to.deep.equal([[5, '2', 'fine']])
      expect(problems).to.have.length(1)
      expect(problems[0]).to.match(/^in\.csv, lines 2 to 4: /)
    })

    it('says how to write a quote mark inside a quoted cell', async () => {
      const { rows, problems } = await read('id,text\n1,"he said "no" to me"\n2,fine\n')
      expect(rows).to.deep.equal([[3, '2', 'fine']])
      expect(problems[0]).to.match(/line 2: .*twice: ""/)
    })

    it('names columns that have no name or the same one', async () => {
      const { columns, problems } = await read('id,Comment,,Comment\n1,a,b,c\n')
      expect(columns).to.deep.equal(['id', 'Comment', 'Column 3', 'Comment (2)'])
      expect(problems).to.have.length(2)
      expect(problems[0]).to.match(/line 1: Column 3 has no name/)
      expect(problems[1]).to.match(/Two columns are called “Comment”/)
    })

    it('lists a hundred problems and counts the rest', async () => {
      const { problems } = await read(`id,text\n${'broken\n'.repeat(250)}`)
      expect(problems).to.have.length(101)
      expect(problems[100]).to.match(/150 more problems/)
    })

    it('streams 200,000 rows, holding few of them at once', async () => {
      let made = 0
      const content = Readable.from(
        (function* () {
          yield Buffer.from('id,text\n')
          while (made < 200_000) {
            const batch = Array.from({ length: 500 }, () => `${made},"words of number ${made++}\nand more"\n`)
            yield Buffer.from(batch.join(''))
          }
        })(),
      )
      const table = await readTable({ name: 'long.csv', content })
      let count = 0
      let furthestAhead = 0
      for await (const row of table.rows) {
        if (row.cells.get('id') !== String(count)) throw new Error(`row ${count} is not where it should be`)
        furthestAhead = Math.max(furthestAhead, made - count)
        count++
      }
      expect(count).to.equal(200_000)
      expect(furthestAhead).to.be.below(10_000)
    })

    it('gets through a file of nothing but open quote marks', async () => {
      const { rows, problems } = await read(`a,b\n${'x","y\n'.repeat(20_000)}`)
      expect(rows).to.deep.equal([])
      expect(problems).to.have.length(101)
    })
  })

  describe('of any encoding', () => {
    const text = 'id,text\n1,It’s the “café”\n'

    it('reads UTF-8 and UTF-16, with a mark or without', async () => {
      const bigEndian = Buffer.from(`\ufeff${text}`, 'utf16le').swap16()
      const cases: [Buffer, string][] = [
        [Buffer.from(text), 'UTF-8'],
        [Buffer.from(`\ufeff${text}`), 'UTF-8'],
        [Buffer.from(`\ufeff${text}`, 'utf16le'), 'UTF-16LE'],
        [Buffer.from(text, 'utf16le'), 'UTF-16LE'],
        [bigEndian, 'UTF-16BE'],
      ]
      for (const [bytes, encoding] of cases)
        expect(await read(bytes)).to.deep.equal({
          columns: ['id', 'text'],
          rows: [[2, '1', 'It’s the “café”']],
          problems: [],
          encoding,
        })
    })

    it('reads windows-1252', async () => {
      const table = await read(Buffer.from('id,text\n1,It\x92s the \x93caf\xe9\x94\n', 'latin1'))
      expect(table).to.deep.include({
        rows: [[2, '1', 'It’s the “café”']],
        encoding: 'windows-1252',
        problems: [],
      })
    })

    it('reads each line of a mixed file as it is written, and reports those that are not UTF-8', async () => {
      const mixed = Buffer.concat([
        Buffer.from('id,text\n1,“café”\n'),
        Buffer.from('2,\x93caf\xe9\x94\n', 'latin1'),
        Buffer.from('3,naïve\n'),
      ])
      const { rows, problems } = await read(mixed)
      expect(rows.map(([, , text]) => text)).to.deep.equal(['“café”', '“café”', 'naïve'])
      expect(problems).to.have.length(1)
      expect(problems[0]).to.match(/^in\.csv, line 3: Is not in UTF-8/)
    })

    it('keeps a character and a line break that are cut between two reads', async () => {
      const bytes = Buffer.from('id,text\r\n1,"é\r\n“"\r\n2,ok\r\n')
      const content = Readable.from(Array.from(bytes, byte => Buffer.from([byte])))
      const { rows } = await readFrom({ name: 'in.csv', content })
      expect(rows).to.deep.equal([
        [2, '1', 'é\r\n“'],
        [4, '2', 'ok'],
      ])
    })
  })

  describe('of JSON Lines', () => {
    it('reads objects, joins lists and reports a broken line', async () => {
      const table = await read(
        '{"id":1,"labels":["pay","skills"],"text":"a\\nb"}\n{broken\n[1]\n{"id":null,"text":"c"}\n',
      )
      expect(table.columns).to.deep.equal(['id', 'labels', 'text'])
      expect(table.rows).to.deep.equal([
        [1, '1', 'pay; skills', 'a\nb'],
        [4, '', '', 'c'],
      ])
      expect(table.problems.map(problem => problem.slice(0, 15))).to.deep.equal([
        'in.csv, line 2:',
        'in.csv, line 3:',
      ])
    })

    it('takes a key that comes late as a column', async () => {
      const table = await read(`${'{"id":"a"}\n'.repeat(20_000)}{"id":"b","__proto__":"late"}\n`)
      expect(table.columns).to.deep.equal(['id', '__proto__'])
      expect(table.rows.at(-1)).to.deep.equal([20_001, 'b', 'late'])
    })
  })

  describe('of a spreadsheet', () => {
    it('reads the first sheet that is filled, and names those that it did not', async () => {
      const table = await read(
        xlsx({
          Empty: [],
          Responses: [['id', 'text'], [7, ' It’s “so” '], [], [0.30000000000000004, null]],
          Notes: [['x']],
        }),
        'in.xlsx',
      )
      expect(table.columns).to.deep.equal(['id', 'text'])
      expect(table.rows).to.deep.equal([
        [2, '7', ' It’s “so” '],
        [4, '0.3', ''],
      ])
      expect(table.problems).to.deep.equal([
        'in.xlsx: Has more sheets than one: only “Responses” was read, not “Notes”.',
      ])
    })

    it('refuses the old format by name, and one that is damaged', async () => {
      for (const [content, words] of [
        [compound('Workbook'), /\.xls.*save it as \.xlsx or CSV/],
        [compound('EncryptedPackage'), /password/],
        [xlsx({ One: [['a']] }).subarray(0, 200), /damaged/],
      ] as const) {
        const table = await read(content, 'in.xls')
        expect(table.columns).to.deep.equal([])
        expect(table.problems).to.have.length(1)
        expect(table.problems[0]).to.match(words)
      }
    })
  })

  describe('of what is no table', () => {
    it('says what is wrong', async () => {
      for (const [content, words] of [
        ['', /Is empty/],
        [pdf(['Words']), /not a table/],
        [Buffer.from([1, 2, 0, 3, 0, 0, 4]), /not a table/],
        ['[{"id":1}]', /JSON Lines/],
        [`a,b\n1,"${'x'.repeat(17 * 1024 * 1024)}`, /never closed/],
      ] as const) {
        const table = await read(content)
        expect(table.rows).to.deep.equal([])
        expect(table.problems).to.have.length(1)
        expect(table.problems[0]).to.match(words)
      }
    })

    it('says that a path leads nowhere or to a folder', async () => {
      const folder = mkdtempSync(path.join(tmpdir(), 'soundings-'))
      expect((await readFrom(path.join(folder, 'none.csv'))).problems).to.deep.equal([
        'none.csv: Is not there. Check its name and folder.',
      ])
      expect((await readFrom(folder)).problems[0]).to.match(/Is a folder/)
    })
  })

  it('reads a file by its path', async () => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'soundings-')), 'some.csv')
    writeFileSync(file, 'id,text\n1,a\n')
    expect((await readFrom(file)).rows).to.deep.equal([[2, '1', 'a']])
  })

  it('lets go of a file when the reading stops early', async () => {
    const content = Readable.from([Buffer.from('id,text\n1,a\n2,b\n'), Buffer.alloc(100_000, '3,c\n')])
    const table = await readTable({ name: 'in.csv', content })
    for await (const row of table.rows) if (row.line === 2) break
    expect(content.destroyed).to.equal(true)
  })
})
