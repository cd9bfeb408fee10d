import { expect } from 'chai'
import { zipped } from '../../server/files/zipped.ts'

describe('A ZIP file of many entries', () => {
  it('holds more entries than a short end record counts', async () => {
    const entries = (function* () {
      for (let n = 0; n < 0x1_0002; n++) yield { name: `${n}`, content: [] }
    })()
    const directory = Buffer.concat(await last(zipped(entries), 3))
    const end = directory.indexOf(Buffer.from('PK\x06\x06', 'latin1'))
    expect(directory.readBigUInt64LE(end + 32)).to.equal(0x1_0002n)
    expect(directory.subarray(directory.length - 22, -18).toString('latin1')).to.equal('PK\x05\x06')
  })
})

async function last(pieces: AsyncIterable<Buffer>, count: number): Promise<Buffer[]> {
  const kept: Buffer[] = []
  for await (const piece of pieces) {
    kept.push(piece)
    if (kept.length > count) kept.shift()
  }
  return kept
}
