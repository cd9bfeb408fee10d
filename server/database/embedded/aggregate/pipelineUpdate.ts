import { unsupported } from '../errors.ts'
import type { Document, Value } from '../values/types.ts'

export function parsePipelineUpdate(_stages: Value[]): (document: Document) => Document {
  throw unsupported('an update by a pipeline')
}
