import { uploadsIn } from '../../files/uploadStore.ts'

/** Projects that were brought, until they are read. */
export const {
  storage: projectStorage,
  keep: keepProjectFile,
  open: openProjectFile,
  remove: removeProjectFile,
} = uploadsIn('projects')
