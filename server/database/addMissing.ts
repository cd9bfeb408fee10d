import type { Collection } from 'mongoose'

/**
 * Inserts documents that are complete and checked, and leaves alone those that are there already, by their id or
 * another unique field. A plain insert costs least: nothing is cast, and nothing is looked for first.
 *
 * @returns whether all of them were inserted
 */
export async function addMissing(
  collection: Collection,
  documents: Record<string, unknown>[],
): Promise<boolean> {
  const [first, ...others] = documents
  if (!first) return true
  try {
    if (others.length === 0) await collection.insertOne(first)
    else await collection.insertMany(documents, { ordered: false })
    return true
  } catch (error) {
    if ((error as { code?: unknown } | null)?.code === 11000) return false
    throw error
  }
}
