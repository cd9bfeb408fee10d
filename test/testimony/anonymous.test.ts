import { expect } from 'chai'
import { findConsultation } from '../../server/consultations/store.ts'
import { approvalBehind, listApprovals } from '../../server/findings/approvals/store.ts'
import { cut } from '../../server/responses/anonymity/cut.ts'
import { asksApproval } from '../../server/responses/response.ts'
import { findResponse } from '../../server/responses/store.ts'
import { ask } from '../../server/testimony/approvals/ask.ts'
import { printedNow } from '../../server/testimony/approvals/printedNow.ts'
import { addChapter } from '../reports/publication/published.ts'
import { openSite, type Site } from '../site.ts'

describe('One who was asked to approve a sentence, and cuts the link to their response', () => {
  let site: Site
  before(async () => {
    site = await openSite()
  })
  after(() => site.close())

  it('is led to it by no link any more, and is quoted by nothing that they did not approve', async () => {
    const { consultation, named } = await addChapter(site, { approval: true, email: '' })
    const found = await findConsultation(consultation)
    if (!found) throw new Error('no consultation')
    const [printed] = await printedNow(found)
    if (!printed) throw new Error('nothing is asked')
    const { respondent, hash, report } = printed
    const asking = { by: 'author', secret: site.config.sessionSecret }
    const asked = await ask(found, { report: report._id, respondent, hash }, asking, new Date())
    const token = asked.ok ? (asked.token ?? '') : ''
    await site.agent().get(`/approve/${token}`).expect(200)

    await cut(consultation, named.respondent, false)
    const refused = await site.agent().get(`/approve/${token}`).expect(404)
    expect(refused.text).to.include('was cut for good')
    site.runner.wake()
    await site.runner.idle()
    expect(await approvalBehind(token)).to.equal(null)
    expect(await listApprovals(consultation)).to.have.length(1)
    const response = await findResponse(consultation, named.respondent)
    expect(response && asksApproval(response)).to.equal(true)
  })
})
