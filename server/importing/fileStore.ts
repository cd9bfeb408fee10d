import { uploadsIn } from '../files/uploadStore.ts'

/** Tables and documents that were brought, until their import is done. */
export const {
  storage: importStorage,
  keep: keepFile,
  open: openFile,
  remove: removeFile,
} = uploadsIn('imports')
