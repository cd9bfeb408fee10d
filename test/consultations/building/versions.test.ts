import { expect } from 'chai'
import mongoose from 'mongoose'
import { latestEvents } from '../../../server/accounts/auditStore.ts'
import { differencesOf } from '../../../server/consultations/building/differences.ts'
import { publish } from '../../../server/consultations/building/publish.ts'
import { buildingOf, keepBuilding } from '../../../server/consultations/building/store.ts'
import type { Page, Question } from '../../../server/consultations/questions.ts'
import {
  type Consultation,
  findConsultation,
  freezeQuestionnaire,
} from '../../../server/consultations/store.ts'
import { unitedQuestions } from '../../../server/consultations/versions.ts'
import { testimonyQuestions } from '../../../server/findings/questions.ts'
import { type Agent, openSite, post, type Site } from '../../site.ts'
import { riverPages, unpublished } from './built.ts'

describe('publishing a questionnaire', () => {
  let site: Site
  let owner: Agent
  before(async () => {
    site = await openSite()
    owner = await site.signIn('owner')
  })
  after(() => site.close())

  const at = (id: string) => `/desk/${id}/questions`
  const found = async (id: string): Promise<Consultation> => {
    const consultation = await findConsultation(id)
    if (!consultation) throw new Error('the consultation is gone')
    return consultation
  }
  const read = async (path: string) => (await owner.get(path).expect(200)).text
  const press = async (id: string) => {
    const seen = /name="seen" value="(\d+)"/.exec(await read(`${at(id)}/publish`))?.[1]
    return post(owner, `${at(id)}/publish`, { seen }, '/desk')
  }
  /** Puts other pages in the place of what is built. */
  const build = async (id: string, change: (pages: Page[]) => Page[]) => {
    const building = await buildingOf(await found(id))
    const kept = { what: 'built', account: 'test', at: new Date() }
    expect(await keepBuilding(building, { ...building, pages: change(building.pages) }, kept)).to.equal(true)
  }
  const withQuestions = (change: (question: Question) => Question[]) => (pages: Page[]) =>
    pages.map(page => ({ ...page, questions: page.questions.flatMap(change) }))

  it('makes a consultation public, which was not there before', async () => {
    const id = await unpublished(riverPages)
    await site.agent().get(`/c/${id}`).expect(404)
    const before = await read(`${at(id)}/publish`)
    expect(before).to.include('Publish version 1').and.to.include('How is it kept?')
    await press(id)
    expect((await site.agent().get(`/c/${id}`).expect(200)).text).to.include('How rivers are kept')
    const started = await site.agent().post(`/c/${id}/start`)
    expect(started.headers.location).to.match(/\/about$/)
    const events = (await latestEvents()).filter(({ on }) => on === id).map(({ what }) => what)
    expect(events).to.deep.equal(['published version 1 of the questions'])
  })

  it('shows what changes first, lets drafts finish on their version, and asks the new one of others', async () => {
    const id = await unpublished(riverPages)
    await press(id)
    expect(await read(`${at(id)}/publish`)).to.include(
      'Nothing is different from the version that is published',
    )
    const early = await site.agent().post(`/c/${id}/start`)
    await build(
      id,
      withQuestions(question =>
        question.id === 'role' ? [{ ...question, label: 'Your post?' }] : [question],
      ),
    )
    expect(await read(at(id))).to.include('What stands below is different')
    const shown = await read(`${at(id)}/publish`)
    expect(shown).to.include('Wording changed from “What is your role?” to “Your post?”')
    await press(id)
    const late = await site.agent().post(`/c/${id}/start`)
    expect((await site.agent().get(early.headers.location ?? '')).text).to.include('What is your role?')
    expect((await site.agent().get(late.headers.location ?? '')).text).to.include('Your post?')
    const checkOf = async ({ headers }: { headers: Record<string, string> }) =>
      (await site.agent().get(`${headers.location?.replace(/\/about$/, '')}/check`)).text
    expect(await checkOf(early)).to.include(
      'The questions of this consultation were changed after you began.',
    )
    expect(await checkOf(late)).not.to.include('were changed after you began')
    const list = await read(`${at(id)}/versions`)
    expect(list)
      .to.include('Version 2')
      .and.to.include('1 difference from the version before')
      .and.to.include('by A owner')
    expect(await read(`${at(id)}/versions/1`)).to.include('What is your role?')
    await post(owner, `${at(id)}/versions/1/restore`, {}, '/desk')
    expect((await buildingOf(await found(id))).pages).to.deep.equal(riverPages)
  })

  it('refuses another type for a question that was published, even after it was taken out', async () => {
    const id = await unpublished(riverPages)
    await press(id)
    await build(
      id,
      withQuestions(question => (question.id === 'why' ? [] : [question])),
    )
    await press(id)
    await build(id, pages =>
      pages.map(page => ({
        ...page,
        questions: [
          ...page.questions,
          ...(page.id === 'about'
            ? [{ id: 'why', type: 'file' as const, label: 'Why?', required: false }]
            : []),
        ],
      })),
    )
    const text = await read(`${at(id)}/publish`)
    expect(text).to.include('“why” was published as another type of question (long text)')
    expect(text)
      .to.include(`href="${at(id)}/all/why"`)
      .and.not.to.include('<button class="govuk-button">Publish')
    await post(owner, `${at(id)}/publish`, { seen: '3' }, '/desk')
    expect((await found(id)).version).to.equal(2)
  })

  it('publishes what was seen, and each version once', async () => {
    const id = await unpublished(riverPages)
    const consultation = await found(id)
    await build(
      id,
      withQuestions(question => [{ ...question, required: false }]),
    )
    expect(await publish(consultation, 'test', 1, new Date())).to.deep.include({ ok: false })
    const both = await Promise.all([1, 2].map(() => publish(consultation, 'test', 2, new Date())))
    expect(both.map(({ ok }) => ok).sort()).to.deep.equal([false, true])
    expect((await found(id)).version).to.equal(1)
  })

  it('makes good a publishing that was killed half-way', async () => {
    const id = await unpublished(riverPages)
    await freezeQuestionnaire({ consultation: id, version: 1, pages: riverPages })
    expect((await found(id)).version).to.equal(0)
    expect(await read(at(id))).to.include('Version 1 is published')
    expect((await found(id)).version).to.equal(1)
  })

  it('puts the versions together by the ids of their questions', async () => {
    const id = await unpublished(riverPages)
    await press(id)
    await build(id, pages =>
      withQuestions(question =>
        question.id === 'state'
          ? []
          : question.id === 'sector' && question.type === 'one'
            ? [
                {
                  ...question,
                  label: 'Your sector?',
                  options: [
                    { value: 'state', label: 'The state' },
                    { value: 'water', label: 'Water' },
                  ],
                },
              ]
            : [question],
      )(pages).map(page => ({
        ...page,
        questions: page.questions.map(({ when: _, ...question }) => question as Question),
      })),
    )
    await build(id, pages => pages.map(({ when: _, ...page }) => page))
    await press(id)
    const united = await unitedQuestions(await found(id))
    expect(united.map(question => question.id)).to.deep.equal(['role', 'sector', 'why', 'state'])
    const told = await testimonyQuestions(await found(id))
    expect(told.map(({ id }) => id)).to.deep.equal(['why', 'state'])
    expect(told[1]?.label).to.equal('How is it kept?')
    expect(united[1]).to.deep.include({
      label: 'Your sector?',
      options: [
        { value: 'state', label: 'The state' },
        { value: 'water', label: 'Water' },
        { value: 'farm', label: 'Farming', printed: 'farming' },
      ],
    })
  })

  it('keeps published versions as they are', async () => {
    const id = await unpublished(riverPages)
    await press(id)
    expect(await freezeQuestionnaire({ consultation: id, version: 1, pages: [] })).to.equal(false)
    const stored = await mongoose.connection
      .collection<{ _id: string; pages: Page[] }>('questionnaires')
      .findOne({ _id: `${id}@1` })
    expect(stored?.pages).to.deep.equal(riverPages)
  })
})

