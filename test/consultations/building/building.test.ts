import { expect } from 'chai'
import { latestEvents } from '../../../server/accounts/auditStore.ts'
import { placeOf } from '../../../server/consultations/building/edits.ts'
import { buildingOf } from '../../../server/consultations/building/store.ts'
import type { Question } from '../../../server/consultations/questions.ts'
import { type Agent, openSite, post, type Site } from '../../site.ts'
import { riverPages, unpublished } from './built.ts'

describe('building a questionnaire', () => {
  let site: Site
  let owner: Agent
  before(async () => {
    site = await openSite()
    owner = await site.signIn('owner')
  })
  after(() => site.close())

  const at = (id: string) => `/desk/${id}/questions`
  const pagesOf = async (id: string) => (await buildingOf({ _id: id, version: 0 })).pages
  const questionOf = async (id: string, question: string) => placeOf(await pagesOf(id), question)?.question
  const send = (path: string, fields: Record<string, unknown>, who = owner) =>
    post(who, path, fields, '/desk')
  const read = async (path: string, who = owner) =>
    (await who.get(path).expect(200)).text.replace(/&#x27;/g, '’').replace(/&quot;/g, '"')
  /** The hidden field that tells what a form was filled in on. */
  const seenOn = async (path: string) =>
    /name="seen" value="([^"]*)"/.exec((await owner.get(path)).text)?.[1]?.replace(/&quot;/g, '"') ?? ''

  it('begins with nothing, and takes pages and questions of every type', async () => {
    const id = await unpublished()
    expect(await read(at(id))).to.include('There are no questions yet')
    await send(`${at(id)}/new-page`, { title: 'Your  river', intro: '' })
    const options = 'Clean\nDirty {bad}\nSomething else {other; own words}\nNone of these {none; alone}'
    const entered: Record<Question['type'], Record<string, string>> = {
      shortText: { about: 'role' },
      longText: { wordLimit: '250' },
      email: {},
      number: { least: '0', most: '40.5', unit: 'years' },
      date: { earliest: '2020-01-31', latest: '' },
      one: { options: 'Farm {farm; printed: farming}\nWater', about: 'sector', required: 'yes' },
      several: { options },
      scale: { options: 'Agree\nDisagree' },
      dropdown: { options: 'Agree\nDisagree' },
      rating: { most: '5', low: 'Bad', high: '' },
      ranking: { options: 'Agree\nDisagree', places: '1' },
      matrix: { rows: 'Up stream\nDown stream {down}', options: 'Good\nBad' },
      file: {},
      statement: { text: 'First.\n\nSecond.' },
    }
    for (const [type, fields] of Object.entries(entered))
      await send(`${at(id)}/pages/your-river/add`, { type, label: `This is ${type}`, hint: '', ...fields })
    const made = new Map((await pagesOf(id))[0]?.questions.map(question => [question.type, question]))
    expect([...made.keys()]).to.have.members(Object.keys(entered))
    expect(made.get('shortText')).to.deep.equal({
      type: 'shortText',
      id: 'this-is-shorttext',
      label: 'This is shortText',
      required: false,
      about: 'role',
    })
    expect(made.get('several')).to.deep.include({
      options: [
        { value: 'clean', label: 'Clean' },
        { value: 'bad', label: 'Dirty' },
        { value: 'other', label: 'Something else', own: true },
        { value: 'none', label: 'None of these', exclusive: true },
      ],
    })
    expect(made.get('one')).to.deep.include({
      required: true,
      options: [
        { value: 'farm', label: 'Farm', printed: 'farming' },
        { value: 'water', label: 'Water' },
      ],
    })
    expect(made.get('number')).to.deep.include({ least: 0, most: 40.5, unit: 'years' })
    expect(made.get('number')).not.to.have.property('whole')
    expect(made.get('date')).to.deep.include({ earliest: '2020-01-31' }).and.not.to.have.property('latest')
    expect(made.get('rating')).to.deep.include({ most: 5, low: 'Bad', high: '' })
    expect(made.get('matrix')).to.deep.include({
      rows: [
        { id: 'up-stream', label: 'Up stream' },
        { id: 'down', label: 'Down stream' },
      ],
    })
    expect(made.get('statement')).to.deep.include({ text: ['First.', 'Second.'], required: false })
    for (const question of made.values()) await owner.get(`${at(id)}/all/${question.id}`).expect(200)
  })

  it('keeps what was entered where something is wrong, and says where', async () => {
    const id = await unpublished(riverPages)
    const form = `${at(id)}/pages/rivers/add?type=rating`
    await send(`${at(id)}/pages/rivers/add`, {
      type: 'rating',
      label: '',
      most: '11',
      low: 'Bad',
      high: 'Good',
    })
    const text = await read(form)
    expect(text).to.include('Enter the question').and.to.include('href="#most"').and.to.include('value="Bad"')
    await send(`${at(id)}/pages/rivers/add`, { type: 'one', label: 'Which?', options: 'A {x}\nB {y; odd}' })
    const again = await read(`${at(id)}/pages/rivers/add?type=one`)
    expect(again).to.include('Line 2: “odd” is none of the marks').and.to.include('B {y; odd}')
    expect((await pagesOf(id))[1]?.questions).to.have.length(2)
  })

  it('keeps the values of options whose words are changed, and the condition of the question', async () => {
    const id = await unpublished(riverPages)
    const form = `${at(id)}/all/sector`
    const text = await read(form)
    expect(text).to.include('Farming {farm; printed: farming}\nWater company {water}')
    const fields = { type: 'one', label: 'Where do you work?', required: 'yes', about: 'sector' }
    await send(form, {
      ...fields,
      seen: await seenOn(form),
      options: 'Farms and fields {farm}\nWater company {water}\nThe state',
    })
    expect(await questionOf(id, 'sector')).to.deep.include({
      options: [
        { value: 'farm', label: 'Farms and fields' },
        { value: 'water', label: 'Water company' },
        { value: 'the-state', label: 'The state' },
      ],
    })
    const why = `${at(id)}/all/why`
    await send(why, { type: 'longText', label: 'Why, {{role}}?', seen: await seenOn(why) })
    expect(await questionOf(id, 'why')).to.deep.include({
      when: { question: 'state', is: 'answered' },
      label: 'Why, {{role}}?',
    })
  })

  it('gives a question another id in conditions and wordings too, as long as it was not published', async () => {
    const id = await unpublished(riverPages)
    const role = `${at(id)}/all/role`
    await send(role, {
      type: 'shortText',
      label: 'Role?',
      about: 'role',
      id: 'post',
      seen: await seenOn(role),
    })
    const state = `${at(id)}/all/state`
    await send(state, { type: 'longText', label: 'State?', id: 'condition', seen: await seenOn(state) })
    expect(await questionOf(id, 'why')).to.deep.include({
      label: 'As {{post}}, why is that so?',
      when: { question: 'condition', is: 'answered' },
    })
    await send(`${at(id)}/all/post`, {
      type: 'shortText',
      label: 'Role?',
      id: 'sector',
      seen: await seenOn(`${at(id)}/all/post`),
    })
    expect(await read(`${at(id)}/all/post`)).to.include('Another question has the id “sector”')
  })

  it('moves, copies and removes pages and questions, and takes each back', async () => {
    const id = await unpublished(riverPages)
    const order = async () =>
      (await pagesOf(id)).map(page => [page.id, ...page.questions.map(({ id }) => id)].join(' '))
    const undo = async () => {
      const version = /name="version" value="(\d+)"/.exec(await read(at(id)))?.[1]
      await send(`${at(id)}/undo`, { version })
    }
    await send(`${at(id)}/all/state/arrange`, { do: 'up' })
    expect(await order()).to.deep.equal(['about role sector state', 'rivers why'])
    await send(`${at(id)}/all/state/arrange`, { do: 'down' })
    await send(`${at(id)}/pages/rivers/arrange`, { do: 'up' })
    expect(await order()).to.deep.equal(['rivers state why', 'about role sector'])
    await send(`${at(id)}/pages/rivers/arrange`, { do: 'copy' })
    expect(await order()).to.deep.equal(['rivers state why', 'rivers-2 state-2 why-2', 'about role sector'])
    expect(await questionOf(id, 'why-2')).to.deep.include({ when: { question: 'state-2', is: 'answered' } })
    await send(`${at(id)}/pages/about/arrange`, { do: 'remove' })
    const text = await read(at(id))
    expect(text)
      .to.include('Undo: removed the page “About you”')
      .and.to.include('To mend before it can be published')
    await undo()
    await undo()
    expect(await order()).to.deep.equal(['rivers state why', 'about role sector'])
    await send(`${at(id)}/undo`, { version: '1' })
    expect(await read(at(id))).to.include('nothing was undone')
    const events = (await latestEvents()).filter(({ on }) => on === id).map(({ what }) => what)
    expect(events).to.include('questionnaire: removed the page “About you”')
    expect(events).to.include('questionnaire: undid “removed the page “About you””')
  })

  it('lets two owners change different questions at once, and neither overwrite the other’s unseen', async () => {
    const id = await unpublished(riverPages)
    const other = await site.signIn('owner')
    const seen = await seenOn(`${at(id)}/all/state`)
    await send(
      `${at(id)}/all/role`,
      { type: 'shortText', label: 'Your post?', about: 'role', seen: await seenOn(`${at(id)}/all/role`) },
      other,
    )
    await send(`${at(id)}/all/state`, { type: 'longText', label: 'How clean is it?', seen })
    expect(await questionOf(id, 'role')).to.include({ label: 'Your post?' })
    await send(
      `${at(id)}/all/state`,
      { type: 'longText', label: 'Is it clean?', wordLimit: '50', seen },
      other,
    )
    const text = await read(`${at(id)}/all/state`, other)
    expect(text).to.include('it reads “How clean is it?” now').and.to.include('Is it clean?')
    expect(await questionOf(id, 'state')).to.include({ label: 'How clean is it?' })
    const again = /name="seen" value="([^"]*)"/.exec(text)?.[1]
    await send(
      `${at(id)}/all/state`,
      { type: 'longText', label: 'Is it clean?', wordLimit: '50', seen: again },
      other,
    )
    expect(await questionOf(id, 'state')).to.include({ label: 'Is it clean?', wordLimit: 50 })
  })

  it('keeps what somebody entered of a question or page that another removed meanwhile', async () => {
    const id = await unpublished(riverPages)
    const seen = await seenOn(`${at(id)}/all/why`)
    await send(`${at(id)}/all/why/arrange`, { do: 'remove' })
    const entered = { type: 'longText', page: 'rivers', label: 'Why is it so low?', seen }
    const { headers } = await send(`${at(id)}/all/why`, entered)
    const again = headers.location ?? ''
    expect(await read(again))
      .to.include('Someone else removed this question')
      .and.to.include('Why is it so low?')
    await send(again.replace(/\?.*/, ''), { ...entered, seen: '' })
    expect((await pagesOf(id))[1]?.questions.at(-1)).to.include({ label: 'Why is it so low?' })
    await send(`${at(id)}/pages/rivers/arrange`, { do: 'remove' })
    const page = await send(`${at(id)}/pages/rivers`, { title: 'The river', intro: 'Yours.' })
    expect(await read(page.headers.location ?? ''))
      .to.include('removed this page')
      .and.to.include('value="The river"')
    const added = await send(`${at(id)}/pages/rivers/add`, { ...entered, label: 'And now?' })
    expect(added.headers.location).to.include('/pages/about/add')
    expect(await read(added.headers.location ?? '')).to.include('And now?')
  })

  it('says conditions in words, and has them changed line by line', async () => {
    const id = await unpublished(riverPages)
    expect(await read(at(id))).to.include('Shown when “Where do you work?” is “Farming”')
    const form = `${at(id)}/pages/rivers/when`
    const line = { 'question-0': 'sector', 'is-0': 'not equals', 'value-0': 'water' }
    await send(form, {
      do: 'add',
      lines: '1',
      join: 'all',
      ...line,
      earlier: 'role',
      seen: await seenOn(form),
    })
    const shown = await read(form)
    expect(shown).to.include('2. What is your role?').and.to.include('value="not equals" selected')
    const both = { lines: '2', join: 'any', ...line, 'question-1': 'role', 'is-1': 'contains' }
    await send(form, { do: 'save', ...both, 'value-1': '', seen: await seenOn(form) })
    expect(await read(form)).to.include('Say what “What is your role?” is compared with')
    await send(form, { do: 'save', ...both, 'value-1': 'warden', seen: await seenOn(form) })
    expect((await pagesOf(id))[1]?.when).to.deep.equal({
      any: [
        { not: { question: 'sector', is: 'equals', value: 'water' } },
        { question: 'role', is: 'contains', value: 'warden' },
      ],
    })
    expect(await read(at(id))).to.include('is not “Water company” or “What is your role?” contains “warden”')
    await send(form, { do: 'save', ...both, 'value-1': 'ranger', seen: 'null' })
    expect(await read(form))
      .to.include('Someone else changed this condition')
      .and.to.include('value="ranger"')
    await send(form, { do: 'always', seen: await seenOn(form) })
    expect((await pagesOf(id))[1]).not.to.have.property('when')
  })

  it('shows a nested condition in words, to be kept, replaced or removed', async () => {
    const nested = {
      all: [
        { question: 'role', is: 'answered' as const },
        {
          any: [
            { question: 'sector', is: 'equals' as const, value: 'farm' },
            { question: 'role', is: 'equals' as const, value: 'x' },
          ],
        },
      ],
    }
    const [about, rivers] = riverPages
    if (!about || !rivers) throw new Error('the pages are gone')
    const id = await unpublished([about, { ...rivers, when: nested }])
    const form = `${at(id)}/pages/rivers/when`
    const text = await read(form)
    expect(text).to.include(
      'was answered and (“Where do you work?” is “Farming” or “What is your role?” is “x”)',
    )
    expect(text).to.include('Remove it: show it always').and.not.to.include('name="lines"')
    expect(await read(`${form}?replace`)).to.include('name="lines" value="0"')
    await send(form, { do: 'always', seen: await seenOn(form) })
    expect((await pagesOf(id))[1]).not.to.have.property('when')
  })

  it('shows the questions to those who may not change them, without a button', async () => {
    const id = await unpublished(riverPages)
    const researcher = await site.signIn('researcher')
    const text = await read(at(id), researcher)
    expect(text)
      .to.include('How is it kept?')
      .and.not.to.include('value="remove"')
      .and.not.to.include('Add a page')
    await researcher.get(`${at(id)}/all/state`).expect(403)
  })
})
