import mongoose from 'mongoose'
import { findDraftById } from '../../server/responses/draftStore.ts'
import { fileBytes } from '../../server/responses/fileStore.ts'
import { findIdentities } from '../../server/responses/identityStore.ts'

/**
 * Where in the whole database words stand, as `collection: word`; every byte of every document is looked at, and what is
 * encrypted is opened.
 */
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
  for (const [name, text] of await opened())
    for (const word of words)
      if (text.toLowerCase().includes(word.toLowerCase())) found.push(`${name}: ${word}`)
  return [...new Set(found)].sort()
}

/** What is encrypted, by collection. */
async function opened(): Promise<[string, string][]> {
  const idsIn = async (name: string) =>
    (
      await mongoose.connection
        .collection(name)
        .find({}, { projection: { _id: 1 } })
        .toArray()
    ).map(({ _id }) => String(_id))
  const found: [string, string][] = []
  for (const who of await findIdentities(await idsIn('identities')))
    found.push(['identities', JSON.stringify(who)])
  for (const id of await idsIn('attachments.files'))
    found.push(['attachments.chunks', (await fileBytes(id)).toString('latin1')])
  for (const id of await idsIn('drafts')) found.push(['drafts', JSON.stringify(await findDraftById(id))])
  return found
}
