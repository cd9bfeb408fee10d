import type { Collection } from '../storage/catalog.ts'
import { removeRecord } from '../storage/records.ts'
import { scan } from '../storage/scan.ts'
import type { Store } from '../storage/store.ts'
import { decode } from '../values/decode.ts'
import { intervalsOf, rangeOf } from './bounds.ts'
import type { Index } from './definition.ts'

/** At most so many at a time, so that a sweep holds up no write for long. */
const mostAtOnce = 500

/**
 * Removes documents whose date in a TTL index has passed by `expireAfterSeconds`; what holds no date stays.
 * @returns whether there may be more
 */
export function removeExpired(store: Store, now: Date): boolean {
  let removed = 0
  for (const collection of store.catalog.all()) {
    for (const index of collection.indexes) {
      removed += removeFrom(store, collection, index, now, mostAtOnce - removed)
    }
  }
  return removed >= mostAtOnce
}

function removeFrom(store: Store, collection: Collection, index: Index, now: Date, most: number): number {
  const { expireAfterSeconds } = index
  if (expireAfterSeconds === undefined || most <= 0) return 0
  const cutoff = new Date(now.getTime() - expireAfterSeconds * 1000)
  const direction = index.key[0]?.direction ?? 1
  const intervals = intervalsOf({ op: 'lte', value: cutoff }) ?? []
  const ranges = intervals.map(interval => rangeOf(Buffer.alloc(0), interval, direction))
  let removed = 0
  for (const { record, bytes } of scan(store, collection, {
    kind: 'index',
    index,
    ranges,
    narrowed: 1,
    whole: false,
    reverse: false,
    sorted: false,
  })) {
    store.write(() => removeRecord(store, collection, record, decode(bytes)))
    removed += 1
    if (removed >= most) break
  }
  return removed
}
