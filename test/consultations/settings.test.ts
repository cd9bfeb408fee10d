import { expect } from 'chai'
import mongoose from 'mongoose'
import { latestEvents } from '../../server/accounts/auditStore.ts'
import { momentShown, shownIn } from '../../server/consultations/running/zonedTime.ts'
import { findConsultation, freezeQuestionnaire } from '../../server/consultations/store.ts'
import { momentIn } from '../../server/http/helpers/momentIn.ts'
import { type Agent, openSite, post, type Site } from '../site.ts'

const entered = {
  title: 'How harbours are staffed',
  asker: 'The Quay Board',
  why: 'We decide in spring.\r\n\r\nWe hope to learn what keeps pilots.',
  howUsed: 'Every answer is read.',
  contact: 'quay@board.example',
  opensAt: '2027-03-01T09:00',
  closesAt: '2027-07-01T17:00',
  zone: 'Europe/London',
}

describe('Starting a consultation and saying what it is', () => {
  let site: Site
  let owner: Agent
  before(async () => {
    site = await openSite()
    owner = await site.signIn('owner', 'administrator')
  })
  after(() => site.close())

  const begin = (changes: Record<string, unknown> = {}) =>
    post(owner, '/desk/new', { ...entered, ...changes }, '/desk/new')
  const told = async () => (await owner.get('/desk/new').expect(200)).text

  it('keeps what was entered, under an address made from the title, asking nothing and seen by nobody', async () => {
    const { headers } = await begin()
    expect(headers.location).to.equal('/desk/how-harbours-are-staffed/setup')
    const made = await findConsultation('how-harbours-are-staffed')
    expect(made).to.deep.include({
      ...{ version: 0, kind: 'open', title: entered.title, asker: entered.asker, contact: entered.contact },
      why: ['We decide in spring.', 'We hope to learn what keeps pilots.'],
      opensAt: new Date('2027-03-01T09:00Z'),
      closesAt: new Date('2027-07-01T16:00Z'),
    })
    const { text } = await owner.get('/desk/how-harbours-are-staffed/setup').expect(200)
    expect(text).to.include('Nobody sees it yet').and.include('/desk/how-harbours-are-staffed/questions')
    expect((await site.agent().get('/c/how-harbours-are-staffed')).status).to.equal(404)
    expect((await latestEvents())[0]).to.include({
      what: 'began a consultation',
      on: 'how-harbours-are-staffed',
    })
  })

  it('gives the next of the same title another address, and takes the one that is asked for unless it is taken', async () => {
    await begin({ title: 'Twice' })
    expect((await begin({ title: 'Twice' })).headers.location).to.equal('/desk/twice-2/setup')
    expect((await begin({ slug: 'Quays-2027' })).headers.location).to.equal('/desk/quays-2027/setup')
    expect((await begin({ slug: 'quays-2027' })).headers.location).to.equal('/desk/new')
    expect(await told())
      .to.include('Another consultation has this address')
      .and.include('We hope to learn what keeps pilots.')
    for (const slug of ['new', 'a--b', '../desk', 'x'.repeat(51)]) {
      await begin({ slug })
      expect(await told(), slug).to.include('Write the address in letters')
    }
    expect((await begin({ title: 'New' })).headers.location).to.equal('/desk/new-2/setup')
    expect((await begin({ title: '¿?' })).headers.location).to.equal('/desk/consultation/setup')
  })

  it('tells everything that is wrong at once, each with its field, and loses nothing of what was entered', async () => {
    await begin({
      title: ' ',
      contact: '',
      closesAt: 'soon',
      opensAt: '2027-03-28T01:30',
      why: 'Kept words.',
    })
    const text = await told()
    for (const message of [
      'href="#title">Enter the title',
      'href="#contact">Enter how people can reach you',
      'href="#opensAt">The clocks of UK time leave that time out',
      'href="#closesAt">Enter the date and the time at which it closes in full',
      'Kept words.',
      'value="2027-03-28T01:30"',
    ])
      expect(text).to.include(message)
    await begin({ closesAt: entered.opensAt })
    expect(await told()).to.include('href="#closesAt">It must close after it opens')
    await begin({ zone: 'Europe/Atlantis' })
    expect(await told()).to.include('Choose a time zone from the list')
  })

  it('says what comes next, from the first page of questions to the reading of responses', async () => {
    await begin({ slug: 'stepwise' })
    const setup = async () => (await owner.get('/desk/stepwise/setup').expect(200)).text
    const next = async () => /<a class="govuk-button" href="([^"]+)"/.exec(await setup())?.[1]
    const questions = '/desk/stepwise/questions'
    expect(await next()).to.equal(questions)
    expect(await setup()).to.include('<code>http://127.0.0.1/c/stepwise</code>')
    expect((await owner.get('/desk/stepwise')).text).to.include('href="/desk/stepwise/setup">Set up and run')
    expect((await owner.get('/desk/stepwise/responses')).text)
      .to.include('Nobody can answer yet')
      .and.not.include('href="/c/stepwise"')
    await post(owner, `${questions}/new-page`, { title: 'Your quay' })
    expect(await next()).to.equal('/desk/stepwise/pages')
    await post(owner, '/desk/stepwise/pages', {
      ...{ basis: 'publicTask', isPublicBody: 'no', keptMonths: '12', regulator: 'The regulator', seen: 0 },
    })
    expect(await next()).to.equal(`${questions}/publish`)
    const opening = (opensAt: string, closesAt: string, version: number) =>
      mongoose.connection
        .collection<{ _id: string }>('consultations')
        .updateOne(
          { _id: 'stepwise' },
          { $set: { opensAt: new Date(opensAt), closesAt: new Date(closesAt), version } },
        )
    await opening('2020-01-01', '2020-02-01', 0)
    expect(await next()).to.equal('/desk/stepwise/hours')
    const known = { label: 'What keeps pilots?', type: 'longText', required: false, id: 'pilots' } as const
    await freezeQuestionnaire({
      ...{ consultation: 'stepwise', version: 1 },
      pages: [{ id: 'quay', title: 'Your quay', questions: [known] }],
    })
    await opening('2090-01-01', '2090-02-01', 1)
    expect(await next()).to.equal('/desk/stepwise/invitations')
    await opening('2020-01-01', '2090-02-01', 1)
    expect(await next()).to.equal('/desk/stepwise/results/live')
    await opening('2020-01-01', '2020-02-01', 1)
    expect(await next()).to.equal('/desk/stepwise/responses')
    expect((await owner.get('/desk')).text).to.include('Closed at midnight at the start of 1 February 2020')
  })

  it('changes the words, and tells the audit trail which', async () => {
    await begin({ slug: 'changed' })
    await post(owner, '/desk/changed/settings', {
      ...entered,
      title: 'Pilots',
      contact: 'x@y.example',
      seen: 0,
    })
    expect(await findConsultation('changed')).to.include({
      title: 'Pilots',
      contact: 'x@y.example',
      changes: 1,
    })
    expect((await latestEvents())[0]?.what).to.equal(
      'changed what the first page says: title, how people can reach you',
    )
  })

  it('does not write over what another owner saved meanwhile, and shows both', async () => {
    await begin({ slug: 'both' })
    const path = '/desk/both/settings'
    await post(owner, path, { ...entered, title: 'Theirs', seen: 0 })
    const late = await post(owner, path, { ...entered, title: 'Mine', seen: 0 })
    expect(late.headers.location).to.equal(path)
    const { text } = await owner.get(path).expect(200)
    expect(text)
      .to.include('Somebody else changed the settings')
      .and.include('value="Mine"')
      .and.match(/Title, as somebody else saved it:<\/p><div class="as-written">Theirs</)
      .and.not.include('Who asks, as somebody else')
    expect((await findConsultation('both'))?.title).to.equal('Theirs')
    await post(owner, path, { ...entered, title: 'Both', seen: 1 })
    expect((await findConsultation('both'))?.title).to.equal('Both')
  })

  it('knows the clocks of every zone, in summer, in winter and in the nights between', () => {
    for (const [zone, shown, moment] of [
      ['Europe/London', '2027-01-15T09:30', '2027-01-15T09:30:00.000Z'],
      ['Europe/London', '2027-07-15T09:30', '2027-07-15T08:30:00.000Z'],
      ['Europe/London', '2027-03-28T01:30', undefined],
      ['Europe/London', '2027-10-31T01:30', '2027-10-31T01:30:00.000Z'],
      ['America/New_York', '2027-11-07T01:30', '2027-11-07T06:30:00.000Z'],
      ['Asia/Kolkata', '2027-01-01T00:00', '2026-12-31T18:30:00.000Z'],
      ['UTC', '2027-02-29T10:00', undefined],
    ] as const) {
      const found = momentShown(zone, shown)
      expect(found?.toISOString(), `${zone} ${shown}`).to.equal(moment)
      if (found) expect(shownIn(zone, found)).to.equal(shown)
    }
    for (const [time, zone, said] of [
      ['2026-11-30T23:59Z', 'Europe/London', '11:59 pm on 30 November 2026, UK time'],
      ['2026-07-01T11:00Z', 'Europe/London', 'midday on 1 July 2026, UK time'],
      [
        '2026-11-30T23:00Z',
        'Europe/Paris',
        'midnight at the start of 1 December 2026, Central European Time',
      ],
      ['2026-07-01T12:30Z', 'UTC', '12:30 pm on 1 July 2026, UTC'],
    ] as const)
      expect(momentIn(new Date(time), zone)).to.equal(said)
  })
})
