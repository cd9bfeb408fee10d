import { expect } from 'chai'
import { newId } from '../../server/database/ids.ts'
import { type Arriving, prepareResponse } from '../../server/responses/prepare.ts'
import { receiveResponses } from '../../server/responses/receive.ts'
import { referenceOf } from '../../server/responses/reference.ts'
import { addResponse, findByOrigin } from '../../server/responses/store.ts'
import { writeResponse } from '../../server/responses/write.ts'
import { openSite, type Site } from '../site.ts'

describe('A reference that another response has already', () => {
  let site: Site
  before(async () => {
    site = await openSite()
  })
  after(() => site.close())

  const arriving = (): Arriving => ({
    origin: newId(),
    consultation: 'asked',
    version: 1,
    source: 'import',
    capacity: 'personal',
    choice: 'unnamed',
    consentWording: '1',
    attributes: {},
    answers: {},
    submittedOn: new Date('2026-03-04'),
  })

  /** Lets another response have the reference that this one would get first. */
  async function takeReferenceOf(next: Arriving): Promise<string> {
    const { response } = prepareResponse(next)
    await addResponse({ ...prepareResponse(arriving()).response, reference: response.reference })
    return response._id
  }

  it('makes a response take its next one', async () => {
    const next = arriving()
    const id = await takeReferenceOf(next)
    expect((await writeResponse(next)).reference).to.equal(referenceOf(id, 1))
  })

  it('holds up no other response of a batch', async () => {
    const batch = [arriving(), arriving(), arriving()]
    const [, second] = batch
    if (!second) throw new Error('the batch is short')
    const id = await takeReferenceOf(second)
    expect(await receiveResponses(batch)).to.equal(3)
    expect((await findByOrigin(second.origin))?.reference).to.equal(referenceOf(id, 1))
    for (const { origin } of batch) expect(await findByOrigin(origin)).not.to.equal(null)
  })
})
