import { type Collation, parseCollation } from '../values/collation.ts'
import type { Document, Value } from '../values/types.ts'
import type { Context } from './command.ts'

/** The collation of a command or of one of its statements: its own, else that of the collection it speaks of. */
export function collationOf(
  { store, database }: Pick<Context, 'store' | 'database'>,
  collection: Value | undefined,
  source: Document,
): Collation | undefined {
  const own = source.get('collation')
  if (own !== undefined || typeof collection !== 'string') return parseCollation(own)
  return parseCollation(store.catalog.find(database, collection)?.options.get('collation'))
}
