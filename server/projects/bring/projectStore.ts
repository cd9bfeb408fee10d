import { uploadsIn } from '../../files/uploadStore.ts'

/** Projects that were brought, until they are read. */
export const {
  storage: projectStorage,
  open: openProjectFile,
  remove: removeProjectFile,
} = uploadsIn('projects')
