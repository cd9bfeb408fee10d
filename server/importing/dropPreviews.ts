import { removeFile } from './fileStore.ts'
import { oldPreviews, removeImport } from './store.ts'

const day = 24 * 60 * 60 * 1000
/** For how many days something that was brought waits to be imported. */
const previewDays = 7

/** Removes what was brought, looked at and never imported, with its files: it may tell who wrote what. Safe to repeat. */
export async function dropPreviews(now: Date): Promise<void> {
  for (const { _id, file, documents = [] } of await oldPreviews(
    new Date(now.getTime() - previewDays * day),
  )) {
    for (const each of [file, ...documents.map(document => document.file)]) if (each) await removeFile(each)
    await removeImport(_id)
  }
}
