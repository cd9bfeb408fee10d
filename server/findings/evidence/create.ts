import type { Problem } from '../../../analysis/index.ts'
import { newId } from '../../database/ids.ts'
import { addEvidence, type Evidence } from './store.ts'

export type NewEvidence = Omit<Evidence, '_id' | 'pages' | 'accessed' | 'bearings'> &
  Partial<Pick<Evidence, 'pages' | 'accessed' | 'bearings'>>

/** Puts a piece of evidence on file. @returns what is wrong, or undefined when it is there. */
export async function createEvidence(evidence: NewEvidence): Promise<Problem | undefined> {
  if (await addEvidence({ _id: newId(), pages: '', accessed: '', bearings: [], ...evidence }))
    return undefined
  return { place: 'key', message: `There is evidence called “${evidence.key}” already. Choose another name` }
}
