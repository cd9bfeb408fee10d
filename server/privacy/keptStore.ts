import mongoose from 'mongoose'
import { type Kept, kept, type Subject } from './kept.ts'
import { type Change, changesIn, seenBy } from './stringsIn.ts'

type Document = { _id: unknown } & Record<string, unknown>

/** How many documents one write removes: other writes get their turn in between. */
const atOnce = 500

function collection(name: string) {
  return mongoose.connection.collection<{ _id: never }>(
    name,
  ) as unknown as mongoose.mongo.Collection<Document>
}

/** Removes what is about one response and goes with it, and its ids out of lists. Safe to repeat. */
export async function removeAbout(subject: Subject): Promise<void> {
  for (const [name, { of, lists = {} }] of Object.entries(kept)) {
    if (of) await collection(name).deleteMany(of(subject) as object)
    for (const [field, names] of Object.entries(lists)) {
      const ids = names === 'response' ? [subject.response] : subject.texts
      const holds = { consultation: subject.consultation, [field]: { $in: ids } }
      await collection(name).updateMany(holds as object, { $pull: { [field]: { $in: ids } } } as object)
    }
  }
}

/** Every string that people of the desk wrote in a consultation, collection by collection. */
export async function eachWritten(consultation: string, see: (text: string) => void): Promise<void> {
  for await (const { document, fields } of writtenIn(consultation))
    for (const field of fields) changesIn(document[field], field, seenBy(see))
}

/**
 * Changes the strings that people of the desk wrote in a consultation, each by itself, so that what somebody adds
 * beside it stays. Safe to repeat.
 *
 * @returns the documents that were changed or removed, each with its collection
 */
export async function changeWritten(
  consultation: string,
  change: Change,
): Promise<{ name: string; document: Document }[]> {
  const changed: { name: string; document: Document }[] = []
  for await (const { name, document, fields, orRemoved } of writtenIn(consultation)) {
    const set = Object.assign({}, ...fields.map(field => changesIn(document[field], field, change)))
    if (Object.keys(set).length === 0) continue
    const { _id, version } = document
    // Somebody may write its next version at this moment: then it is found again by the next look.
    const seen = { _id, ...(version === undefined ? {} : { version }) } as object
    if (orRemoved) await collection(name).deleteOne({ _id } as object)
    else await collection(name).updateOne(seen, { $set: set })
    changed.push({ name, document })
  }
  return changed
}

type Written = { name: string; document: Document; fields: readonly string[]; orRemoved: boolean }

async function* writtenIn(consultation: string): AsyncGenerator<Written> {
  for (const [name, { written, orRemoved, whole }] of Object.entries(kept)) {
    if (!written) continue
    const found = collection(name).find(wholeOf(consultation, whole) as object, { batchSize: 100 })
    for await (const document of found)
      yield { name, document, fields: written, orRemoved: orRemoved === true }
  }
}

function wholeOf(consultation: string, whole: Kept['whole']): Record<string, unknown> {
  return typeof whole === 'function' ? whole(consultation) : { consultation }
}

/**
 * Removes all of a consultation that goes with it, some documents at a time: what is about single responses is removed
 * before. Safe to repeat and to be killed.
 */
export async function removeWhole(consultation: string, step: () => Promise<void>): Promise<void> {
  for (const [name, { whole }] of Object.entries(kept)) {
    if (whole === 'stays') continue
    for (;;) {
      const found = await collection(name)
        .find(wholeOf(consultation, whole) as object, { projection: { _id: 1 } })
        .limit(atOnce)
        .toArray()
      if (found.length === 0) break
      await collection(name).deleteMany({ _id: { $in: found.map(({ _id }) => _id) } } as object)
      await step()
    }
  }
}

/** Removes the saved changes of Word copies that were made of a version of a report. */
export async function removeMarkups(report: unknown, version: unknown): Promise<void> {
  await collection('markups').deleteMany({ report, version } as object)
}

/** All documents that are about one response, by their collections; those with none are left out. */
export async function documentsAbout(subject: Subject): Promise<Record<string, Document[]>> {
  const found: Record<string, Document[]> = {}
  for (const [name, { of }] of Object.entries(kept)) {
    const documents = of
      ? await collection(name)
          .find(of(subject) as object)
          .toArray()
      : []
    if (documents.length > 0) found[name] = documents
  }
  return found
}
