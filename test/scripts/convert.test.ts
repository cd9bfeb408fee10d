import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect } from 'chai'
import { CannotRun } from '../../scripts/cannotRun.ts'
import { convert } from '../../scripts/convert.ts'
import { readQuestionnaire } from '../../server/consultations/exchange/readQuestionnaire.ts'
import { zip } from '../files/made/zip.ts'
import { codes, guid, project, selection, source } from '../files/project/made.ts'

const codebook = {
  themes: [
    {
      name: 'Tools',
      definition: 'What people work with',
      colour: 'red',
      rules: ['=IT', 'laptop NEAR/5 slow'],
    },
    { name: 'Old tools', parent: 'Tools', colour: 'teal', rules: ['legacy'], examples: ['It is from 1998.'] },
  ],
}

describe('soundings convert', () => {
  let folder: string
  let out: string[]
  let err: string[]
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'convert-'))
    out = []
    err = []
    await writeFile(file('in.json'), JSON.stringify(codebook))
  })
  afterEach(() => rm(folder, { recursive: true }))

  const file = (name: string) => path.join(folder, name)
  const run = (from: string, to: string, json = true) =>
    convert(
      { from: file(from), out: file(to), json },
      { out: text => out.push(text), err: text => err.push(text) },
    )
  const refused = (from: string, to: string) =>
    run(from, to).then(
      () => [],
      reason => {
        expect(reason).to.be.instanceOf(CannotRun)
        return (reason as CannotRun).problems.map(({ message }) => message)
      },
    )

  it('takes a codebook through every format and back, and says what was lost', async () => {
    expect(await run('in.json', 'a.qdc')).to.equal(0)
    expect(await run('a.qdc', 'b.json')).to.equal(0)
    expect(await run('b.json', 'c.xlsx')).to.equal(0)
    expect(await run('c.xlsx', 'd.csv', false)).to.equal(0)
    expect(out.slice(0, 3).map(text => JSON.parse(text))).to.deep.equal([
      { themes: 2, losses: [], out: file('a.qdc') },
      { themes: 2, losses: [], out: file('b.json') },
      { themes: 2, losses: [], out: file('c.xlsx') },
    ])
    expect(out[3]).to.match(/d\.csv: 2 themes, nothing lost\.$/)
    const { themes } = JSON.parse(await readFile(file('b.json'), 'utf8'))
    expect(themes[1]).to.deep.include(codebook.themes[1])
    expect(await readFile(file('d.csv'), 'utf8')).to.contain('- It is from 1998.')
  })

  it('writes the codebooks of Taguette and QualCoder, and reads them', async () => {
    const written = async (program: string, out: string) => {
      const streams = { out: () => {}, err: () => {} }
      await convert({ from: file('in.json'), out: file(out), json: true, program }, streams)
      return readFile(file(out), 'utf8')
    }
    expect(await written('taguette', 'taguette.csv')).to.match(/^tag,parent,description\n/)
    expect(await written('qualcoder', 'qualcoder.csv')).to.contain('\nTools>>Old tools,"Definition:')
    for (const from of ['taguette', 'qualcoder']) {
      await run(`${from}.csv`, `${from}.json`)
      const { themes } = JSON.parse(await readFile(file(`${from}.json`), 'utf8'))
      expect(themes[1]).to.deep.include({
        parent: 'Tools',
        rules: ['legacy'],
        examples: ['It is from 1998.'],
      })
    }
    await writeFile(file('codes.txt'), 'Tools>>Old tools\tLegacy\n')
    await run('codes.txt', 'codes.json')
    expect(await readFile(file('codes.json'), 'utf8')).to.contain('"parent": "Tools"')
    for (const [program, out] of [
      ['nvivo', 'a.csv'],
      ['qualcoder', 'a.xlsx'],
    ] as const)
      await written(program, out).then(
        () => expect.fail('is refused'),
        reason => expect(reason).to.be.instanceOf(CannotRun),
      )
  })

  it('writes the cells of a CSV as they are', async () => {
    await run('in.json', 'a.csv')
    expect(await readFile(file('a.csv'), 'utf8')).to.include('"=IT\nlaptop NEAR/5 slow"')
  })

  describe('with a questionnaire', () => {
    const lime = [
      'class\ttype/scale\tname\trelevance\ttext\thelp\tlanguage\tmandatory',
      'S\t\tsurveyls_title\t\tThe quays\t\ten\t',
      'G\t\tQuay\t1\t\t\ten\t',
      'Q\tY\tpilots\t1\tAre there pilots?\t\ten\tY',
      'Q\tT\twhy\tpilots == "Y"\tWhat keeps them?\t\ten\tN',
      'Q\t|\tplan\t1\tYour plan\t\ten\tN',
      'Q\t;\ttable\t1\tA table of texts\t\ten\tN',
    ].join('\n')
    const askedBy = async (name: string) => {
      const read = await readQuestionnaire({ name, content: await readFile(file(name)) })
      if (!read.ok) throw new Error(read.message)
      return { title: read.title, pages: read.pages }
    }

    it('takes LimeSurvey’s to SurveyJS, XLSForm and back with the same ids, and says what was lost', async () => {
      await writeFile(file('quay.txt'), lime)
      expect(await run('quay.txt', 'a.json')).to.equal(0)
      const { losses, ...told } = JSON.parse(out[0] ?? '')
      expect(told).to.deep.equal({ pages: 1, questions: 3, out: file('a.json') })
      expect(losses).to.have.length(1)
      expect(losses[0].place).to.include('line 7')
      await run('a.json', 'b.xlsx', false)
      expect(out[1]).to.match(/b\.xlsx: 1 page, 3 questions, nothing lost\.$/)
      await run('b.xlsx', 'c.json')
      const first = await askedBy('a.json')
      expect(first.pages[0]?.questions.map(({ id }) => id)).to.deep.equal(['pilots', 'why', 'plan'])
      expect(first.pages[0]?.questions[1]?.when).to.deep.include({ question: 'pilots', is: 'equals' })
      expect(await askedBy('c.json')).to.deep.equal(first)
    })

    it('is told from a codebook by what is in the file', async () => {
      await writeFile(file('form.csv'), 'survey,,,\n,type,name,label\n,text,colour,Its colour\n')
      await run('form.csv', 'form.json')
      expect(JSON.parse(out[0] ?? '')).to.deep.include({ pages: 1, questions: 1 })
      await writeFile(file('survey.csv'), 'theme,rules\nsurvey,survey\n')
      await run('survey.csv', 'survey.json')
      expect(JSON.parse(out[1] ?? '')).to.deep.include({ themes: 1 })
    })

    it('is refused in what it is not written in, and where nothing can be asked of it', async () => {
      await writeFile(file('quay.txt'), lime)
      expect(await refused('quay.txt', 'a.qdc')).to.match(/Is no format that questionnaires are written in/)
      await writeFile(file('no.lss'), '<document></document>')
      expect(await refused('no.lss', 'a.json')).to.have.length(1)
      expect(await refused('none.lss', 'a.json')).to.match(/Is not there/)
    })
  })

  it('lists every mistake of a codebook, and writes nothing', async () => {
    await writeFile(file('bad.csv'), 'theme,parent,rules\nPay,Nowhere,(grade\n,,pay\n')
    expect(await refused('bad.csv', 'a.qdc')).to.have.length(3)
    expect(await readFile(file('a.qdc')).catch(() => null)).to.equal(null)
  })

  it('refuses what it cannot read or write', async () => {
    expect(await refused('in.json', 'in.json')).to.match(/Is the file to read/)
    expect(await refused('in.ods', 'a.txt')).to.have.length(2)
    expect(await refused('none.json', 'a.csv')).to.match(/Is not there/)
    expect(await refused('in.json', 'no/folder.csv')).to.match(/Cannot be written/)
    await writeFile(file('empty.json'), '{"themes":[]}')
    expect(await refused('empty.json', 'a.qdc')).to.match(/Holds no theme/)
  })

  it('takes the codebook and the codings out of a project, and says how its positions were counted', async () => {
    const made = project(
      `<Users><User guid="${guid(900)}" name="Bram Ostler"/></Users>
      ${codes(`<Code guid="${guid(1)}" name="Tide" isCodable="true"><Code guid="${guid(2)}" name="Ebb" isCodable="true"/></Code>`)}
      <Sources>${source(10, 'Talk', 'talk', selection(20, 4, 8, 2))}${source(11, 'Gone', 'gone')}</Sources>`,
    )
    await writeFile(
      file('a.qdpx'),
      zip([
        { name: 'project.qde', content: made },
        { name: 'sources/talk.txt', content: 'The tide turns.' },
      ]),
    )
    expect(await run('a.qdpx', 'a.json')).to.equal(0)
    expect(JSON.parse(await readFile(file('a.json'), 'utf8')).themes).to.have.length(2)
    const codings = (to: string) =>
      convert(
        { from: file('a.qdpx'), out: file(to), json: true, codings: true },
        { out: text => out.push(text), err: text => err.push(text) },
      )
    expect(await codings('a.jsonl')).to.equal(0)
    expect(JSON.parse(await readFile(file('a.jsonl'), 'utf8'))).to.deep.include({
      ...{ source: 'Talk', passage: 'tide', start: 4, end: 8, theme: 'Ebb', theme_path: 'Tide / Ebb' },
      ...{ coder: 'Bram Ostler', at: '2026-10-01T08:00:00Z', stance: 'mentions', origin: 'unaided' },
    })
    const { losses } = JSON.parse(out.at(-1) ?? '{}')
    expect(losses[0].message).to.contain('Read as counted in Unicode code points')
    expect(losses[1].message).to.contain('The file of a source is missing')
    const wrong = await codings('a.ods').catch(reason => (reason as CannotRun).problems)
    expect(wrong).to.have.length(1)
  })
})
