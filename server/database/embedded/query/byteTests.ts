import { currentCollation } from '../values/collation.ts'
import { eachField } from '../values/decode.ts'
import { encode } from '../values/encode.ts'
import { isSame } from '../values/sameBytes.ts'
import { textAt } from '../values/shortTexts.ts'
import { conjuncts, type FieldFilter, type Filter } from './filter.ts'

/** Whether a condition holds; undefined where the bytes do not say. */
type Told = boolean | undefined

/** A condition on one field: what the bytes of its value, from `start` to `end`, tell, and what its absence does. */
type ByteTest = {
  name: Buffer
  told: (bytes: Buffer, type: number, start: number, end: number) => Told
  absent: boolean
}

/** What a text is asked. With `needles`, none passes in whose value none of these bytes stand. */
type TextTest = { passes: (bytes: Buffer, start: number, end: number) => boolean; needles?: Buffer[] }

/** What a filter asks that the bytes of stored documents tell, and what it asks besides. */
export type ByteTests = { told: (bytes: Buffer) => Told; rest: Filter | undefined }

/** Of more texts than this, lists are gone through. */
const fewTexts = 4

const array = 0x04
const string = 0x02
/** Equals a text, and is seldom enough to be left to decoding. */
const symbol = 0x0e

/**
 * Takes from a filter what can be told without decoding a document, which costs far more than looking at some bytes of
 * it: what it asks of texts, and of whether a field is there, where the field is not inside another. Undefined where
 * there is nothing of the kind.
 */
export function byteTests(filter: Filter): ByteTests | undefined {
  if (currentCollation()) return undefined
  const parts = conjuncts(filter).map(part => ({ part, test: byteTestOf(part) }))
  const tests = parts.flatMap(({ test }) => test ?? [])
  if (tests.length === 0) return undefined
  const filters = parts.flatMap(({ part, test }) => (test ? [] : part))
  return { told: toldBy(tests), rest: filters.length === 0 ? undefined : { kind: 'and', filters } }
}

/** Whether a document passes all tests: no where one says no, else undefined where one cannot tell. */
function toldBy(tests: ByteTest[]): ByteTests['told'] {
  const each: Told[] = []
  return bytes => {
    for (const [at, { absent }] of tests.entries()) each[at] = absent
    eachField(bytes, 0, (type, name, start, end) => {
      // Of two fields of one name the last counts, as where they are decoded.
      for (const [at, test] of tests.entries())
        if (isSame(bytes, name, start - 1, test.name)) each[at] = test.told(bytes, type, start, end)
      return false
    })
    if (each.includes(false)) return false
    return each.includes(undefined) ? undefined : true
  }
}

function byteTestOf(part: Filter): ByteTest | undefined {
  if (part.kind === 'not') {
    const { filter } = part
    return filter.kind === 'field' && filter.test.op === 'exists' ? presence(filter, false) : undefined
  }
  if (part.kind !== 'field') return undefined
  if (part.test.op === 'exists') return presence(part, true)
  const test = textTestOf(part)
  const name = nameOf(part)
  return test && name && { name, told: (...place) => toldOfValue(test, ...place), absent: false }
}

function presence(field: FieldFilter, wanted: boolean): ByteTest | undefined {
  const name = nameOf(field)
  return name && { name, told: () => wanted, absent: !wanted }
}

/** The bytes of a field's name; undefined where it is inside others. */
function nameOf({ parts }: FieldFilter): Buffer | undefined {
  const [name = '', ...inside] = parts
  return inside.length > 0 || isUnsure(name) ? undefined : Buffer.from(name)
}

function toldOfValue(test: TextTest, bytes: Buffer, type: number, start: number, end: number): Told {
  if (type === string) return test.passes(bytes, start + 4, end - 1)
  if (type === symbol) return undefined
  if (type !== array || !mayHold(test, bytes, start, end)) return false
  let told: Told = false
  eachField(bytes, start, (element, _, from, to) => {
    if (element === symbol) told = undefined
    if (element === string && test.passes(bytes, from + 4, to - 1)) told = true
    return told === true
  })
  return told
}

/** Most lists do not hold what is looked for, which is told at once. */
function mayHold({ needles }: TextTest, bytes: Buffer, start: number, end: number): boolean {
  return (
    needles?.some(needle => {
      const at = bytes.indexOf(needle, start)
      return at >= 0 && at < end
    }) ?? true
  )
}

function textTestOf({ test }: FieldFilter): TextTest | undefined {
  switch (test.op) {
    case 'eq':
      return typeof test.value === 'string' && !isUnsure(test.value) ? among([test.value]) : undefined
    case 'in': {
      const { texts, patterns } = test
      if (!texts || patterns.length > 0 || [...texts].some(isUnsure)) return undefined
      if (texts.size > fewTexts)
        return { passes: (bytes, start, end) => texts.has(textAt(bytes, start, end)) }
      return among([...texts])
    }
    case 'gt':
      return inOrder(test.value, order => order > 0)
    case 'gte':
      return inOrder(test.value, order => order >= 0)
    case 'lt':
      return inOrder(test.value, order => order < 0)
    case 'lte':
      return inOrder(test.value, order => order <= 0)
    default:
      return undefined
  }
}

function among(texts: string[]): TextTest {
  const all = texts.map(text => Buffer.from(text))
  return {
    passes: (bytes, start, end) => all.some(each => isSame(bytes, start, end, each)),
    needles: texts.map(needleOf),
  }
}

/** The order of texts is that of their bytes in UTF-8; of bytes that are not UTF-8 too, beside a text in ASCII. */
function inOrder(value: unknown, isMeant: (order: number) => boolean): TextTest | undefined {
  if (typeof value !== 'string' || /[^\0-\x7f]/.test(value)) return undefined
  const bound = Buffer.from(value)
  return { passes: (bytes, start, end) => isMeant(bytes.compare(bound, 0, bound.length, start, end)) }
}

/** A text as it is stored: its length, its bytes and NUL. */
function needleOf(text: string): Buffer {
  return encode(new Map([['', text]])).subarray(6, -1)
}

/** What is not UTF-8 is decoded as U+FFFD, so a text that holds it equals other bytes than its own. */
function isUnsure(text: string): boolean {
  return text.includes('\ufffd')
}
