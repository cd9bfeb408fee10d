import { expect } from 'chai'
import { codebookOf } from '../../server/codebook/store.ts'
import { codingsOf } from '../../server/coding/codingStore.ts'
import { listMemos } from '../../server/coding/memos/memoStore.ts'
import { coderNames } from '../../server/coding/pages/names.ts'
import { findConsultation } from '../../server/consultations/store.ts'
import type { Progress, Runner } from '../../server/jobs/runner.ts'
import { registerProjects } from '../../server/projects/bring/bringProject.ts'
import { currentConsent } from '../../server/responses/response.ts'
import { listResponses } from '../../server/responses/store.ts'
import { findTexts } from '../../server/responses/textStore.ts'
import { type ZipEntry, zip } from '../files/made/zip.ts'
import { codes, guid, project, selection, source } from '../files/project/made.ts'
import { shown } from '../importing/bringing.ts'
import { type Agent, openSite, type Site } from '../site.ts'
import { bring, upload } from './bring.ts'

const first = 'The 🚢 waits.\r\nNobody mends the crane.'

/** As a program writes it that counts UTF-16 code units and CR LF as two. */
function made(): ZipEntry[] {
  const at = (words: string) => [first.indexOf(words), first.indexOf(words) + words.length] as const
  return [
    {
      name: 'Project.qde',
      content: project(
        `<Users><User guid="{${guid(900)}}" name="Bram Ostler"/></Users>
        ${codes(
          `<Code guid="${guid(1)}" name="Delay" isCodable="true" color="#ff0000"><Code guid="${guid(2)}" name="Delay" isCodable="true"><NoteRef targetGUID="${guid(50)}"/></Code></Code>`,
        )}
        <Variables><Variable guid="${guid(70)}" name="Port" typeOfVariable="Text"/></Variables>
        <Cases><Case guid="${guid(80)}" name="Crew A"><VariableValue><VariableRef targetGUID="${guid(70)}"/><TextValue>North</TextValue></VariableValue><SourceRef targetGUID="${guid(10)}"/><SourceRef targetGUID="${guid(11)}"/><SourceRef targetGUID="${guid(99)}"/></Case></Cases>
        <Sources>${source(
          10,
          'Interview',
          'a',
          [
            selection(20, ...at('waits'), 1),
            selection(21, ...at('Nobody mends'), 2),
            selection(22, ...at('crane'), 1, 2),
            selection(23, 5, 5, 1),
            selection(24, 30, 9_999, 1),
            selection(25, 8_000, 9_999, 1),
            selection(26, ...at('mends'), 77),
            selection(27, 0, 3),
          ].join(''),
        )}${source(11, 'Second', 'b')}${source(12, 'Alone', 'c')}</Sources>
        <Notes><Note guid="${guid(50)}" name="On delay"><PlainTextContent>Which delay?</PlainTextContent></Note>
        <Note guid="${guid(51)}" name="Idea"><PlainTextContent>Ask again.</PlainTextContent></Note></Notes>
        <Links><Link guid="${guid(60)}" originGUID="${guid(51)}" targetGUID="${guid(22)}"/></Links>`,
      ),
    },
    { name: 'Sources/a.txt', content: first },
    { name: 'Sources/b.txt', content: 'The second talk.' },
    { name: 'Sources/c.txt', content: 'Nobody asked.' },
  ]
}

