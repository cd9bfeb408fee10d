import { expect } from 'chai'
import { model } from 'mongoose'
import { addPending } from '../../server/responses/pendingStore.ts'
import type { Pending } from '../../server/responses/response.ts'
import { findResponse } from '../../server/responses/store.ts'
import { addCodebook, addCorpus, respond, theme } from '../coding/corpus.ts'
import { openSite, type Site } from '../site.ts'

describe('work on a response that is asked for again while it is done', () => {
  let site: Site
  before(async () => {
    site = await openSite()
    await addCorpus('asked')
    await addCodebook('asked', theme('works', ['sluice']))
  })
  after(() => site.close())

  type Took = { updateOne: { update: { $pull: { pending: { $in: Pending[] } } } } }
  const responses = model('Response')

  for (const work of ['findings', 'published', 'links', 'letters', 'language', 'campaigns'] as const)
    it(`stays on the list and is done once more: ${work}`, async () => {
      const { _id } = await respond('asked', `of ${work}`, { obstacles: 'The sluice sticks every winter.' })
      await site.runner.idle()
      const take = responses.bulkWrite
      let taken = 0
      responses.bulkWrite = (async (operations: Took[], ...rest: []) => {
        const isThis = operations.some(({ updateOne }) => updateOne.update.$pull.pending.$in.includes(work))
        if (isThis && ++taken === 1) await addPending([_id], work)
        return take.call(responses, operations as never, ...rest)
      }) as never
      try {
        await addPending([_id], work)
        await site.runner.idle()
      } finally {
        responses.bulkWrite = take
      }
      expect(taken).to.equal(2)
      expect((await findResponse('asked', _id))?.pending).to.deep.equal([])
    })
})
