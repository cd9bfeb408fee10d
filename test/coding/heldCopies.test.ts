import { expect } from 'chai'
import { hotCopiesHeld } from '../../server/coding/care/copiesHeldStore.ts'
import { currentTexts } from '../../server/responses/currentTexts.ts'
import type { Response } from '../../server/responses/response.ts'
import { findTexts } from '../../server/responses/textStore.ts'
import { type Agent, openSite, post, type Site } from '../site.ts'
import { addCorpus, respond } from './corpus.ts'
import { pathOf } from './desk.ts'

const secret = 'Mr Prosser of the third pier pays in cash.'
const letter = `We ask the harbour board to keep the winter timetable for all. ${secret} The board should answer every letter within a month, publish what it spends on dredging each year, and ask the crews before it moves a berth.`

describe('words of a letter that are held back', () => {
  let site: Site
  let researcher: Agent
  let owner: Agent
  let consultation: string
  let sent: Response[]
  let made = 0
  before(async () => {
    site = await openSite()
    researcher = await site.signIn('researcher')
    owner = await site.signIn('owner')
  })
  after(() => site.close())
  beforeEach(async () => {
    consultation = `heldCopies${made++}`
    await addCorpus(consultation)
    sent = [
      await respond(consultation, 'a', { obstacles: letter }),
      await respond(consultation, 'b', { obstacles: `${letter} My boat lies there.` }),
      await respond(consultation, 'c', { obstacles: letter.replace(secret, 'I know no more of it.') }),
    ]
    await site.runner.idle()
  })

  const texts = async () =>
    (await Promise.all(sent.map(response => findTexts(currentTexts(response))))).map(
      ([text]) => text?.text ?? '',
    )
  const first = () => {
    const [response] = sent
    if (!response) throw new Error('nothing was sent')
    return response
  }
  const hold = async (copies: string) => {
    const fields = { heldWords: secret, kind: 'thirdParty', copies }
    await post(researcher, `${pathOf(first())}/holds`, fields)
    await site.runner.idle()
  }
  const held = () => `/desk/${consultation}/passages-held`
  const theHold = async () => {
    const page = (await owner.get(held())).text
    return {
      text: /name="text" value="([^"]+)"/.exec(page)?.[1] ?? '',
      hold: /name="hold" value="([^"]+)"/.exec(page)?.[1] ?? '',
    }
  }

  it('are held in every copy that has them, where that is asked for, and taken back in all at once', async () => {
    const page = (await researcher.get(pathOf(first()))).text
    expect(page).to.contain('in the copies of 2 other people who sent this letter')
    await hold('yes')
    const [a, b, c] = await texts()
    for (const text of [a, b]) expect(text).to.contain('[■■■]').and.not.contain('Prosser')
    expect(b).to.contain('My boat lies there.')
    expect(c).to.equal(letter.replace(secret, 'I know no more of it.'))
    const list = (await owner.get(held())).text
    expect(list.match(/class="card"/g)).to.have.length(2)
    expect(list).to.contain('The same words are held in 2 other copies')
    await post(researcher, `${held()}/undo`, { ...(await theHold()), copies: 'yes' })
    await site.runner.idle()
    expect((await texts()).slice(0, 2)).to.deep.equal([letter, `${letter} My boat lies there.`])
  })

  it('are held in one copy alone where that is all that is asked for', async () => {
    await hold('')
    const [a, b] = await texts()
    expect(a).to.not.contain('Prosser')
    expect(b).to.contain('Prosser')
  })

  it('are decided on once for all copies, but for one that was decided on by itself', async () => {
    await hold('yes')
    const one = await theHold()
    await post(owner, held(), { ...one, verdict: 'redacted' })
    const other = await theHold()
    expect(other.text).to.not.equal(one.text)
    await post(owner, held(), { ...other, verdict: 'released', copies: 'yes' })
    await site.runner.idle()
    const found = await texts()
    expect(found.filter(text => text.includes('Prosser'))).to.have.length(1)
    expect(found.filter(text => text.includes('[■■■]'))).to.have.length(1)
    expect((await owner.get(held())).text).to.contain('No passage waits for a decision')
  })

  it('are found by index while they wait to be held', async () => {
    const plan = JSON.stringify(await hotCopiesHeld.awaiting().explain('queryPlanner').exec())
    expect(plan).to.include('IXSCAN').and.not.include('COLLSCAN')
  })
})
