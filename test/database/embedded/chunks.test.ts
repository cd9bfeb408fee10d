import { expect } from 'chai'
import { useDatabase } from './connected.ts'

type Thing = { _id: number; group: number; bytes: Buffer }

/** From a few bytes to 200 KB, in no order: what is read many at a time beside what is read alone. */
function bytesOf(_id: number): Buffer {
  return Buffer.alloc(_id % 7 === 3 ? 64 * 1024 + (_id % 3) * 70_000 : _id % 11, _id % 256)
}

describe('what the embedded server reads many at a time', () => {
  const use = useDatabase()
  const things = () => use.db.collection<Thing>('things')
  const count = 90
  const ids = Array.from({ length: count }, (_, _id) => _id)

  before(async () => {
    await things().createIndex({ group: -1 })
    await things().insertMany(ids.map(_id => ({ _id, group: _id % 4, bytes: bytesOf(_id) })))
  })

  it('comes whole, whether short or long, with NULs and all', async () => {
    for (const found of [things().find(), things().find().hint({ group: -1 })]) {
      const documents = await found.sort({ _id: 1 }).toArray()
      expect(documents.map(({ _id }) => _id)).to.deep.equal(ids)
      for (const { _id, bytes } of documents) {
        expect(
          Buffer.compare((bytes as unknown as { buffer: Buffer }).buffer, bytesOf(_id)),
          `${_id}`,
        ).to.equal(0)
      }
    }
  })

  it('comes in the order of an index, either way, and of the records', async () => {
    const idsOf = (found: ReturnType<ReturnType<typeof things>['find']>) =>
      found
        .project<{ _id: number }>({ _id: 1 })
        .map(({ _id }) => _id)
        .toArray()
    const byGroup = (order: number[]) => order.flatMap(group => ids.filter(id => id % 4 === group))
    expect(await idsOf(things().find().sort({ group: -1 }))).to.deep.equal(byGroup([3, 2, 1, 0]))
    expect(await idsOf(things().find().sort({ group: 1 }))).to.deep.equal(byGroup([3, 2, 1, 0]).reverse())
    expect(await idsOf(things().find().sort({ $natural: -1 }))).to.deep.equal(ids.toReversed())
  })

  it('is what many ids name, each once, in their order', async () => {
    const wanted = [...ids.filter(id => id % 2 === 1), 12, 13, 1000]
    const found = await things()
      .find({ _id: { $in: wanted } })
      .sort({ _id: -1 })
      .toArray()
    const expected = wanted.filter(id => id < count).sort((a, b) => b - a)
    expect(found.map(({ _id }) => _id)).to.deep.equal([...new Set(expected)])
  })

  it('ends where few are wanted', async () => {
    const explained = await things().find({ group: 2 }).sort({ group: 1 }).limit(3).explain('executionStats')
    expect(explained.executionStats.totalDocsExamined).to.equal(3)
  })
})
