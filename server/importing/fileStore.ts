import { uploadsIn } from '../files/uploadStore.ts'

/** Tables that were brought, until their import is done. */
export const { storage: importStorage, open: openFile, remove: removeFile } = uploadsIn('imports')
