import { expect } from 'chai'
import { codebookOf } from '../../server/codebook/store.ts'
import { codePassage } from '../../server/coding/decide.ts'
import { teachingOf } from '../../server/coding/examples.ts'
import { recordOf } from '../../server/coding/record.ts'
import { type Agent, openSite, post, type Site } from '../site.ts'
import { addCodebook, addCorpus, respond, theme } from './corpus.ts'
import { pathOf, tagsOf } from './desk.ts'

/** "Plant" is Welsh for children; alone it cannot be told from the English word. */
const short = 'Plant.'
const welsh = 'Mae angen mwy o arian ar y cyngor, ac nid oes neb yn gofyn i ni.'

describe('the language of an answer', () => {
  let site: Site
  let agent: Agent
  before(async () => {
    site = await openSite()
    agent = await site.signIn('researcher')
    await addCorpus('tongues')
    await addCodebook('tongues', theme('works', ['plant', 'neb']))
  })
  after(() => site.close())

  it('is told by its words, and marked on the page for who has it read aloud', async () => {
    const response = await respond('tongues', 'told', { obstacles: welsh, people: 'Better pay for us.' })
    await site.runner.idle()
    const page = await agent.get(pathOf(response))
    expect(page.text).to.match(/class="testimony" dir="auto" lang="cy"/)
    expect(page.text).to.contain('In Welsh, by its words').and.contain('Taken for English, by its words')
    expect(await tagsOf(response)).to.deep.equal([])
  })

  it('may be given: no rule is run on it any more, and all are when that is taken back', async () => {
    const response = await respond('tongues', 'given', { obstacles: short })
    await site.runner.idle()
    expect((await tagsOf(response)).map(tag => tag.theme)).to.deep.equal(['works'])
    const [text] = (await recordOf('tongues', response._id)).texts
    const give = async (language: string) => {
      await post(agent, `${pathOf(response)}/language`, { text: text?._id, language })
      await site.runner.idle()
      return (await tagsOf(response)).length
    }

    expect(await give('cy')).to.equal(0)
    expect((await agent.get(pathOf(response))).text).to.contain('In Welsh, as somebody said')
    expect(await give('')).to.equal(1)
    expect(await give('mis')).to.equal(0)
    expect(await give('en')).to.equal(1)
  })

  it('is refused where it is not on the list, and of an answer that is not of the response', async () => {
    const response = await respond('tongues', 'refused', { obstacles: short })
    const [text] = (await recordOf('tongues', response._id)).texts
    await post(agent, `${pathOf(response)}/language`, { text: text?._id, language: 'klingon' })
    expect((await agent.get(pathOf(response))).text).to.contain('Choose a language of the list')
    const elsewhere = await post(agent, `${pathOf(response)}/language`, { text: 'another', language: 'cy' })
    expect(elsewhere.status).to.equal(404)
    expect((await recordOf('tongues', response._id)).texts[0]).not.to.have.property('language')
  })

  it('keeps other languages out of what the machine learns', async () => {
    const response = await respond('tongues', 'teaching', {
      obstacles: `Nobody asks the crew. ${welsh}`,
      people: 'Pay us in time.',
    })
    const record = await recordOf('tongues', response._id)
    for (const { _id, text } of record.texts)
      await codePassage(record, 'coder', {
        text: _id,
        span: { start: 0, end: text.length },
        theme: 'works',
        stance: 'supports',
        sawTags: false,
      })
    const { examples } = await teachingOf(await codebookOf('tongues'))
    expect(examples.map(example => example.text)).to.have.members([
      'Nobody asks the crew.',
      'Pay us in time.',
    ])
  })
})
