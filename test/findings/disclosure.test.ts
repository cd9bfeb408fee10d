import { expect } from 'chai'
import { quotesOf } from '../../server/findings/quotes/store.ts'
import { createReport } from '../../server/reports/create.ts'
import { hotResponses } from '../../server/responses/store.ts'
import { withdraw } from '../../server/responses/withdraw.ts'
import type { Agent, Site } from '../site.ts'
import { readyClaim, wordsOf } from './claim.ts'
import { addHarbour, say, sayAll, several } from './corpus.ts'
import { eachHarbour } from './eachHarbour.ts'

const pilot = { role: 'a pilot', sector: 'ports', choice: 'role' as const }
const fog = { text: 'Fog is what gets in the way.' }

describe('An attribution that few fit, in a report', () => {
  let site: Site
  let author: Agent
  let consultation: string

  eachHarbour(harbour => ({ site, author, consultation } = harbour))

  /** A report of one quote, and what it prints. */
  const reportOf = async (said: Partial<Parameters<typeof say>[2]>) => {
    const text = 'Suppliers know all of it.'
    const spoken = await say(site, consultation, { ...pilot, text, stance: 'supports', ...said })
    const finding = await readyClaim(consultation, { quotes: [wordsOf(spoken, 24)] })
    const template = '# {{title}}\n\nAs {{quote "Q1" lead="{who} said,"}}.\n'
    const report = await createReport({ consultation, title: 'Keep it', subtitle: '', template })
    const page = `/desk/${consultation}/reports/${report._id}`
    return {
      finding,
      exported: async () => {
        const { text: markdown } = await author.get(`${page}/export/markdown`).expect(200)
        return /As (.*) said,/.exec(markdown)?.[1]
      },
      shown: async () => /<\/span>As (.*) said,/.exec((await author.get(page).expect(200)).text)?.[1],
    }
  }

  it('says role and sector where five fit both, the sector where five fit that, and else neither', async () => {
    const { shown, finding } = await reportOf({})
    expect(await shown()).to.equal('one respondent')
    const [quote] = await quotesOf(finding._id)
    const page = `/desk/${consultation}/findings/${finding._id}/quotes/${quote?._id}`
    expect((await author.get(page).expect(200)).text).to.include(
      'Its respondent allows more to be said of them',
    )
    await sayAll(site, consultation, several(4, { ...fog, sector: 'ports', role: 'a docker' }))
    expect(await shown()).to.equal('one respondent in ports')
    await sayAll(site, consultation, several(4, { ...fog, ...pilot, choice: 'none' }))
    expect(await shown()).to.equal('a pilot in ports')
    expect((await author.get(page).expect(200)).text).not.to.include('allows more to be said')
  })

  it('is tested again at each export, and never says more than an earlier one did', async () => {
    const others = await sayAll(site, consultation, several(4, { ...fog, ...pilot }))
    const { exported, shown } = await reportOf({})
    expect(await exported()).to.equal('a pilot in ports')
    await withdraw(consultation, others[0]?.respondent ?? '')
    expect(await exported()).to.equal('one respondent')
    await sayAll(site, consultation, several(9, { ...fog, ...pilot }))
    expect(await exported()).to.equal('one respondent')
    expect(await shown()).to.equal('one respondent')
  })

  it('takes nothing from a name that was permitted, and adds nothing to one who stays unnamed', async () => {
    const named = await reportOf({ choice: 'named', name: 'Ada Sample' })
    expect(await named.exported()).to.equal('Ada Sample')
    consultation = await addHarbour()
    await sayAll(site, consultation, several(9, { ...fog, ...pilot }))
    const unnamed = await reportOf({ choice: 'unnamed' })
    expect(await unnamed.exported()).to.equal('one respondent')
  })

  it('is tested by index', async () => {
    for (const query of [
      hotResponses.alike('harbour', 'ports', 'a pilot'),
      hotResponses.alike('harbour', ''),
    ]) {
      const plan = JSON.stringify(await query.lean().explain('queryPlanner'))
      expect(plan).to.include('IXSCAN').and.not.include('COLLSCAN')
    }
  })
})
