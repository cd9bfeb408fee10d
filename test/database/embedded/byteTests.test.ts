import { BSONSymbol, Int32 } from 'bson'
import { expect } from 'chai'
import fc from 'fast-check'
import { byteTests } from '../../../server/database/embedded/query/byteTests.ts'
import { matches } from '../../../server/database/embedded/query/matches.ts'
import { parseFilter } from '../../../server/database/embedded/query/parseFilter.ts'
import { parseCollation, withCollation } from '../../../server/database/embedded/values/collation.ts'
import { decode } from '../../../server/database/embedded/values/decode.ts'
import { encode } from '../../../server/database/embedded/values/encode.ts'
import { documentOf, type Value } from '../../../server/database/embedded/values/types.ts'

/** Texts that begin alike, lie far apart in Unicode, or hold what stands for bytes that are no text. */
const text = fc.constantFrom('', 'a', 'ab', 'b', 'é', '\uffee', '😀', 'a\0b', 'a\ufffd', 'long '.repeat(9))
const plain = fc.oneof(
  { weight: 4, arbitrary: text },
  { weight: 1, arbitrary: text.map((each): Value => new BSONSymbol(each)) },
  { weight: 1, arbitrary: fc.constantFrom<Value>(null, true, new Int32(1), documentOf({ a: 'a' })) },
)
const list = fc.array(plain, { maxLength: 3 })
const value = fc.oneof(plain, list, fc.array(list, { maxLength: 2 }))
const fields = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), value), { maxLength: 4 })

const condition = fc.oneof(
  text,
  fc
    .tuple(fc.constantFrom('$eq', '$ne', '$gt', '$gte', '$lt', '$lte'), text)
    .map(([operator, operand]) => documentOf({ [operator]: operand })),
  fc
    .tuple(fc.constantFrom('$in', '$nin'), fc.array(text, { maxLength: 6 }))
    .map(([operator, operands]) => documentOf({ [operator]: operands })),
  fc.boolean().map(there => documentOf({ $exists: there })),
  fc.constantFrom<Value>(null, new Int32(1), documentOf({ $size: new Int32(1) })),
)
const filter = fc
  .array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'a.0', 'b.a'), condition), { minLength: 1, maxLength: 3 })
  .map(parts => documentOf({ $and: parts.map(([path, asked]) => documentOf({ [path]: asked })) }))

/** Fields one behind the other, two of one name among them. */
function stored(each: [name: string, value: Value][]): Buffer {
  const bodies = each.map(field => encode(new Map([field])).subarray(4, -1))
  const bytes = Buffer.concat([Buffer.alloc(4), ...bodies, Buffer.alloc(1)])
  bytes.writeInt32LE(bytes.length)
  return bytes
}

describe('what is told of a document by its bytes', () => {
  it('is what is told of it decoded', () => {
    let told = 0
    fc.assert(
      fc.property(fields, filter, (each, source) => {
        const [bytes, asked] = [stored(each), parseFilter(source)]
        const tests = byteTests(asked)
        const byBytes = tests?.told(bytes)
        if (!tests || byBytes === undefined) return
        told++
        const document = decode(bytes)
        const passes = byBytes && (tests.rest === undefined || matches(tests.rest, document))
        expect(passes).to.equal(matches(asked, document))
      }),
      { numRuns: 3000 },
    )
    expect(told).to.be.above(1000)
  })

  it('is nothing where a collation takes other texts for the same', () => {
    const asked = parseFilter(documentOf({ a: 'x' }))
    const folded = parseCollation(documentOf({ locale: 'en', strength: new Int32(2) }))
    expect(byteTests(asked)).not.to.equal(undefined)
    expect(withCollation(folded, () => byteTests(asked))).to.equal(undefined)
  })

  it('takes bytes that are no UTF-8 for what they are decoded as', () => {
    const bytes = stored([['a', 'x']])
    bytes[bytes.indexOf(0x78)] = 0xff
    for (const asked of ['\ufffd', 'x', 'y']) {
      const parsed = parseFilter(documentOf({ a: asked }))
      expect(byteTests(parsed)?.told(bytes) ?? matches(parsed, decode(bytes))).to.equal(asked === '\ufffd')
    }
  })
})
