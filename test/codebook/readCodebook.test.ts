import { expect } from 'chai'
import type { Theme } from '../../analysis/index.ts'
import { readCodebook } from '../../server/codebook/formats/readCodebook.ts'
import { writeCodebook } from '../../server/codebook/formats/writeCodebook.ts'
import { writeQualCoder } from '../../server/codebook/formats/writeQualCoder.ts'
import { writeTaguette } from '../../server/codebook/formats/writeTaguette.ts'
import { xlsx } from '../files/made/documents.ts'

const header = 'theme,parent,definition,include,exclude,colour,rules'

async function read(content: string | Buffer, name = 'codebook.csv') {
  const { themes, problems } = await readCodebook({ name, content: Buffer.from(content) })
  return { themes, problems: problems.map(({ place, message }) => `${place}: ${message}`) }
}

describe('readCodebook', () => {
  it('reads themes, their parents by name and one rule a line', async () => {
    const { themes, problems } = await read(
      `${header}\nCulture,,How things are done,,,teal,"culture\n""the way we work"""\nBlame & fear,culture,,,,,blam*\n`,
    )
    expect(problems).to.deep.equal([])
    expect(themes.map(({ id, parent, colour }) => ({ id, parent, colour }))).to.deep.equal([
      { id: 'culture', parent: null, colour: 'teal' },
      { id: 'blame-and-fear', parent: 'culture', colour: 'teal' },
    ])
    expect(themes[0]?.rules.map(({ source }) => source)).to.deep.equal(['culture', '"the way we work"'])
    expect(themes[0]?.definition).to.equal('How things are done')
  })

  it('reads the same from a spreadsheet and from JSON', async () => {
    const fromCsv = await read(`Theme,Parent,Rules\nPay,,salar*\nGrades,Pay,band`)
    const sheet = xlsx({
      Codebook: [
        ['Theme', 'Parent', 'Rules'],
        ['Pay', null, 'salar*'],
        ['Grades', 'Pay', 'band'],
      ],
    })
    const json = {
      themes: [
        { name: 'Pay', rules: ['salar*'] },
        { name: 'Grades', parent: 'Pay', rules: ['band'] },
      ],
    }
    expect(fromCsv.themes).to.have.length(2)
    expect(await read(sheet, 'codebook.xlsx')).to.deep.equal(fromCsv)
    expect(await read(JSON.stringify(json), 'codebook.json')).to.deep.equal(fromCsv)
  })

  it('reads back what was written, rules that look like formulas too', async () => {
    const { themes } = await read(
      `${header}\nTools,,"Said ""so"", often",when,when not,red,"=IT\nlaptop NEAR/5 slow"\nOld tools,Tools,,,,,legacy\n`,
    )
    expect(themes[0]?.rules[0]?.source).to.equal('=IT')
    const csv = await writeCodebook(themes, 'csv')
    expect(csv).to.include(`"'=IT`)
    expect(await read(csv)).to.deep.equal({ themes, problems: [] })
    expect(await read(await writeCodebook(themes, 'json'), 'a.json')).to.deep.equal({ themes, problems: [] })
  })

  it('lists what is wrong with its place, and keeps the rest', async () => {
    const { themes, problems } = await read(
      [
        header,
        'Pay,,,,,mauve,salar*',
        'pay,,,,,,',
        ',,,,,red,',
        'Grades,Paye,,,,,"band\n(grade"',
        'A,B,,,,,',
        'B,A,,,,,',
      ].join('\n'),
    )
    expect(themes.map(({ name, parent, rules }) => [name, parent, rules.length])).to.deep.equal([
      ['Pay', null, 1],
      ['Grades', null, 1],
      ['A', null, 0],
      ['B', 'a', 0],
    ])
    const expected = [
      /line 3: There is a theme “pay” already \(codebook\.csv, line 2\)/,
      /line 4: Has no name/,
      /line 2: Its colour “mauve” is not one of blue, /,
      /line 5: The rule “\(grade” cannot be read at character 1: /,
      /line 5: Its parent “Paye” is no theme of this file/,
      /line 7: Stands below itself/,
    ]
    expect(problems).to.have.length(expected.length)
    for (const [index, words] of expected.entries()) expect(problems[index]).to.match(words)
  })

  it('gives themes at the top a colour each', async () => {
    const { themes } = await read('theme\nOne\nTwo\nThree\n')
    expect(new Set(themes.map(({ colour }) => colour)).size).to.equal(3)
  })

  it('says what is wrong with a file that is no codebook', async () => {
    for (const [name, content, words] of [
      ['a.csv', 'id,text\n1,words\n', /no column called theme/],
      ['a.json', '{"themes": [', /not sound JSON/],
      ['a.json', '[]', /no list of themes/],
      ['a.json', '{"themes":[{"name":7}]}', /theme 1: Was left out, since name should be text/],
    ] as const) {
      const { themes, problems } = await read(content, name)
      expect(themes).to.deep.equal([])
      expect(problems).to.have.length(1)
      expect(problems[0]).to.match(words)
    }
    expect((await readCodebook('/nowhere/a.json')).problems[0]?.message).to.match(/Is not there/)
  })

  it('reads a list of codes of QualCoder, which names no columns, and what it wrote for it itself', async () => {
    const list = 'harbour>>tide,"When it\ncomes"\nharbour>>quay>>>crane,\nharbour,Where\nweather\n'
    const seen = (themes: Theme[]) => themes.map(({ name, parent, definition }) => [name, parent, definition])
    const expected = [
      ['harbour', null, 'Where'],
      ['tide', 'harbour', 'When it\ncomes'],
      ['quay', 'harbour', ''],
      ['crane', 'quay', ''],
      ['weather', null, ''],
    ]
    const csv = await read(list)
    expect([seen(csv.themes), csv.problems]).to.deep.equal([expected, []])
    const tabs = await read(`\ufeff${list.replaceAll(',', '\t').replace('\t\n', '\n')}`, 'codes.txt')
    expect([seen(tabs.themes), tabs.problems]).to.deep.equal([expected, []])
    const again = await read(writeQualCoder(csv.themes), 'again.csv')
    expect([seen(again.themes), again.problems]).to.deep.equal([expected, []])
    const formula = await read(
      writeQualCoder([{ ...csv.themes[0], name: '=IT' } as Theme, ...csv.themes.slice(1)]),
    )
    expect(formula.themes[0]?.name).to.equal('=IT')
    expect((await read('a>>b,one\na>>b,two\n')).problems[0]).to.match(/line 2: There is a theme “b” already/)
    expect((await read('theme,definition\nPay,"a >> b"\n')).themes[0]?.definition).to.equal('a >> b')
  })

  it('reads the tables of codes of Taguette and QualCoder, and what it wrote for Taguette itself', async () => {
    const bytes = (text: string) => ({ name: 'codes.csv', content: Buffer.from(text) })
    const taguette = await readCodebook(
      bytes('tag,parent,description,number of highlights\nharbour,,About it,3\nharbour.tide,harbour,,0\n'),
    )
    expect(taguette.themes.map(({ name, parent, definition }) => [name, parent, definition])).to.deep.equal([
      ['harbour', null, 'About it'],
      ['harbour.tide', 'harbour', ''],
    ])
    expect([...taguette.problems, ...taguette.losses]).to.deep.equal([])
    const qualCoder = await readCodebook(
      bytes('code,category,memo,color\nharbour,,Where,#1f5fa8\ntide,harbour,When,\n'),
    )
    expect(qualCoder.themes.map(({ name, parent, colour }) => [name, parent, colour])).to.deep.equal([
      ['harbour', null, 'blue'],
      ['tide', 'harbour', 'blue'],
    ])
    const [theme] = qualCoder.themes
    if (!theme) throw new Error('nothing was read')
    const full = { ...theme, include: 'Quays.', rules: [{ id: 'a', source: '=QUAY' }] }
    const back = await readCodebook(bytes(writeTaguette([full])))
    expect(back.themes[0]).to.deep.include({ name: 'harbour', definition: 'Where', include: 'Quays.' })
    expect(back.themes[0]?.rules.map(({ source }) => source)).to.deep.equal(['=QUAY'])
  })
})
