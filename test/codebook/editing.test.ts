import { expect } from 'chai'
import { addThemes } from '../../server/codebook/addThemes.ts'
import { saveTheme } from '../../server/codebook/changeTheme.ts'
import { readCodebook } from '../../server/codebook/formats/readCodebook.ts'
import { codebookOf, codebookVersion, themes } from '../../server/codebook/store.ts'
import { addCorpus, theme } from '../coding/corpus.ts'
import { type Agent, csrfIn, openSite, post, type Site } from '../site.ts'

describe('editing the codebook', () => {
  let site: Site
  let ines: Agent
  let consultation: string
  let path: string
  let made = 0
  before(async () => {
    site = await openSite()
    ines = await site.signIn('researcher')
  })
  after(() => site.close())
  beforeEach(async () => {
    consultation = `codebook${++made}`
    path = `/desk/${consultation}/codebook`
    await addCorpus(consultation)
  })

  const fields = (more: Record<string, unknown> = {}) => ({
    name: 'Pay',
    parent: '',
    definition: 'What work is paid.',
    include: '',
    exclude: '',
    colour: 'green',
    rules: 'pay\r\n\r\nsalar*',
    meaning: 'no',
    version: '99',
    ...more,
  })

  it('offers the starter codebook where there is none, and adds it once', async () => {
    expect((await ines.get(`/desk/${consultation}/themes`)).text).to.include('There are no themes yet')
    await post(ines, `${path}/starter`, {})
    const first = await themes(consultation)
    expect(first.map(each => each.id)).to.include.members(['culture', 'hierarchy', 'outsourcing', 'vision'])
    await post(ines, `${path}/starter`, {})
    expect(await themes(consultation)).to.deep.equal(first)
    expect(await codebookVersion(consultation)).to.equal(1)
    const page = (await ines.get(`/desk/${consultation}/themes`)).text
    expect(page).to.include('Version 1').and.include('Added the starter codebook')
  })

  it('adds a theme with its rules, one a line', async () => {
    const sent = await post(ines, `${path}/new`, fields())
    expect(sent.headers.location).to.equal(`/desk/${consultation}/themes`)
    const [added] = await themes(consultation)
    expect(added).to.include({ name: 'Pay', parent: null, colour: 'green', archived: false })
    expect(added?.rules.map(rule => rule.source)).to.deep.equal(['pay', 'salar*'])
  })

  it('keeps every entry and says at which character a rule fails', async () => {
    const sent = await post(ines, `${path}/new`, fields({ name: ' ', rules: 'pay\npay NEAR/' }))
    expect(sent.headers.location).to.equal(`${path}/new`)
    const once = (await ines.get(`${path}/new`)).text
    expect(once).to.include('<title>Error: ').and.include('Enter a name')
    expect(once).to.include('What work is paid.')
    expect(once).to.include('pay\npay NEAR/</textarea>')

    await post(ines, `${path}/new`, fields({ rules: 'pay\n  (pay' }))
    const page = (await ines.get(`${path}/new`)).text
    expect(page).to.include('Line 2, character 3: ')
    expect(page).to.include('value="green" checked')
    expect(await codebookVersion(consultation)).to.equal(0)
  })

  it('refuses a name that is taken, a parent that is not there and a theme below itself', async () => {
    await addThemes(consultation, '', [theme('people', []), theme('pay', [], { parent: 'people' })], 'Set up')
    const problem = async (at: string, more: Record<string, unknown>) => {
      await post(ines, `${path}/${at}`, fields(more))
      return (await ines.get(`${path}/${at}`)).text
    }
    expect(await problem('new', { name: 'PAY' })).to.include('There is a theme named Pay already')
    expect(await problem('new', { name: 'New', parent: 'nowhere' })).to.include(
      'Choose a theme that is in use',
    )
    expect(await problem('people', { name: 'People', parent: 'pay' })).to.include('cannot stand below itself')
    expect(await problem('people', { name: 'People', parent: 'people' })).to.include(
      'cannot stand below itself',
    )
    expect(await codebookVersion(consultation)).to.equal(1)
  })

  it('tells who saves a theme that someone else has changed meanwhile', async () => {
    await addThemes(consultation, '', [theme('pay', ['pay'])], 'Set up')
    const entry = {
      name: 'Pay',
      parent: '',
      definition: 'Theirs',
      include: '',
      exclude: '',
      colour: 'blue' as const,
    }
    await saveTheme(consultation, { ...entry, rules: ['pay'] }, '', 'pay')
    await post(ines, `${path}/pay`, fields({ definition: 'Mine', version: '1' }))
    const page = (await ines.get(`${path}/pay`)).text
    expect(page).to.include('Someone else changed this theme').and.include('Mine')
    expect((await themes(consultation))[0]?.definition).to.equal('Theirs')
    await post(ines, `${path}/pay`, fields({ definition: 'Mine', version: '2' }))
    expect((await themes(consultation))[0]?.definition).to.equal('Mine')
  })

  it('loses neither of two edits at once', async () => {
    const names = ['One', 'Two', 'Three', 'Four']
    const entry = { parent: '', definition: '', include: '', exclude: '', colour: 'blue' as const, rules: [] }
    await Promise.all(names.map(name => saveTheme(consultation, { ...entry, name }, '')))
    expect((await themes(consultation)).map(each => each.name)).to.have.members(names)
    expect(await codebookVersion(consultation)).to.equal(4)
  })

  it('archives a theme with its sub-themes and restores it', async () => {
    await addThemes(
      consultation,
      '',
      [theme('people', []), theme('pay', ['pay'], { parent: 'people' })],
      'Set up',
    )
    await post(ines, `${path}/people/archive`, {})
    expect(await themes(consultation)).to.deep.equal([])
    expect(await codebookOf(consultation)).to.include({ version: 2, rulesVersion: 2 })
    expect((await ines.get(`/desk/${consultation}/themes`)).text).to.include('Archived')
    await post(ines, `${path}/pay/restore`, {})
    expect((await themes(consultation)).map(({ id, parent }) => [id, parent])).to.deep.equal([['pay', null]])
  })

  it('imports a codebook file, lists what could not be read, and gives it out again', async () => {
    const send = async (name: string, content: string) =>
      ines
        .post(`${path}/import`)
        .field('_csrf', csrfIn((await ines.get(`${path}/import`)).text))
        .attach('codebook', Buffer.from(content), name)
    const bad = await send('broken.json', '{"themes": [')
    expect((await ines.get(String(bad.headers.location))).text).to.include('Is not sound JSON')
    const csv = 'theme,parent,definition,rules\nPeople,,Who works,\nPay,People,=SUM(1),"pay\n(broken"\n'
    const sent = await send('book.csv', csv)
    const page = (await ines.get(String(sent.headers.location))).text
    expect(page).to.include('Themes added from book.csv: 2.').and.include('What could not be read')
    expect(
      (await themes(consultation)).map(({ name, rules }) => [name, rules.map(rule => rule.source)]),
    ).to.deep.equal([
      ['People', []],
      ['Pay', ['pay']],
    ])
    const json = await ines.get(`${path}/codebook.json`)
    expect(JSON.parse(json.text).themes[1]).to.include({ name: 'Pay', parent: 'People' })
    const table = await ines.get(`${path}/codebook.csv`)
    expect(table.headers['content-disposition']).to.include(`${consultation}-codebook.csv`)
    expect(table.text).to.include("'=SUM(1)")
    for (const format of ['qdc', 'xlsx'] as const) {
      const file = await ines.get(`${path}/codebook.${format}`).responseType('blob')
      const read = await readCodebook({ name: `codebook.${format}`, content: file.body })
      expect(read.themes.map(({ name, rules }) => [name, rules.map(rule => rule.source)])).to.deep.equal([
        ['People', []],
        ['Pay', ['pay']],
      ])
    }
  })

  it('is not for authors to edit', async () => {
    const author = await site.signIn('author')
    expect((await author.get(`/desk/${consultation}/themes`)).status).to.equal(200)
    expect((await author.get(`${path}/new`)).status).to.equal(403)
    expect((await post(author, `${path}/new`, fields())).status).to.equal(403)
    expect(await codebookVersion(consultation)).to.equal(0)
  })
})
