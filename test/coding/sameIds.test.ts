import { expect } from 'chai'
import { openSite } from '../site.ts'
import { addCodebook, addCorpus, respond, theme } from './corpus.ts'
import { tagsOf } from './desk.ts'

describe('the thread that tags', () => {
  for (const said of ['pilots', 'lanterns'])
    it(`goes by the themes that it is given, not by an id that it met on another database: ${said}`, async () => {
      const site = await openSite()
      try {
        await addCorpus('same')
        await addCodebook('same', theme(said, [said]))
        const response = await respond('same', 'a', { obstacles: `We have too few ${said}.` })
        await site.runner.idle()
        expect((await tagsOf(response)).map(tag => tag.theme)).to.deep.equal([said])
      } finally {
        await site.close()
      }
    })
})
