import { expect } from 'chai'
import { quotesOf } from '../../server/findings/quotes/store.ts'
import { createReport } from '../../server/reports/create.ts'
import { type Agent, post, type Site } from '../site.ts'
import { readyClaim, wordsOf } from './claim.ts'
import { say } from './corpus.ts'
import { eachHarbour } from './eachHarbour.ts'

const typed = 'Long contracts, as Dr Orla Penhale said, leave us with a manager who has never met a user.'

describe('Editing a quote on its page', () => {
  let site: Site
  let author: Agent
  let consultation: string
  let finding: string

  eachHarbour(harbour => ({ site, author, consultation } = harbour))
  beforeEach(async () => {
    const spoken = await say(site, consultation, { text: typed, stance: 'supports' })
    const made = await readyClaim(consultation, {
      key: 'memory',
      statement: 'Knowledge leaves with contracts.',
      text: 'Knowledge leaves.',
      quotes: [wordsOf(spoken, typed.length - 1)],
    })
    finding = made._id
  })

  const chosen = async () => {
    const [quote] = await quotesOf(finding)
    if (!quote) throw new Error('there is no quote')
    return quote
  }
  const page = async () => `/desk/${consultation}/findings/${finding}/quotes/${(await chosen())._id}`
  const send = async (path: string, fields: Record<string, unknown>) => {
    const address = await page()
    await post(author, `${address}${path}`, { version: (await chosen()).version, ...fields }, address)
    return (await author.get(address).expect(200)).text
  }
  const save = (fields: Record<string, unknown>) => send('', { words: typed, side: 'quote', ...fields })

  it('emphasises words, says so wherever it is printed, and keeps them in the form', async () => {
    const shown = await save({
      words: 'leave us with a manager who has never met a user',
      emphasis: 'never met',
    })
    expect(shown).to.include('“leave us with a manager who has <em>never met</em> a user” (emphasis added)')
    expect(shown).to.include('>\nnever met</textarea>').and.to.include('emphasis added')
    const template = '{{quote "Q1" lead="{who} spoke of contracts that"}}.'
    const report = await createReport({ consultation, title: 'Keep it', subtitle: '', template })
    const file = (format: string) =>
      author.get(`/desk/${consultation}/reports/${report._id}/export/${format}`)
    expect((await file('markdown').expect(200)).text).to.include(
      'One respondent spoke of contracts that “leave us with a manager who has *never met* a user” (emphasis added).[^1]',
    )
    expect((await file('html').expect(200)).text).to.include(
      'has <em>never met</em> a user” (emphasis added).',
    )
    const key = JSON.parse((await file('sidecar').expect(200)).text)
    expect(key.quotes[0].printed).to.include('*never met*')
  })

  it('refuses to emphasise what the quote does not say, and keeps what was entered', async () => {
    const shown = await save({ words: 'leave us with a manager', emphasis: 'never met' })
    expect(shown).to.include('“never met” is not in the quote in these words')
    expect(shown).to.include('>\nnever met</textarea>')
    const cut = await save({ words: 'leave us […] who has never met', emphasis: 'with a manager' })
    expect(cut).to.include('“with a manager” is not in the quote')
  })

  it('redacts at a press what could tell of somebody, and repeats it nowhere', async () => {
    const offered = (await author.get(await page()).expect(200)).text
    expect(offered).to.include('Put [name redacted] for “Dr Orla Penhale”')
    const shown = await send('/redact', { start: typed.indexOf('Dr Orla') })
    expect(shown).to.include('as [name redacted] said').and.to.include('one redaction')
    expect(shown).not.to.include('for “Dr Orla')
    expect((await chosen()).edits).to.deep.equal([{ kind: 'redact', start: 19, end: 34, what: 'name' }])
    const template = '{{quote "Q1" lead="{who} wrote:"}}.'
    const report = await createReport({ consultation, title: 'Keep it', subtitle: '', template })
    const { text } = await author
      .get(`/desk/${consultation}/reports/${report._id}/export/markdown`)
      .expect(200)
    expect(text).to.include('as [name redacted] said').and.not.to.include('Penhale')
  })

  it('says so where another changed the quote first, or the detail is not there', async () => {
    expect(await send('/redact', { start: typed.indexOf('Dr Orla'), version: 7 })).to.include(
      'Someone else changed',
    )
    expect(await send('/redact', { start: 3 })).to.include('Someone else changed')
    expect((await chosen()).edits).to.deep.equal([])
  })

  it('reads a bracketed first letter as one that is turned, and typed redactions as such', async () => {
    await save({ words: '[l]ong contracts, as [name redacted] said' })
    expect((await chosen()).edits).to.deep.equal([
      { kind: 'case', to: 'lower' },
      { kind: 'redact', start: 19, end: 34, what: 'name' },
    ])
    expect(await save({ words: 'leave us with a manager who has […] met a user' })).to.include(
      'drops “never”',
    )
  })
})
