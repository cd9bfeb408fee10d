import { expect } from 'chai'
import { quotesOf } from '../../server/findings/quotes/store.ts'
import { changeFinding, findFinding } from '../../server/findings/store.ts'
import { createReport } from '../../server/reports/create.ts'
import { claim, wordsOf } from '../findings/claim.ts'
import { addHarbour, say } from '../findings/corpus.ts'
import { openSite, post, type Site } from '../site.ts'

const welsh = 'Mae angen mwy o arian ar y cyngor.'
const english = 'The council needs more money.'

describe('Quoting words in another language', () => {
  let site: Site
  before(async () => {
    site = await openSite()
  })
  after(() => site.close())

  it('prints them as they were said, then the translation marked as the author’s', async () => {
    const author = await site.signIn('author')
    const consultation = await addHarbour()
    const { text } = await say(site, consultation, { text: welsh, stance: 'supports' })
    const finding = await claim(consultation, {
      key: 'money',
      statement: 'Money is short.',
      text: 'It is.',
      quotes: [wordsOf({ text }, welsh.length)],
    })
    const [quote] = await quotesOf(finding._id)
    const page = `/desk/${consultation}/findings/${finding._id}/quotes/${quote?._id}`
    const before = (await author.get(page).expect(200)).text
    expect(before).to.include('These words are in Welsh and have no translation yet')
    expect(before).to.match(/class="testimony" dir="auto" lang="cy"/)

    const form = { words: welsh, side: 'quote', version: quote?.version }
    await post(author, page, { ...form, translation: 'He said “money”' })
    const refused = (await author.get(page)).text
    expect(refused).to.include('Leave quotation marks out of the translation').and.include('He said “money”')
    await post(author, page, { ...form, translation: english })
    expect((await author.get(page)).text).to.include(`(our translation from Welsh: ${english})`)

    const changed = await findFinding(consultation, finding._id)
    if (changed) await changeFinding(changed, { state: 'ready' })
    const report = await createReport({
      ...{ consultation, title: 'Money', subtitle: '' },
      template: '# {{title}}\n\n{{finding "money"}} {{quote "Q1" lead="{who} wrote:"}}.\n',
    })
    const download = async (format: string) =>
      (await author.get(`/desk/${consultation}/reports/${report._id}/export/${format}`).expect(200)).text
    const markdown = await download('markdown')
    expect(markdown).to.include(`“${welsh}” (our translation from Welsh: ${english}).[^`)
    expect(markdown).to.include('verbatim, in Welsh; permitted without a name.')
    expect(await download('html')).to.include(`“${welsh}” (our translation from Welsh: ${english})`)
    expect(await download('quotes')).to.include(`${welsh},cy,${english}`)
    expect(JSON.parse(await download('sidecar')).quotes[0]).to.include({ words: welsh, translation: english })
  })

  it('asks for no translation of English', async () => {
    const author = await site.signIn('author')
    const consultation = await addHarbour()
    const { text } = await say(site, consultation, { text: 'Our supplier stayed.', stance: 'supports' })
    const finding = await claim(consultation, {
      key: 'stayed',
      statement: 'Some stay.',
      text: 'They do.',
      quotes: [wordsOf({ text }, 20)],
    })
    const [quote] = await quotesOf(finding._id)
    const page = await author.get(`/desk/${consultation}/findings/${finding._id}/quotes/${quote?._id}`)
    expect(page.text).not.to.include('ranslation')
  })
})
