import { Int32 } from 'bson'
import { expect } from 'chai'
import fc from 'fast-check'
import { fieldsOfProjection } from '../../../server/database/embedded/query/fields.ts'
import { keptFields } from '../../../server/database/embedded/query/keptFields.ts'
import { parseProjection } from '../../../server/database/embedded/query/projection.ts'
import { decode } from '../../../server/database/embedded/values/decode.ts'
import { encode } from '../../../server/database/embedded/values/encode.ts'
import { documentOf, type Value } from '../../../server/database/embedded/values/types.ts'

const names = ['_id', 'a', 'b', 'longer name', 'é', 'a.b', '__proto__']
const value = fc.constantFrom<Value>(null, 'text', new Int32(1), ['a', documentOf({ a: null })], new Date(0))
const document = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...names.filter(name => name !== 'a.b')), value), {
    selector: ([name]) => name,
  })
  .map(fields => new Map(fields))
const kept = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom<Value>(true, new Int32(1)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Value>(false, new Int32(0), documentOf({ $slice: new Int32(1) })),
  },
)
const projection = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...names), kept), { minLength: 1, selector: ([name]) => name })
  .map(fields => new Map(fields))

function parsed(source: Map<string, Value>) {
  try {
    return parseProjection(source)
  } catch {
    return undefined
  }
}

describe('a projection of a stored document', () => {
  it('copies the bytes of whole fields as it would decode, leave out and encode them', () => {
    let copied = 0
    fc.assert(
      fc.property(document, projection, (stored, source) => {
        const project = parsed(source)
        const keep = project && keptFields(source)
        if (!keep) return
        copied++
        const bytes = encode(stored)
        expect(decode(keep(bytes))).to.deep.equal(decode(encode(project(decode(bytes)))))
        expect(keep(bytes)).to.deep.equal(encode(project(decode(bytes))))
      }),
      { numRuns: 3000 },
    )
    expect(copied).to.be.above(300)
  })

  it('makes of the fields that it names what it makes of the whole', () => {
    fc.assert(
      fc.property(document, projection, (stored, source) => {
        const project = parsed(source)
        if (!project) return
        const bytes = encode(stored)
        const some = decode(bytes, 0, fieldsOfProjection(source))
        expect(encode(project(some))).to.deep.equal(encode(project(decode(bytes))))
      }),
      { numRuns: 1000 },
    )
  })
})
