import { expect } from 'chai'
import { put } from '../../server/coding/put.ts'
import { readingOrder } from '../../server/coding/readingOrder.ts'
import { keepReading } from '../../server/coding/readingStore.ts'
import { withdraw } from '../../server/responses/withdraw.ts'
import { addHarbour, say } from '../findings/corpus.ts'
import { openSite, type Site } from '../site.ts'

describe('The curve of new themes', () => {
  let site: Site
  before(async () => {
    site = await openSite()
  })
  after(() => site.close())

  it('counts themes over responses in the order in which they were read, and claims no saturation', async () => {
    const consultation = await addHarbour()
    const researcher = await site.signIn('researcher')
    const page = async () => (await researcher.get(`/desk/${consultation}/curve`).expect(200)).text
    expect(await page()).to.include('Nothing has been read or coded yet')

    const unread = await say(site, consultation, { text: 'Fog is what gets in the way.' })
    const first = await say(site, consultation, { text: 'They know the cranes.', stance: 'supports' })
    await say(site, consultation, { text: 'They keep the keys as well.', stance: 'supports' })
    const third = await say(site, consultation, { text: 'The pilots left.', stance: 'opposes', theme: 'pay' })
    const text = await page()
    expect(text).to.include(
      'People found 2 different themes in the 3 responses that they read or coded, of 4 in all.',
    )
    expect(text).to.include('The last new theme came up with response 3 in the order of reading.')
    const rows = [
      ...text.matchAll(
        /<tr><td class="number">(\d+)<\/td>.*?>([A-Z0-9-]+)<\/a><\/th><td>(.*?)<\/td><td class="number">(\d+)</g,
      ),
    ]
    expect(rows.map(row => row.slice(1))).to.deep.equal([
      ['1', first.reference, 'Suppliers', '1'],
      ['3', third.reference, 'Pay', '2'],
    ])
    expect(text).to.include('Nothing here says that it is enough').and.not.include('saturat')

    // Read before all others, and nothing found in it.
    const at = new Date('2026-01-02')
    await keepReading({ consultation, response: unread.respondent, by: 'ann', at, texts: [unread.text] })
    expect(await page()).to.include('response 4 in the order of reading')
    await withdraw(consultation, third.respondent)
    expect(await page()).to.include(
      'response 2 in the order of reading; the 1 response read after it brought no other.',
    )
  })

  it('counts no theme of which a difference between coders was settled otherwise', async () => {
    const consultation = await addHarbour()
    const text = 'They know the cranes.'
    const said = await say(site, consultation, { text, stance: 'supports' })
    expect(await readingOrder(consultation)).to.deep.equal([
      { response: said.respondent, themes: ['suppliers'] },
    ])
    const span = { start: 0, end: text.length }
    await put(
      {
        ...{ consultation, respondent: said.respondent, question: 'obstacles', text: said.text },
        ...{ ...span, theme: 'suppliers', coder: 'ben' },
      },
      {
        ...{ verdict: 'rejected', stance: 'mentions', origin: 'unaided', codebookVersion: 1 },
        adjudicates: { difference: 'd', ...span },
      },
      { at: new Date(), by: 'ben', action: 'settles', did: 'settled' },
    )
    expect(await readingOrder(consultation)).to.deep.equal([{ response: said.respondent, themes: [] }])
  })
})
