/**
 * What a database is taken apart into to be moved: each collection once, then all of its documents, some at a time.
 * Options, indexes and documents are BSON, byte for byte as they are stored.
 */
export type Part = { collection: MovedCollection } | { documents: Buffer[] }

export type MovedCollection = {
  name: string
  options: Buffer
  /** All but the one of `_id`, which every collection has. */
  indexes: Buffer[]
}

/** About how many bytes of documents are moved at once. */
export const batchBytes = 1024 * 1024

/** Sessions are left behind: nobody is signed in by what was moved, and everybody signs in once more. */
export function isMoved(collection: string): boolean {
  return collection !== 'sessions' && !collection.startsWith('system.')
}
