import { eachField } from '../values/decode.ts'
import { isSame } from '../values/sameBytes.ts'
import type { Document } from '../values/types.ts'
import { isKept, isLeftOut } from './fields.ts'

/** Makes of a stored document the bytes of what a projection keeps of it. */
export type KeepFields = (bytes: Buffer) => Buffer

/**
 * A projection that only keeps whole fields of a document's own: it copies their bytes, and decodes nothing. Undefined
 * where a projection does anything else. The projection is one that was read without a fault.
 */
export function keptFields(projection: Document | undefined): KeepFields | undefined {
  if (!projection) return undefined
  const others = [...projection].filter(([path]) => path !== '_id')
  if (others.length === 0 || !others.every(([path, value]) => isKept(value) && isWhole(path)))
    return undefined
  const id = projection.get('_id') ?? true
  if (!isKept(id) && !isLeftOut(id)) return undefined
  const names = [...others.map(([path]) => path), ...(isKept(id) ? ['_id'] : [])]
  return copying(names.map(name => Buffer.from(name)))
}

/** What is not UTF-8 is decoded as U+FFFD, so a name that holds it is of other bytes than its own. */
function isWhole(path: string): boolean {
  return !/[.$\ufffd]/.test(path)
}

function copying(names: Buffer[]): KeepFields {
  return bytes => {
    const kept: [start: number, end: number][] = []
    let length = 5
    eachField(bytes, 0, (_, name, start, end) => {
      if (!names.some(each => isSame(bytes, name, start - 1, each))) return false
      kept.push([name - 1, end])
      length += end - name + 1
      return false
    })
    const copy = Buffer.allocUnsafe(length)
    let at = copy.writeInt32LE(length)
    for (const [start, end] of kept) at += bytes.copy(copy, at, start, end)
    copy[at] = 0
    return copy
  }
}
