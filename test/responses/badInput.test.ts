import { expect } from 'chai'
import { draftToken } from '../../server/http/csrf.ts'
import { countResponses } from '../../server/responses/countStore.ts'
import { draftIdOf, findDraft } from '../../server/responses/draftStore.ts'
import { findIdentities } from '../../server/responses/identityStore.ts'
import { openSite, type Site } from '../site.ts'
import { storedTexts } from '../storedTexts.ts'
import { responseOf } from './changing.ts'
import { everyKind } from './everyKind.ts'
import {
  answerAll,
  declaration,
  openConsultation,
  type Respondent,
  respondentBy,
  respondentTo,
} from './respondent.ts'

const megabyte = 1_000_000

describe('Bad input to a respondent’s pages', () => {
  let site: Site
  let consultation: string
  let respondent: Respondent
  before(async () => {
    site = await openSite()
    consultation = await openConsultation()
  })
  beforeEach(async () => {
    respondent = await respondentTo(site, consultation)
  })
  after(() => site.close())

  const values = async () => (await findDraft(respondent.token))?.values
  const csrf = () => draftToken(site.config.sessionSecret, draftIdOf(respondent.token))
  const address = (page: string) => `/answer/${respondent.token}/${page}`
  /** A form in parts, as the page with a document sends it; each field’s name and bytes as they are given. */
  const inParts = (fields: [name: string, value: Buffer | string][]) => {
    const parts = [['_csrf', csrf()] as const, ...fields].flatMap(([name, value]) => [
      Buffer.from(`--part\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n`),
      Buffer.from(value),
      Buffer.from('\r\n'),
    ])
    return site
      .agent()
      .post(address('documents'))
      .set('Content-Type', 'multipart/form-data; boundary=part')
      .send(Buffer.concat([...parts, Buffer.from('--part--\r\n')]))
  }

  it('of five megabytes of text is refused with what to do, and what stood before is kept', async () => {
    await respondent.send('experience', { obstacles: 'As it stood.' })
    for (const [what, text] of [
      ['in letters of one byte', 'a'.repeat(5 * megabyte)],
      ['in letters of two', 'é'.repeat(2.5 * megabyte)],
    ] as const) {
      const sent = await respondent.send('experience', { obstacles: text })
      expect(sent.status, what).to.equal(413)
      expect(sent.text).to.match(/[Ss]horten it, or send a part/)
    }
    const parted = await inParts([['remarks', 'a'.repeat(5 * megabyte)]])
    expect(parted.status).to.equal(413)
    expect(parted.text).to.include('shorten it, or send a part of it as a file')
    expect(await values()).to.deep.equal({ obstacles: 'As it stood.' })
  })

  it('of a declaration that is far too long is told of, and not sent', async () => {
    await answerAll(respondent)
    for (const page of ['send', 'declaration', 'preview']) {
      const refused = await respondent.send(page, { ...declaration, name: 'a'.repeat(5 * megabyte) })
      expect(refused.status, page).to.equal(413)
      expect(refused.text).to.include('go back and shorten it')
    }
    expect((await findDraft(respondent.token))?.declaration).to.deep.equal({})
    const sent = await respondent.send('send', { ...declaration, name: 'a'.repeat(10_000) })
    expect(sent.headers.location).to.equal(`${address('declaration')}?check`)
    const { text } = await respondent.get('declaration?check')
    expect(text).to.include('has 10,000 characters, and at most 200 can be taken')
  })

  it('of operators in place of a form reaches no query and no draft', async () => {
    const operators = { _csrf: { $ne: '' }, obstacles: { $gt: '' }, 'values.obstacles': 'x' }
    for (const path of [address('experience'), address('send'), `/mail/${respondent.token}`])
      expect((await site.agent().post(path).send(operators)).status, path).to.equal(403)
    const forged = await site
      .agent()
      .post(address('experience'))
      .send({ ...operators, _csrf: csrf() })
    expect(forged.status).to.equal(403)
    const nested = `_csrf[$ne]=x&_csrf=${csrf()}&obstacles[$gt]=x&obstacles.x=y&$where=1`
    await site.agent().post(address('experience')).type('form').send(nested)
    expect(await values()).to.deep.equal({})
    const parted = await inParts([
      ['remarks[$ne]', 'x'],
      ['remarks', 'Mine.'],
    ])
    expect(parted.status).to.equal(400)
    expect(await values()).to.deep.equal({})
    const verified = await site.agent().post('/verify').type('form').send('receipt[$ne]=x')
    expect(verified.status).to.equal(422)
    for (const query of ['?from[$ne]=x', '?check[$gt]=', '?from=a&from=b'])
      expect((await site.agent().get(address('experience') + query)).status, query).to.equal(200)
  })

  it('of a list for one text is refused in a form in parts too', async () => {
    const listed = await inParts([
      ['remarks', 'One.'],
      ['remarks', 'Two.'],
    ])
    expect(listed.status).to.equal(400)
    expect(await values()).to.deep.equal({})
  })

  for (const [what, bytes, kept] of [
    ['bytes that are not UTF-8', Buffer.from([0x63, 0x61, 0x66, 0xe9]), 'caf\uFFFD'],
    ['half of a surrogate pair', Buffer.from([0x68, 0xed, 0xa0, 0xbd]), 'h\uFFFD\uFFFD\uFFFD'],
    ['a NUL', Buffer.from('nul\0here'), 'nul\0here'],
  ] as const)
    it(`of ${what} is told of where a form comes in parts, and in the declaration`, async () => {
      const sent = await inParts([['remarks', bytes]])
      expect(sent.headers.location).to.equal(`${address('documents')}?check`)
      expect((await values())?.remarks).to.equal(kept)
      expect((await respondent.get('documents?check')).text).to.include(
        'holds a character that could not be read',
      )
      await respondent.send('documents', { remarks: '' })
      await answerAll(respondent)
      const encoded = [...bytes].map(byte => `%${byte.toString(16).padStart(2, '0')}`).join('')
      const rest = new URLSearchParams({ _csrf: csrf(), ...declaration, name: '' }).toString()
      const declared = await site
        .agent()
        .post(address('send'))
        .type('form')
        .send(`${rest.replace('&name=', '')}&name=${encoded}`)
      expect(declared.headers.location).to.equal(`${address('declaration')}?check`)
      expect((await respondent.get('declaration?check')).text).to.include(
        'Your name holds a character that could not be read',
      )
    })

  it('from right to left and beyond the first plane is no bad input: it is kept exactly, everywhere', async () => {
    const words = '\u202Bהנמל סגור\u202C 🚢👩🏽‍🔧 𝔥𝔞𝔯𝔟𝔬𝔲𝔯\u200F \u{10FFFD}'
    await answerAll(respondent, { people: words })
    await respondent.send('send', { ...declaration, choice: 'named', name: 'שרה 𝔖' })
    const response = await responseOf(respondent)
    const texts = await storedTexts(consultation, response._id)
    expect(texts.find(({ question }) => question === 'people')?.text).to.equal(words)
    expect((await findIdentities([response.identity ?? '']))[0]?.name).to.equal('שרה 𝔖')
    const receipt = await site.agent().get(`/receipt/${respondent.token}`)
    expect(receipt.text).to.include('שרה 𝔖')
    const copy = await site.agent().get(`/own/${respondent.token}/copy.html`)
    expect(copy.text).to.include('𝔥𝔞𝔯𝔟𝔬𝔲𝔯')
  })

  it('to questions and pages that are not asked is in nothing that is sent', async () => {
    const hidden = await openConsultation({}, everyKind)
    const begun = await site.agent().post(`/c/${hidden}/start`)
    const someone = await respondentBy(
      site,
      begun.headers.location?.split('/')[2] ?? '',
      begun.headers.location,
    )
    await someone.send('north', { crane: 'A forged crane.', wait: '5' })
    await someone.send('you', { years: '3', port: 'south' })
    const fields = { causes: ['tide'], 'agree:heard': 'yes', 'agree:paid': 'yes' }
    const forged = { ...fields, forms: 'A forged form.', reason: 'own', 'reason:own': 'A forged reason.' }
    await someone.send('views', forged)
    const check = (await someone.get('check')).text
    expect(check).to.include('The tide').and.not.include('forged')
    const sent = await someone.send('send', { ...declaration, choice: 'unnamed' })
    expect(sent.headers.location).to.equal(`/receipt/${someone.token}`)
    const [revision] = (await responseOf(someone)).revisions
    expect(Object.keys(revision?.answers ?? {}).sort()).to.deep.equal(['agree', 'causes', 'port', 'years'])
    expect(JSON.stringify(await storedTexts(hidden))).not.to.include('forged')
  })

  it('as a private link opens nothing, whatever it is, and says what to check', async () => {
    const odd = [respondent.token.slice(0, -1), `${respondent.token}x`, respondent.token.toLowerCase()]
    const forged = ['[object Object]', '$ne', '__proto__', '%00', '..%2F..', 'a'.repeat(5_000), 'é']
    for (const token of [...odd, ...forged].filter(token => token !== respondent.token))
      for (const room of ['answer', 'receipt', 'own', 'revise', 'mail', 'invited']) {
        const reply = await site
          .agent()
          .get(`/${room}/${token.includes('%') ? token : encodeURIComponent(token)}`)
        expect(reply.status, `${room} ${token.slice(0, 40)}`).to.equal(404)
        expect(reply.text).to.match(/Check that all of it was copied|[Pp]age not found/)
      }
    for (const address of ['/answer/%E0%A4%A', '/c/%ff', '/receipt/%'])
      expect((await site.agent().get(address)).status, address).to.equal(400)
  })

  it('as a link that was used sends nothing twice, and changes nothing', async () => {
    await answerAll(respondent)
    await respondent.send('send', declaration)
    const before = await responseOf(respondent)
    const count = await countResponses(consultation)
    const late = await respondent.send('experience', { obstacles: 'Other words.' })
    expect(late.status).to.equal(409)
    expect(late.text).to.include('Other words.').and.include(`/receipt/${respondent.token}`)
    await respondent.send('send', { ...declaration, choice: 'none' })
    await site.runner.idle()
    const { pending: _, ...after } = await responseOf(respondent)
    expect(after).to.deep.include({ revisions: before.revisions, consent: before.consent })
    expect(await countResponses(consultation)).to.equal(count)
  })
})