describe('the differences between two questionnaires', () => {
  const [about, rivers] = riverPages as [Page, Page]

  it('are what was added, removed and changed, each said once', () => {
    const [role, sector] = about.questions as [Question, Question]
    const changed: Page[] = [
      { ...about, title: 'You', questions: [{ ...role, required: false, hint: 'In a word.' }] },
      {
        ...rivers,
        when: { question: 'role', is: 'contains', value: 'warden' },
        questions: [sector, ...rivers.questions],
      },
      {
        id: 'more',
        title: 'More',
        questions: [{ id: 'rest', type: 'longText', label: 'What else?', required: false }],
      },
    ]
    const said = differencesOf(riverPages, changed).map(({ what, id, details }) =>
      [what, id, ...details].join(' | '),
    )
    expect(said).to.deep.equal([
      'changed | about | Title changed from “About you” to “You”.',
      'changed | rivers | Asked only when “What is your role?” contains “warden”; before, only when “Where do you work?” is “Farming”.',
      'added | more',
      'changed | role | Hint added: “In a word.”. | Need not be answered now.',
      'changed | sector | Moved to the page “Your river”.',
      'added | rest',
    ])
    expect(differencesOf(riverPages, [about]).map(({ what, id }) => `${what} ${id}`)).to.deep.equal([
      'removed rivers',
      'removed state',
      'removed why',
    ])
  })

  it('tell of options, their order and their marks', () => {
    const scale = (options: Question & { type: 'scale' }): Page[] => [
      { id: 'p', title: 'P', questions: [options] },
    ]
    const question = { id: 'q', type: 'scale' as const, label: 'Q?', required: true }
    const [a, b, c] = ['a', 'b', 'c'].map(value => ({ value, label: value.toUpperCase() })) as [
      { value: string; label: string },
      { value: string; label: string },
      { value: string; label: string },
    ]
    const [difference] = differencesOf(
      scale({ ...question, options: [a, b] }),
      scale({ ...question, options: [{ ...b, own: true }, { ...a, label: 'Ah' }, c] }),
    )
    expect(difference?.details).to.deep.equal([
      'Option added: “C”.',
      'Option “B”: its marks changed.',
      'Option changed from “A” to “Ah”.',
      'Options stand in another order.',
    ])
  })

  it('are none between the same pages, whatever the order of their fields', () => {
    const other = riverPages.map(page => ({
      ...page,
      questions: page.questions.map(
        question => Object.fromEntries(Object.entries(question).reverse()) as Question,
      ),
    }))
    expect(differencesOf(riverPages, other)).to.deep.equal([])
  })
})
