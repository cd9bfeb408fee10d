import { expect } from 'chai'
import { draftIdOf } from '../../server/responses/draftStore.ts'
import { findIdentities } from '../../server/responses/identityStore.ts'
import { findByOrigin } from '../../server/responses/store.ts'
import { openSite, type Site } from '../site.ts'
import { answerAll, declaration, openConsultation, type Respondent, respondentTo } from './respondent.ts'

describe('The declaration', () => {
  let site: Site
  let respondent: Respondent
  before(async () => {
    site = await openSite()
  })
  beforeEach(async () => {
    respondent = await respondentTo(site, await openConsultation())
    await answerAll(respondent)
  })
  after(() => site.close())

  it('shows the very line that would be printed under each choice', async () => {
    const details = { ...declaration, name: 'Dr Ines Marlow', organisation: 'Quay Labs', agree: '' }
    const kept = await respondent.send('declaration', details)
    expect(kept.headers.location).to.equal(`/answer/${respondent.token}/declaration#choice`)
    const { text } = await respondent.get('declaration')
    expect(text).to.include('“…” — one respondent<')
    expect(text).to.include('“…” — a senior official in local government<')
    expect(text).to.include('“…” — Dr Ines Marlow, Quay Labs<')
    expect(text).not.to.include('There is a problem')
    expect(text).not.to.include('This is a preview')
  })

  it('takes a joint answer with how many agreed and on whose behalf, and asks for both', async () => {
    const joint = { ...declaration, capacity: 'joint', choice: 'named', name: '' }
    await respondent.send('send', { ...joint, people: '1', behalf: ' ' })
    const { text } = await respondent.get('declaration?check')
    expect(text).to.include('href="#people">Enter how many people or bodies agreed to this answer')
    expect(text).to.include('href="#behalf">Say on whose behalf you answer jointly')
    const { body } = await respondent.send('preview', {
      ...joint,
      people: '12',
      behalf: 'the crews of two islands',
    })
    expect(body).to.include({
      unnamed: '“…” — one respondent',
      named: '“…” — a joint answer by the crews of two islands',
    })
    await respondent.send('send', { ...joint, people: '12', behalf: 'the crews of two islands' })
    const response = await findByOrigin(draftIdOf(respondent.token))
    expect(response).to.include({ capacity: 'joint', people: 12 })
    expect(JSON.stringify(response)).not.to.include('two islands')
  })

  it('keeps nothing of a joint answer for somebody who answers for themselves', async () => {
    await respondent.send('send', { ...declaration, people: '12', behalf: 'the crews of two islands' })
    const response = await findByOrigin(draftIdOf(respondent.token))
    expect(response).to.include({ capacity: 'personal' }).and.not.have.property('people')
  })

  it('takes no notes of an event from the public page', async () => {
    expect((await respondent.send('send', { ...declaration, capacity: 'notes' })).status).to.equal(400)
  })

  it('previews the lines of what is typed and keeps none of it', async () => {
    const { body } = await respondent.send('preview', { ...declaration, name: 'Typed Name' })
    expect(body).to.include({ unnamed: '“…” — one respondent', named: '“…” — Typed Name' })
    expect((await respondent.get('declaration')).text).not.to.include('Typed Name')
  })

  it('asks for what is missing, at its field, and keeps the rest', async () => {
    const refused = await respondent.send('send', { name: 'Ines Marlow' })
    expect(refused.headers.location).to.equal(`/answer/${respondent.token}/declaration?check`)
    const { text } = await respondent.get('declaration?check')
    expect(text).to.match(/<title>Error: /)
    for (const [field, message] of [
      ['capacity', 'Choose for whom you answer'],
      ['choice', 'Choose how you may be quoted'],
      ['agree', 'Tick the box to agree before you send'],
    ] as const) {
      expect(text).to.include(`href="#${field}"`).and.include(`id="${field}-error"`)
      expect(text.split(message)).to.have.length(3)
    }
    expect(text).to.include('value="Ines Marlow"')
  })

  it('lets a respondent have their answers sorted by people alone, and says so on the receipt', async () => {
    expect((await respondent.get('declaration')).text).to.include('sorted into themes by people alone')
    await respondent.send('declaration', { ...declaration, byHand: 'yes', agree: '' })
    expect((await respondent.get('declaration')).text).to.match(/name="byHand"[^>]* checked/)
    const sent = await respondent.send('send', { ...declaration, byHand: 'yes' })
    expect((await findByOrigin(draftIdOf(respondent.token)))?.consent[0]).to.include({ byHand: true })
    const receipt = await site.agent().get(sent.headers.location ?? '')
    expect(receipt.text).to.include('by people alone, as you asked')
  })

  it('lets a respondent ask to see each sentence first, and needs an address for that alone', async () => {
    expect((await respondent.get('declaration')).text).to.include(
      'If you do not answer, it is not published.',
    )
    for (const [email, message] of [
      [' ', 'Give an email address to be shown each sentence'],
      ['ines at example', 'Enter an email address in full'],
    ] as const) {
      await respondent.send('send', { ...declaration, approval: 'yes', email })
      const { text } = await respondent.get('declaration?check')
      expect(text).to.include(message).and.include('href="#email"')
      expect(text).to.match(/name="approval"[^>]* checked/)
    }
    expect(await findByOrigin(draftIdOf(respondent.token))).to.equal(null)
    const asked = { ...declaration, name: '', approval: 'yes', email: ' ines@example.org ' }
    const sent = await respondent.send('send', asked)
    const response = await findByOrigin(draftIdOf(respondent.token))
    expect(response?.consent[0]).to.include({ approval: true, wording: '5' })
    const [identity] = await findIdentities([response?.identity ?? ''])
    expect(identity).to.include({ name: '', email: 'ines@example.org' })
    const receipt = await site.agent().get(sent.headers.location ?? '')
    expect(receipt.text)
      .to.include('It is not published until you approve it')
      .and.not.include('ines@example')
  })

  it('lets a respondent ask to be told of reports, and needs an address for that', async () => {
    await respondent.send('send', { ...declaration, told: 'yes' })
    const { text } = await respondent.get('declaration?check')
    expect(text)
      .to.include('Give an email address to be told of reports')
      .and.match(/name="told"[^>]* checked/)
    const sent = await respondent.send('send', {
      ...declaration,
      name: '',
      told: 'yes',
      email: 'ines@example.org',
    })
    const response = await findByOrigin(draftIdOf(respondent.token))
    expect(response?.consent[0]).to.include({ told: true }).and.not.have.property('approval')
    expect((await findIdentities([response?.identity ?? '']))[0]).to.include({ email: 'ines@example.org' })
    const receipt = await site.agent().get(sent.headers.location ?? '')
    expect(receipt.text).to.include('You asked to be told when a report that quotes you is published')
  })

  it('keeps no address of one who does not ask for that', async () => {
    await respondent.send('send', { ...declaration, name: '', email: 'ines@example.org' })
    const response = await findByOrigin(draftIdOf(respondent.token))
    expect(response?.consent[0]).not.to.have.property('approval')
    expect(response).not.to.have.property('identity')
  })

  it('asks for the name or the role that a choice would print', async () => {
    await respondent.send('send', { ...declaration, choice: 'named', name: ' ' })
    expect((await respondent.get('declaration?check')).text).to.include('Give your name to be quoted by it')
    await respondent.send('send', { ...declaration, choice: 'named', capacity: 'organisation' })
    expect((await respondent.get('declaration?check')).text).to.include(
      'Give your organisation to be quoted by its name',
    )
    await respondent.send('about', { role: '', sector: '' })
    const elsewhere = await respondentTo(site, await openConsultation())
    await answerAll(elsewhere, { role: '', sector: '' })
    await elsewhere.send('send', declaration)
    const { text } = await elsewhere.get('declaration?check')
    expect(text)
      .to.include('Give your role or sector to be quoted by it')
      .and.include('?from=declaration#role')
  })

  it('takes no agreement to a wording that is shown no more', async () => {
    await respondent.send('send', { ...declaration, wording: '0' })
    expect((await respondent.get('declaration?check')).text).to.include(
      'was reworded since you opened this page',
    )
    expect(await findByOrigin(draftIdOf(respondent.token))).to.equal(null)
  })

  it('refuses a detail that is too long to print', async () => {
    await respondent.send('send', { ...declaration, name: 'n'.repeat(201) })
    expect((await respondent.get('declaration?check')).text).to.include(
      'Your name has 201 characters, and at most 200',
    )
  })

  for (const [choice, line] of [
    ['unnamed', '“…” — one respondent'],
    ['role', '“…” — a senior official in local government'],
    ['named', '“…” — Ines Marlow'],
  ] as const) {
    it(`is repeated on the receipt of one who chose “${choice}”`, async () => {
      await respondent.send('send', { ...declaration, choice })
      const { text } = await site.agent().get(`/receipt/${respondent.token}`)
      expect(text).to.include(`>${line}</p>`)
    })
  }

  it('warns where fewer than five fit the line of a role, and shows the line that is printed then', async () => {
    const generalIn = async (who: Respondent) => {
      const { text } = await who.get('declaration')
      const [, hidden, line] =
        /data-general role="status"( hidden)?>[\s\S]*?data-general-line>([^<]*)</.exec(text) ?? []
      return hidden ? undefined : line
    }
    // The first to answer: whatever they gave, nobody else fits it yet.
    expect(await generalIn(respondent)).to.equal('“…” — one respondent')
    const consultation = await openConsultation()
    const answered = async (about: Record<string, unknown>, sends = true) => {
      const who = await respondentTo(site, consultation)
      await answerAll(who, about)
      if (sends) await who.send('send', { ...declaration, choice: 'none' })
      return who
    }
    for (let i = 0; i < 4; i++) await answered({ role: 'a planner' })
    const other = await answered({ role: 'a harbour master' }, false)
    expect(await generalIn(other)).to.equal('“…” — one respondent in local government')
    expect((await other.get('declaration')).text).not.to.match(/\b4 respondents|four respondents/)
    const same = await answered({ role: 'a planner' }, false)
    expect(await generalIn(same)).to.equal(undefined)
    const { body } = await other.send('preview', declaration)
    expect(body).to.include({ general: '“…” — one respondent in local government' })
    const nothing = await answered({ role: '', sector: '' }, false)
    expect(await generalIn(nothing)).to.equal(undefined)
  })

  it('tells that a public body may be made to disclose, and keeps the reason for confidence with the identity', async () => {
    expect((await respondent.get('declaration')).text).not.to.include('Freedom of information')
    await respondent.send('send', { ...declaration, name: '', confidence: 'Nobody asked.' })
    expect(await findByOrigin(draftIdOf(respondent.token))).not.to.have.property('identity')

    const consultation = await openConsultation({ publicBody: true })
    const asked = await respondentTo(site, consultation)
    await answerAll(asked)
    expect((await asked.get('declaration')).text)
      .to.include('The Test Bench is a public body')
      .and.include('Why should your answers be kept in confidence? (optional)')
    await asked.send('send', { ...declaration, confidence: 'x'.repeat(5001) })
    expect((await asked.get('declaration?check')).text).to.include('href="#confidence">Your reason has 5,001')
    const reason = 'My employer forbids us\r\nto speak of contracts.'
    await asked.send('send', { ...declaration, name: '', confidence: reason })
    const response = await findByOrigin(draftIdOf(asked.token))
    expect(JSON.stringify(response)).not.to.include('employer')
    const [identity] = await findIdentities([response?.identity ?? ''])
    expect(identity?.confidence).to.equal('My employer forbids us\nto speak of contracts.')
    const read = async (role: 'owner' | 'researcher') =>
      (await (await site.signIn(role)).get(`/desk/${consultation}/responses/${response?._id}`).expect(200))
        .text
    expect(await read('owner')).to.include('My employer forbids us')
    expect(await read('researcher')).not.to.include('My employer forbids us')
  })

  it('prints nothing of one who allows no quotation', async () => {
    await respondent.send('send', { ...declaration, choice: 'none' })
    const { text } = await site.agent().get(`/receipt/${respondent.token}`)
    expect(text).to.include('None of your words will be printed').and.not.include('“…”')
  })
})
