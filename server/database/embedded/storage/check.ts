import { covers } from '../indexes/definition.ts'
import { keysOf } from '../indexes/keys.ts'
import { decode } from '../values/decode.ts'
import type { Collection } from './catalog.ts'
import { scan } from './scan.ts'
import type { Store } from './store.ts'

const mostErrors = 20

/** Compares a collection's documents with the keys of its indexes, both ways; tells at most 20 differences. */
export function checkCollection(store: Store, collection: Collection): { records: number; errors: string[] } {
  const errors: string[] = []
  const keys = new Map(collection.indexes.map(({ id }) => [id, 0]))
  let records = 0
  for (const { record, bytes } of scan(store, collection, { kind: 'collection' })) {
    records += 1
    const document = decode(bytes)
    for (const index of collection.indexes) {
      const entries = covers(index, document) ? keysOf(index, document).entries : []
      keys.set(index.id, (keys.get(index.id) ?? 0) + entries.length)
      for (const { key } of entries) {
        const found = store.sql.get(`SELECT 1 AS there FROM i${index.id} WHERE key = ? AND record = ?`, [
          key,
          record,
        ])
        if (!found) errors.push(`record ${record} lacks a key in the index ${index.name}`)
      }
    }
    if (errors.length >= mostErrors) break
  }
  for (const { id, name } of errors.length === 0 ? collection.indexes : []) {
    const there = Number(store.sql.get(`SELECT count(*) AS n FROM i${id}`)?.n)
    if (there !== keys.get(id))
      errors.push(`the index ${name} has ${there} keys, but its documents have ${keys.get(id)}`)
  }
  return { records, errors: errors.slice(0, mostErrors) }
}
