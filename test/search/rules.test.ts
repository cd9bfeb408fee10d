import { expect } from 'chai'
import { codebookOf } from '../../server/codebook/store.ts'
import { codingsOf } from '../../server/coding/codingStore.ts'
import { chooseStartingPoint } from '../../server/coding/starting/startingStore.ts'
import { addCodebook, addCorpus, respond, theme } from '../coding/corpus.ts'
import { decide, pathOf, tagOf, tagsOf } from '../coding/desk.ts'
import { type Agent, openSite, post, type Site } from '../site.ts'

describe('trying and mending rules', () => {
  let site: Site
  let agent: Agent
  before(async () => {
    site = await openSite()
    agent = await site.signIn('researcher')
  })
  after(() => site.close())

  const entered = (rules: string) => ({
    ...{
      name: 'Pay',
      parent: '',
      definition: 'Of pay.',
      include: '',
      exclude: '',
      colour: 'red',
      version: '1',
    },
    rules,
  })

  /** Four who write of pay: one accepted, one rejected, one undecided, one missed by the rule. */
  async function corpus(name: string) {
    await addCorpus(name)
    await addCodebook(name, theme('pay', ['pay']))
    await chooseStartingPoint(name, 'beside')
    const accepted = await respond(name, 'a', { obstacles: 'The pay is low.' })
    const rejected = await respond(name, 'b', { obstacles: 'Nobody pays attention to the tide.' })
    const undecided = await respond(name, 'c', { obstacles: 'We pay attention, and the pay is late.' })
    const missed = await respond(name, 'd', { obstacles: 'Wages lag behind.' })
    await site.runner.idle()
    await decide(agent, accepted, await tagOf(accepted, 'pay'), { do: 'accept-supports' })
    await decide(agent, rejected, await tagOf(rejected, 'pay'), { do: 'reject' })
    const [given] = Object.values(missed.revisions[0]?.answers ?? {})
    const text = given && 'text' in given ? given.text : ''
    await post(agent, `${pathOf(missed)}/codings`, {
      text,
      start: '0',
      end: '17',
      theme: 'pay',
      stance: 'supports',
    })
    return { accepted, rejected, undecided, missed }
  }
  const row = (html: string, name: string) =>
    [...(new RegExp(`${name}</th>(.*?)</tr>`).exec(html)?.[1] ?? '').matchAll(/>(\d+)</g)].map(
      match => match[1],
    )

  it('tells what the rules of a form would find before they are saved, and what people said otherwise', async () => {
    await corpus('try')
    const { text } = await post(agent, '/desk/try/codebook/pay/try', entered('pay'))
    expect(text).to.contain('3 passages of 3 respondents would be suggested')
    expect(row(text, 'Suggested by these rules')).to.deep.equal(['1', '1', '1'])
    expect(text).to.match(/False friends.*?pays.*?People rejected it/s)
    expect(text).to.contain('Missed: 1 of 2 accepted passages').and.contain('Wages lag behind.')
    const wider = (await post(agent, '/desk/try/codebook/pay/try', entered('pay NOT attention\nwages'))).text
    expect(row(wider, 'Suggested by these rules')).to.deep.equal(['2', '0', '0'])
    expect(row(wider, 'More than by the saved rules')).to.deep.equal(['1', '0', '0'])
    expect(row(wider, 'No longer suggested')).to.deep.equal(['0', '1', '1'])
    expect(wider).to.contain('They would suggest all that people accepted.')
    expect((await codebookOf('try')).version).to.equal(1)
  })

  it('tells by which words it would find passages, and which of them people coded otherwise', async () => {
    await corpus('forms')
    await addCodebook('forms', theme('heed', []))
    const other = await respond('forms', 'e', { obstacles: 'The payload is heavy.' })
    const text = Object.values(other.revisions[0]?.answers ?? {}).flatMap(given =>
      'text' in given ? given.text : [],
    )[0]
    const fields = { text, start: '0', end: '21', theme: 'heed', stance: 'supports' }
    await post(agent, `${pathOf(other)}/codings`, fields)
    const html = (await post(agent, '/desk/forms/codebook/pay/try', entered('pay*'))).text
    const told = html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
    expect(told).to.contain('Coded otherwise: 1 passage on which nobody decided for this theme')
    expect(told).to.contain('The payload is heavy. People coded it with Heed.')
    expect(told).to.match(/Undecided pay 2 1 0 1 payload 1 0 0 1 pays 1 0 1 0 /)
  })

  it('tries those of a new theme, says which cannot be read, and keeps the form', async () => {
    await corpus('new')
    expect((await post(agent, '/desk/new/codebook/new/try', entered('tide'))).text).to.contain(
      '1 passage of 1 respondent',
    )
    const wrong = await post(agent, '/desk/new/codebook/new/try', entered('tide\n"sea'))
    expect(wrong.text).to.contain('Line 2, character 1: This quotation mark is never closed')
    const back = await post(agent, '/desk/new/codebook/new/try', { ...entered('tide'), do: 'edit' })
    const form = await agent.get(String(back.headers.location))
    expect(form.text)
      .to.contain('value="Pay"')
      .and.contain('tide</textarea>')
      .and.not.contain('There is a problem')
  })

  it('offers to mend the rule of a suggestion that was rejected, and tells what else that changes', async () => {
    const { rejected, undecided, accepted } = await corpus('mending')
    const shown = await agent.get(`${pathOf(rejected)}?tags=show`)
    const href = /href="([^"]+\/mend)"/.exec(shown.text)?.[1] ?? ''
    expect(shown.text).to.contain('You rejected what the rule <code>pay</code> of Pay suggested')
    expect((await agent.get(pathOf(accepted))).text).to.not.contain('Mend the rule')
    const ways = (await agent.get(href)).text
    expect(ways).to.contain('<code>pay NOT (pays NEAR/3 attention)</code>')
    const tried = await agent.get(`${href}?try=yes&rule=${encodeURIComponent('pay NOT "pay attention"')}`)
    expect(tried.text).to.contain('2 passages no longer suggested: 0 accepted, 1 rejected, 1 undecided')
    const saved = await post(agent, href, { before: 'pay', rule: 'pay NOT "pay attention"' })
    expect(saved.headers.location).to.equal('/desk/mending/themes/pay')
    await site.runner.idle()
    const codebook = await codebookOf('mending')
    expect(codebook.themes[0]?.rules.map(({ source }) => source)).to.deep.equal(['pay NOT "pay attention"'])
    expect(codebook.change).to.equal('Mended a rule of Pay')
    expect(await tagsOf(undecided)).to.deep.equal([])
    expect(await codingsOf('mending', { theme: 'pay' })).to.have.length(3)
    expect((await agent.get(href)).text).to.contain('was changed since, or taken away')
  })

  it('keeps what is entered where someone else mended the rule meanwhile, and says so', async () => {
    const { rejected } = await corpus('both')
    const [coding] = await codingsOf('both', { respondent: rejected._id })
    const href = `${pathOf(rejected)}/codings/${coding?.id}/mend`
    const { headers } = await post(agent, href, { before: 'pay*', rule: 'pay NOT tide' })
    const { text } = await agent.get(String(headers.location))
    expect(text).to.contain('Someone else changed this rule').and.contain('pay NOT tide</textarea>')
    expect((await agent.get(`${href}?try=yes&rule=pay+NOT`)).text).to.contain('There is a problem')
    expect((await codebookOf('both')).version).to.equal(1)
  })

  it('says whom to ask to those who may not change the codebook', async () => {
    const { rejected, accepted } = await corpus('asking')
    const author = await site.signIn('author')
    const [coding] = await codingsOf('asking', { respondent: rejected._id })
    const { text } = await author.get(`${pathOf(rejected)}/codings/${coding?.id}/mend?try=yes&rule=`)
    expect(text).to.contain('Ask A researcher').and.not.contain('Take the rule away')
    const [other] = await codingsOf('asking', { respondent: accepted._id })
    expect((await author.get(`${pathOf(accepted)}/codings/${other?.id}/mend`)).status).to.equal(404)
  })

  it('marks in the passage the words that made a suggestion, in the queue and on the response', async () => {
    const { undecided } = await corpus('why')
    for (const path of [`${pathOf(undecided)}?tags=show`, '/desk/why/queue']) {
      const { text } = await agent.get(path)
      expect(
        [...text.matchAll(/class="passage__why">([^<]*)</g)].map(match => match[1]),
        path,
      ).to.deep.equal(['pay', 'pay'])
    }
  })
})
