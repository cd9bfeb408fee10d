import { expect } from 'chai'
import { addThemes } from '../../server/codebook/addThemes.ts'
import { archiveTheme, saveTheme } from '../../server/codebook/changeTheme.ts'
import { addExample } from '../../server/codebook/examples/change.ts'
import { hotShares } from '../../server/codebook/sharing/shareStore.ts'
import { codebookOf, themes } from '../../server/codebook/store.ts'
import { currentTexts } from '../../server/responses/currentTexts.ts'
import { addCorpus, respond, theme } from '../coding/corpus.ts'
import { pathOf } from '../coding/desk.ts'
import { type Agent, openSite, type Person, post, type Site } from '../site.ts'

const secret = 'My neighbour Aled Prosser pays his crew in cash every week'

describe('a codebook that is shared', () => {
  let site: Site
  let ines: Agent
  let person: Person
  let other: Agent
  let owner: Agent
  let made = 0
  let from = ''
  let to = ''
  before(async () => {
    site = await openSite()
    person = await site.addPerson('researcher')
    ines = await site.signInAs(person)
    other = await site.signIn('researcher')
    owner = await site.signIn('owner')
  })
  after(() => site.close())
  beforeEach(async () => {
    made++
    from = `lender${made}`
    to = `taker${made}`
    await addCorpus(from)
    await addCorpus(to)
    await addThemes(
      from,
      person.id,
      [theme('reward', ['reward']), theme('pay', ['pay'], { parent: 'reward' }), theme('hours', ['hour*'])],
      'Set up',
    )
  })

  const entry = {
    name: 'Pay',
    parent: 'reward',
    definition: 'Says something of pay.',
    include: '',
    exclude: '',
    colour: 'blue' as const,
    rules: ['pay'],
  }
  const share = (agent: Agent, fields: Record<string, unknown>) =>
    post(agent, `/desk/${from}/codebook-sharing`, { owner: person.id, to: 'all', changes: '0', ...fields })
  const offered = () => `/desk/${to}/codebook-sharing/${from}`
  const page = async (path: string, agent = ines) =>
    (await agent.get(path)).text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
  const numbers = async () => ({
    version: String((await codebookOf(from)).version),
    seen: String((await codebookOf(to)).version),
  })
  const take = async (chosen: string[], fields: Record<string, string> = {}) =>
    post(other, offered(), { themes: chosen, ...(await numbers()), ...fields })

  it('is offered by who owns it, to all or to some, and handed on', async () => {
    expect(await page(`/desk/${from}/codebook-sharing`)).to.contain('Owned by A researcher')
    expect((await share(other, {})).status).to.equal(403)
    expect(await page(`/desk/${from}/codebook-sharing`, other)).to.contain('Only who owns it')
    const wrong = await share(ines, { to: 'some', consultations: [from] })
    expect(await page(String(wrong.headers.location))).to.contain('Choose the consultations that may take')
    await share(ines, { to: 'some', consultations: [to] })
    expect(await page(`/desk/${to}/codebook-sharing`, other)).to.contain(`About ${from} 3 themes, version 1`)
    expect(await page(`/desk/${from}/codebook-sharing`)).to.contain(`Offered to About ${to}`)
    await addCorpus(`${to}b`)
    expect((await other.get(`/desk/${to}b/codebook-sharing/${from}`)).status).to.equal(404)
    const late = await share(ines, {})
    expect(await page(String(late.headers.location))).to.contain('Someone else changed this while you did')
    await share(owner, { to: 'nobody', changes: '1' })
    expect((await other.get(offered())).status).to.equal(404)
  })

  it('is taken as a copy that remembers which version it is of, and is undone at once', async () => {
    await addThemes(to, '', [theme('hours', [], { name: 'Hours' })], 'Set up')
    await share(ines, {})
    expect(await page(offered(), other))
      .to.contain('Pay Not here yet')
      .and.contain('Hours Stays as it is here')
    const none = await take([])
    expect(await page(String(none.headers.location), other)).to.contain('Choose the themes to take')
    const sent = await take(['reward', 'pay', 'hours'])
    expect(sent.headers.location).to.equal(`/desk/${to}/codebook-history`)
    const taken = await themes(to)
    expect(taken.map(({ name, parent, origin }) => [name, parent, origin])).to.deep.equal([
      ['Hours', null, undefined],
      ['Reward', null, { consultation: from, theme: 'reward', version: 1 }],
      ['Pay', 'reward', { consultation: from, theme: 'pay', version: 1 }],
    ])
    expect((await codebookOf(to)).change).to.equal(
      `Took version 1 of the codebook of About ${from}: 2 themes`,
    )
    expect(await page(`/desk/${to}/codebook-sharing`, other)).to.contain('what was taken of version 1')
    await post(other, `/desk/${to}/codebook-history/2/undo`, {})
    expect((await themes(to)).map(({ name }) => name)).to.deep.equal(['Hours'])
    expect(await page(offered(), other)).to.contain('Archived here, and would be in use again')
    await take(['pay'])
    expect((await themes(to)).map(({ name }) => name)).to.have.members(['Hours', 'Pay'])
  })

  it('tells of a newer version what changed, and has it taken over theme by theme', async () => {
    await share(ines, {})
    await take(['reward', 'pay', 'hours'])
    await saveTheme(
      from,
      { ...entry, definition: 'Says what work earns.', rules: ['pay', 'wage*'] },
      '',
      'pay',
    )
    await saveTheme(from, { ...entry, name: 'Shifts', parent: '', rules: ['shift*'] }, '')
    await archiveTheme(from, 'hours', '')
    await saveTheme(from, { ...entry, name: 'Rewards', parent: '', rules: ['reward'] }, '', 'reward')
    const own = { ...entry, name: 'Reward', parent: '', definition: 'Ours.', rules: ['reward'] }
    await saveTheme(to, { ...own, meaning: 'no' }, '', 'reward')
    expect(await page(`/desk/${to}/codebook-sharing`, other)).to.contain('There is a newer version.')
    const html = (await other.get(offered())).text
    const told = html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
    expect(html).to.match(/Put in: <\/span>what work earns/)
    expect(told).to.contain('Shifts Not here yet').and.contain('Hours Archived there')
    expect(told).to.contain('It is called Reward here. It was changed here, too:')
    expect(html.match(/name="themes" value="[^"]+" checked/g)).to.have.length(2)
    const unsaid = await take(['pay', 'hours'])
    expect(await page(String(unsaid.headers.location), other)).to.contain('Say whether the themes mean')
    await take(['pay', 'hours'], { meaning: 'yes' })
    const after = await themes(to)
    expect(after.map(({ name }) => name)).to.have.members(['Reward', 'Pay'])
    const pay = after.find(({ name }) => name === 'Pay')
    expect(pay).to.deep.include({
      definition: 'Says what work earns.',
      meaning: 3,
      origin: { consultation: from, theme: 'pay', version: 5 },
    })
    expect(pay?.rules.map(({ source }) => source)).to.deep.equal(['pay', 'wage*'])
    expect(after.find(({ name }) => name === 'Reward')?.definition).to.equal('Ours.')
    const left = await page(offered(), other)
    expect(left).to.contain('Shifts Not here yet').and.contain('Rewards').and.not.contain('Pay')
    await post(other, `/desk/${to}/codebook-history/3/undo`, {})
    const back = (await themes(to)).find(({ name }) => name === 'Pay')
    expect(back).to.deep.include({ definition: 'Says something of pay.' })
    expect(back?.origin?.version).to.equal(1)
  })

  it('takes over nothing that somebody changed while it was looked at', async () => {
    await share(ines, {})
    await take(['pay'])
    await saveTheme(from, { ...entry, rules: ['wage*'] }, '', 'pay')
    const before = await numbers()
    await saveTheme(to, { ...entry, parent: '', rules: ['salar*'] }, '', 'pay')
    const sent = await take(['pay'], before)
    expect(await page(String(sent.headers.location), other)).to.contain(
      'Someone else changed a theme of these',
    )
    expect((await themes(to))[0]?.rules.map(({ source }) => source)).to.deep.equal(['salar*'])
  })

  it('carries no testimony: no picked example, no words that were withdrawn', async () => {
    const response = await respond(from, 'a', { obstacles: `${secret}. Nothing else keeps people.` })
    const at = { by: person.id, at: new Date() }
    const picked = { text: currentTexts(response)[0] ?? '', start: 0, end: secret.length }
    await addExample(from, 'pay', { id: 'picked', kind: 'include', ...at, ...picked })
    await addExample(from, 'pay', { id: 'made', kind: 'include', ...at, words: 'We earn too little.' })
    await saveTheme(from, { ...entry, definition: `As one said: ${secret}.`, meaning: 'no' }, '', 'pay')
    await post(ines, `${pathOf(response)}/holds`, { kind: 'legal', note: '', heldWords: secret })
    await share(ines, {})
    expect((await other.get(offered())).text).to.not.contain('Prosser')
    await take(['pay'])
    const [pay] = await themes(to)
    expect(JSON.stringify(pay)).to.not.contain('Prosser')
    expect(pay?.examples).to.have.length(1)
    expect(pay?.examples?.[0]).to.include({ words: 'We earn too little.' })
  })

  it('is one of the two ways to begin, on the first page of a consultation and of its themes', async () => {
    for (const path of [`/desk/${to}`, `/desk/${to}/themes`]) {
      const told = await page(path)
      expect(told, path)
        .to.contain('From a codebook')
        .and.contain('Take one that another consultation shares')
      expect(told, path)
        .to.contain('With none, from reading')
        .and.contain('Add the first theme that you find')
    }
    const author = await site.signIn('author')
    expect(await page(`/desk/${to}`, author)).to.not.contain('Begin with the starter codebook')
  })

  it('finds what is offered by index', async () => {
    const plan = JSON.stringify(await hotShares.offeredTo(to).explain('queryPlanner').exec())
    expect(plan).to.contain('IXSCAN').and.not.contain('COLLSCAN')
  })
})
