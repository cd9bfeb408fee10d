import mongoose from 'mongoose'

/** Where in the whole database words stand, as `collection: word`; every byte of every document is looked at. */
export async function whereStand(words: string[]): Promise<string[]> {
  const { db } = mongoose.connection
  if (!db) throw new Error('whereStand: the database is not connected')
  const found: string[] = []
  for (const { name } of await db.listCollections().toArray()) {
    const documents = (await db.collection(name).find({}, { raw: true }).toArray()) as unknown as Buffer[]
    for (const document of documents) {
      const text = document.toString('latin1').toLowerCase()
      for (const word of words) if (text.includes(word.toLowerCase())) found.push(`${name}: ${word}`)
    }
  }
  return [...new Set(found)].sort()
}
