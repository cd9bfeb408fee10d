import { expect } from 'chai'
import { britishStyle } from '../../analysis/application.ts'
import { saveTheme } from '../../server/codebook/changeTheme.ts'
import { countFindings } from '../../server/findings/count.ts'
import type { Finding } from '../../server/findings/store.ts'
import { methodNote } from '../../server/reports/method/note.ts'
import { withdraw } from '../../server/responses/withdraw.ts'
import { methodFacts } from '../reports/material.ts'
import type { Agent, Site } from '../site.ts'
import { claim as addClaim } from './claim.ts'
import { say, sayAll, several } from './corpus.ts'
import { eachHarbour } from './eachHarbour.ts'

const letter =
  'Suppliers keep all of the knowledge that this harbour once had, and the board pays them a second time to hear of it.'

describe('A finding’s count', () => {
  let site: Site
  let author: Agent
  let consultation: string

  eachHarbour(harbour => ({ site, author, consultation } = harbour))

  const claim = (changes: Partial<Finding> = {}) =>
    addClaim(consultation, { scope: ['obstacles', 'people'], ...changes })
  const count = async (finding: Finding) => {
    const [counted] = await countFindings(consultation, [finding])
    if (!counted) throw new Error('the finding was not counted')
    return counted
  }
  const pageOf = async (finding: Finding) =>
    (await author.get(`/desk/${consultation}/findings/${finding._id}`).expect(200)).text

  it('tells campaigns both ways, and apart who says so in words of their own', async () => {
    const more = `${letter} My own crew could run the cranes without any of them.`
    const other = { stance: 'supports' as const }
    const [first] = await sayAll(site, consultation, [
      ...several(3, { text: letter, ...other }),
      { text: more, ...other, from: letter.length + 1 },
      { text: 'We know nothing of the cranes any more.', ...other },
      { text: 'Fog is what gets in the way.' },
    ])
    const finding = await claim()
    const counted = await count(finding)
    expect(counted.count).to.include({ supports: 5, of: 6 })
    expect(counted.campaigns).to.deep.equal({
      campaigns: 1,
      senders: 4,
      supporters: 4,
      ownWords: 1,
      asOne: { supports: 2, of: 3 },
    })
    const says =
      'Four people sent one letter and are counted as four; with the letter as one voice it is 2 of 3 respondents. One of them also says so in words of their own.'
    expect(await pageOf(finding)).to.include(says)
    expect(methodNote(methodFacts({ answered: 6, withdrawn: 0 }), [counted], britishStyle)).to.include(says)
    await withdraw(consultation, first?.respondent ?? '')
    expect((await count(finding)).campaigns).to.deep.include({ senders: 3, asOne: { supports: 2, of: 3 } })
  })

  it('takes a letter in answer to a question outside its scope for none of it', async () => {
    await sayAll(site, consultation, several(3, { text: letter, question: 'people', stance: 'supports' }))
    await say(site, consultation, { text: 'Fog is what gets in the way.' })
    const counted = await count(await claim({ scope: ['obstacles'] }))
    expect(counted.campaigns).to.deep.include({ senders: 0, asOne: { supports: 0, of: 1 } })
  })

  it('tells individuals apart from organisations, and leaves out what is too small', async () => {
    await sayAll(site, consultation, [
      ...several(6, { text: 'They know the cranes.', stance: 'supports' }),
      ...several(5, { text: 'Fog is what gets in the way.' }),
      ...several(5, {
        text: 'Our members lost what they knew.',
        stance: 'supports',
        capacity: 'organisation',
      }),
      ...several(7, { text: 'Our members say fog.', capacity: 'organisation' }),
    ])
    const finding = await claim()
    const counted = await count(finding)
    expect(counted.capacities.rows).to.deep.equal(['For themselves', 'For an organisation'])
    expect(counted.capacities.cells).to.deep.equal([
      [6, 5],
      [5, 7],
    ])
    expect(methodNote(methodFacts({ answered: 23, withdrawn: 0 }), [counted], britishStyle)).to.include(
      'That is 6 of 11 who answered for themselves and 5 of 12 who answered for an organisation.',
    )
    await say(site, consultation, { text: 'A mayor says fog.', capacity: 'official' })
    const { capacities } = await count(finding)
    expect(capacities.rows).to.have.length(3)
    expect(capacities.cells[2]).to.deep.equal([null, null])
    expect(capacities.cells.slice(0, 2).flat()).to.include(null)
  })

  it('counts a joint answer and the notes of an event as one each, and says for how many they speak', async () => {
    const [joint] = await sayAll(site, consultation, [
      {
        text: 'All of our crews lost what they knew.',
        stance: 'supports',
        capacity: 'joint',
        people: 12,
        behalf: 'the crews of two islands',
      },
      { text: 'The room said that fog is worse.', capacity: 'notes', people: 40, behalf: 'an open evening' },
      ...several(6, { text: 'They know the cranes.', stance: 'supports' }),
    ])
    const finding = await claim()
    const counted = await count(finding)
    expect(counted.count).to.include({ supports: 7, of: 8 })
    expect(counted.capacities.rows).to.deep.equal([
      'For themselves',
      'Jointly, for several',
      'As notes of an event',
    ])
    expect(await pageOf(finding)).to.include(
      '1 joint answer on behalf of 12 people stands apart, and counts as one.',
    )
    const response = `/desk/${consultation}/responses/${joint?.respondent}`
    const page = async () => (await author.get(response).expect(200)).text
    expect(await page()).to.include('the crews of two islands')
    const note = methodNote(
      methodFacts({ capacities: [{ name: 'Jointly, for several', respondents: null }] }),
      [counted],
      britishStyle,
    )
    expect(note).to.include('counts as one, for however many people it speaks').and.not.include('12')
    await withdraw(consultation, joint?.respondent ?? '')
    expect(await page()).not.to.include('the crews of two islands')
    expect((await count(finding)).forSeveral?.joint).to.deep.equal({ answers: 0, people: 0 })
  })

  it('shows who supports it by group, with small groups together and small cells left out', async () => {
    const of = (sector: string, supports: number, others: number) => [
      ...several(supports, { text: 'They know the cranes.', stance: 'supports' as const, sector }),
      ...several(others, { text: 'Fog is what gets in the way.', sector }),
    ]
    await sayAll(site, consultation, [
      ...of('ports', 6, 5),
      ...of('fishing', 2, 9),
      ...of('rowing', 5, 6),
      ...of('lighthouses', 1, 0),
    ])
    const html = await pageOf(await claim())
    const [, table = ''] = /<caption>By sector<\/caption>([\s\S]*?)<\/table>/.exec(html) ?? []
    const rows = [...table.matchAll(/<tr><th scope="row">(.*?)<\/th>(.*?)<\/tr>/g)].map(
      ([, name, cells = '']) => [
        name,
        ...[...cells.matchAll(/<td class="number">(.*?)<\/td>/g)].map(([, cell = '']) =>
          cell.includes('left out') ? null : Number(cell),
        ),
      ],
    )
    expect(rows).to.deep.equal([
      ['fishing', null, null, null],
      ['ports', 6, 5, 11],
      ['rowing', 5, 6, 11],
      ['All others', null, null, null],
      ['All', 14, 20, 34],
    ])
    expect(html).not.to.include('lighthouses')
    expect(html).not.to.include('<caption>By role</caption>')
  })

  it('tells apart what a question named from what was said unprompted', async () => {
    await saveTheme(
      consultation,
      {
        name: 'Suppliers',
        parent: '',
        definition: '',
        include: '',
        exclude: '',
        colour: 'blue',
        rules: ['supplier', '"would help"'],
      },
      'tester',
      'suppliers',
    )
    await sayAll(site, consultation, [
      ...several(2, { text: 'They know the cranes.', stance: 'supports' }),
      { text: 'Training by them would.', stance: 'supports', question: 'people' },
    ])
    const finding = await claim()
    const counted = await count(finding)
    expect(counted).to.deep.include({ prompted: 1 })
    expect(counted.count.supports).to.equal(3)
    expect(await pageOf(finding)).to.include(
      '2 respondents said so unprompted; 1 said so only in answer to a question that named it.',
    )
    expect(methodNote(methodFacts({ answered: 3, withdrawn: 0 }), [counted], britishStyle)).to.include(
      'One of the 3 said so only in answer to a question that named it.',
    )
    expect(await count(await claim({ themes: ['pay'] }))).to.include({ prompted: 0 })
  })
})
