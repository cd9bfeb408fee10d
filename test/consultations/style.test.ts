import { expect } from 'chai'
import { britishStyle, type HouseStyle } from '../../analysis/application.ts'
import { changeStyle, styleOf } from '../../server/consultations/style/store.ts'
import { createReport } from '../../server/reports/create.ts'
import { readSidecar } from '../../server/reports/verification/readSidecar.ts'
import { verifyReport } from '../../server/reports/verification/verifyReport.ts'
import { readyClaim, wordsOf } from '../findings/claim.ts'
import { sayAll } from '../findings/corpus.ts'
import { eachHarbour } from '../findings/eachHarbour.ts'
import { type Agent, post, type Site } from '../site.ts'

const other: HouseStyle = {
  marks: 'single',
  dashes: 'unspaced-em',
  stops: 'inside',
  numerals: 'ten',
  letter: 'bracketed',
  contributors: 'experts',
}
const typed = [
  'Long waits - "for years". Nobody asks.',
  'The harbour’s rota is the problem.',
  'Pilots leave.',
]

describe('The house style of a consultation', () => {
  let site: Site
  let author: Agent
  let consultation: string

  eachHarbour(harbour => ({ site, author, consultation } = harbour))

  const page = () => `/desk/${consultation}/style`
  const choose = async (fields: Record<string, unknown>) => {
    await post(author, page(), { ...britishStyle, version: 0, do: 'save', ...fields }, page())
    return (await author.get(page()).expect(200)).text
  }
  const example = (text: string) => /<blockquote class="quoted">([^<]*)</.exec(text)?.[1]

  it('is the customary one until another is chosen', async () => {
    const { text } = await author.get(page()).expect(200)
    expect(example(text)).to.equal(
      'Nine respondents spoke for it and 10 respondents against it. One respondent wrote that “long contracts – and the people who wrote them – leave us with what they call ‘a clean sheet’”.',
    )
    expect(await styleOf(consultation)).to.include(britishStyle)
  })

  it('shows a sentence before anything is saved, with what was chosen kept', async () => {
    const text = await choose({ ...other, do: 'preview' })
    expect(example(text)).to.equal(
      'Nine experts spoke for it and ten experts against it. One expert wrote that ‘[l]ong contracts—and the people who wrote them—leave us with what they call “a clean sheet”.’',
    )
    expect(text)
      .to.include('which is not saved yet')
      .and.to.match(/value="experts" checked/)
    expect(await styleOf(consultation)).to.include({ ...britishStyle, version: 0 })
  })

  it('is saved once, and not over what another chose meanwhile', async () => {
    expect(await choose(other)).to.include('Saved.')
    expect(await styleOf(consultation)).to.include({ ...other, version: 1 })
    const late = await choose({ contributors: 'participants' })
    expect(late)
      .to.include('Someone else changed the house style')
      .and.to.match(/value="participants" checked/)
    expect(await styleOf(consultation)).to.include({ ...other, version: 1 })
    await choose({ ...other, numerals: 'figures', version: 1 })
    expect(await styleOf(consultation)).to.include({ numerals: 'figures', version: 2 })
  })

  it('asks for a choice where one is missing, and says where', async () => {
    const text = await choose({ marks: 'triple' })
    expect(text).to.include('Choose which quotation marks stand outside').and.to.include('href="#marks"')
  })

  it('may be read and not changed by who writes no reports', async () => {
    const researcher = await site.signIn('researcher')
    const { text } = await researcher.get(page()).expect(200)
    expect(text).to.include('Those who answered are called: respondents').and.not.to.include('Save</button>')
  })

  it('goes through everything that is written of a report, and is no change of anybody’s words', async () => {
    const said = typed.map(text => ({ text, stance: 'supports' as const, sector: 'ports' }))
    const [years, rota, pilots] = await sayAll(site, consultation, said)
    if (!years || !rota || !pilots) throw new Error('they were not received')
    await readyClaim(consultation, {
      key: 'waits',
      statement: 'It takes years.',
      text: 'It takes years.',
      quotes: [
        wordsOf(years, 24, { edits: [{ kind: 'case', to: 'lower' }] }),
        wordsOf(rota, 34),
        wordsOf(pilots, 12),
      ],
    })
    await changeStyle(consultation, 0, other)
    const template = [
      '{{finding "waits"}} Of the {{of as="respondents"}} who answered, {{prevalence}} said so.',
      '{{quote "Q1" lead="{who} spoke of"}}. {{#several lead="{who} wrote"}}{{fragment "Q2"}} and {{fragment "Q3"}}{{/several}}.',
      '{{chart "waits"}}',
      '{{method}}\n',
    ].join('\n\n')
    const report = await createReport({ consultation, title: 'Waits', subtitle: '', template })
    const file = async (format: string) =>
      (await author.get(`/desk/${consultation}/reports/${report._id}/export/${format}`).expect(200)).text
    const markdown = await file('markdown')
    expect(markdown).to.include('Of the 3 experts who answered, 3 said so.')
    expect(markdown).to.include(
      'One expert spoke of ‘[l]ong waits—“for years”.’[^2] Two others wrote ‘The harbour’s rota is the problem.’[^3] and ‘Pilots leave.’[^4]',
    )
    expect(markdown).to.include('[^2]: Expert A, question 1;').and.to.include('3 experts chose to answer')
    expect(markdown)
      .to.match(/where experts stand, of 3/)
      .and.to.include('| Stance | Experts |')
    const html = await file('html')
    expect(html).to.include('‘[l]ong waits—“for years”.’')
    const key = readSidecar(await file('sidecar'))
    if (!key.ok) throw new Error(JSON.stringify(key.problems))
    for (const each of [markdown, html])
      expect((await verifyReport(each, key.value)).quotes.map(quote => quote.reason)).to.deep.equal([
        '',
        '',
        '',
      ])
    expect(JSON.parse(await file('quotes-json')).quotes[0]).to.include({
      words: 'long waits - "for years"',
      attribution: 'one expert',
      reference: 'Expert A',
    })
    const ledger = (await author.get(`/desk/${consultation}/reports/${report._id}`).expect(200)).text
    expect(ledger).not.to.include('nothing says what')
  })
})