describe('A project of another program', () => {
  let site: Site
  let agent: Agent
  let page: string
  before(async () => {
    site = await openSite()
    agent = await site.signIn('owner')
    page = shown(await agent.get(await bring(site, agent, zip(made()), 'Other cranes')))
  })
  after(() => site.close())

  const consultation = 'other-cranes'

  it('becomes respondents, texts, themes, and codings where they were meant', async () => {
    const responses = await listResponses(consultation)
    expect(responses.map(({ attributes }) => attributes)).to.have.deep.members([
      { Port: 'North', id: 'Crew A' },
      { id: 'Alone' },
    ])
    expect(
      (await codebookOf(consultation)).themes.map(({ name, parent, colour }) => [name, parent, colour]),
    ).to.deep.equal([
      ['Delay', null, 'red'],
      ['Delay – Delay', 'delay', 'red'],
    ])
    const codings = await codingsOf(consultation)
    const texts = new Map(
      (await findTexts(codings.map(({ text }) => text))).map(({ _id, text }) => [_id, text]),
    )
    const said = codings.map(({ text, start, end, theme }) => [texts.get(text)?.slice(start, end), theme])
    expect(said).to.have.deep.members([
      ['waits', 'delay'],
      ['Nobody mends', 'delay-delay'],
      ['crane', 'delay'],
      ['crane', 'delay-delay'],
      [first.replace('\r', '').slice(29), 'delay'],
    ])
    const [coding] = codings
    expect(coding).to.deep.include({ verdict: 'accepted', stance: 'mentions', origin: 'unaided' })
    expect(coding?.at).to.deep.equal(new Date('2026-10-01T08:00:00Z'))
    expect((await coderNames())(coding?.coder ?? '')).to.equal('Bram Ostler (in cranes.qdpx)')
  })

  it('keeps notes as memos on what they are on', async () => {
    const memos = await listMemos(consultation)
    expect(memos.map(({ about, versions }) => [about.kind, versions[0]?.text])).to.have.deep.members([
      ['theme', 'On delay\nWhich delay?'],
      ['response', 'On “crane”:\nIdea\nAsk again.'],
    ])
  })

  it('tells how it was counted and what was lost', () => {
    for (const part of [
      'UTF-16 code units, line breaks as they are written, up to before the end',
      'The next best, ',
      'A selection holds no words, and was left out.',
      'A selection goes past the end of its text, and ends with it.',
      'A selection begins past the end of its text, and was left out.',
      'A coding names a code that the project has not, and was left out.',
      'A selection without codings and notes was left out.',
      'another code has it; it was changed.',
    ])
      expect(page).to.contain(part)
  })

  it('is refused where it cannot be read, and nothing of it is kept', async () => {
    const address = await bring(site, agent, zip(made()).subarray(0, 600), 'Half')
    const said = shown(await agent.get(address))
    expect(said).to.contain('was not imported, and nothing of it is here').and.contain('half finished')
    expect(await findConsultation('half')).to.equal(null)
    expect(await listResponses('half')).to.deep.equal([])
  })

  it('asks for what is missing in the form', async () => {
    const sent = await agent.get(await upload(agent, Buffer.alloc(0), ''))
    expect(shown(sent)).to.contain('Enter what the consultation is called').and.contain('that is not empty')
  })

  it('whose import is killed is on no page, and is brought once when it goes on', async () => {
    const many = Array.from({ length: 60 }, (_, n) => n)
    const address = await upload(
      agent,
      zip([
        {
          name: 'project.qde',
          content: project(
            `${codes(`<Code guid="${guid(1)}" name="Late" isCodable="true"/>`)}<Sources>${many
              .map(n => source(1000 + n, `Talk ${n}`, `t${n}`, selection(2000 + n, 0, 4, 1)))
              .join('')}</Sources>`,
          ),
        },
        ...many.map(n => ({ name: `sources/t${n}.txt`, content: `Late again, ${n}.` })),
      ]),
      'Killed',
    )
    const id = address.split('/').at(-1) ?? ''
    const jobs = new Map<string, (key: string, progress: Progress) => Promise<void>>()
    const runner = { registerJob: (kind: string, run: never) => jobs.set(kind, run) } as unknown as Runner
    registerProjects(runner, { people: 50, bytes: 1024 ** 2 })
    const killed = await jobs
      .get('project')?.(id, async done => {
        if (done > 0) throw new Error('killed')
      })
      .catch(error => error)
    expect(killed).to.have.property('message', 'killed')
    expect(await listResponses('killed', '', 300)).to.have.length(50)
    expect((await agent.get('/desk/killed')).status).to.equal(404)
    expect(shown(await agent.get(address))).to.contain('Until it is done, nothing of it is on any other page')
    await site.runner.idle()
    expect(shown(await agent.get(address))).to.contain('60 responses, 60 texts, 60 codings')
    const responses = await listResponses('killed', '', 300)
    expect(responses).to.have.length(60)
    expect(responses.every(response => currentConsent(response).choice === 'named')).to.equal(true)
    expect(await codingsOf('killed')).to.have.length(60)
    expect((await agent.get('/desk/killed')).status).to.equal(200)
  })
})
