import { buffer } from 'node:stream/consumers'
import { expect } from 'chai'
import { checkZip, readEntry } from '../../server/files/zip.ts'
import { zipped } from '../../server/files/zipped.ts'

describe('A ZIP file that is written while it is read', () => {
  it('holds what went in, piece by piece', async () => {
    const pieces = ['naïve – ', '', '“🙂”', 'x'.repeat(100_000)]
    const file = await buffer(
      zipped([
        { name: 'ä/b.txt', content: pieces },
        { name: 'empty', content: [] },
      ]),
    )
    expect([...(await checkZip(file))]).to.deep.equal(['ä/b.txt', 'empty'])
    expect(String(await readEntry(file, 'ä/b.txt'))).to.equal(pieces.join(''))
    expect(String(await readEntry(file, 'empty'))).to.equal('')
  })

  it('fails where its content does, and stops reading where its reader does', async () => {
    async function* failing() {
      yield 'first'
      throw new Error('the database went away')
    }
    const failed = await buffer(zipped([{ name: 'a', content: failing() }])).catch(error => error)
    expect(failed).to.have.property('message', 'the database went away')
    let ended = false
    async function* endless() {
      try {
        for (;;) yield Math.random().toString().repeat(1000)
      } finally {
        ended = true
      }
    }
    for await (const _ of zipped([{ name: 'a', content: endless() }])) if (_.length > 1000) break
    await new Promise(setImmediate)
    expect(ended).to.equal(true)
  })
})
