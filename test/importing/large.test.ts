import { expect } from 'chai'
import { countResponses } from '../../server/responses/countStore.ts'
import { openSite, type Site } from '../site.ts'
import { storedTexts } from '../storedTexts.ts'
import { bringTable, shown } from './bringing.ts'
import { madeTable } from './madeTable.ts'

describe('importing a table of a thousand rows', () => {
  let site: Site
  before(async () => {
    site = await openSite()
  })
  after(() => site.close())

  it('takes every whole row once, and tells of each fault', async function () {
    this.timeout(120_000)
    const made = madeTable(1000)
    const agent = await site.signIn('researcher')
    const address = await bringTable(agent, made.bytes, 'A thousand rows')
    await site.runner.idle()

    const page = shown(await agent.get(address))
    expect(page).to.include(`${made.whole.toLocaleString('en-GB')} responses were imported`)
    for (const line of made.tooWide)
      expect(page).to.match(new RegExp(`line ${line} Has \\d fields where the header has 3; it was left out`))
    for (const { line, first } of made.twice)
      expect(page).to.include(`line ${line} Has the same id as line ${first}`)
    expect(page).to.match(new RegExp(`line ${made.windows1252} Is not in UTF-8`))

    expect(await countResponses('a-thousand-rows')).to.equal(made.whole)
    expect((await storedTexts('a-thousand-rows')).length).to.equal(made.whole)
  })
})
