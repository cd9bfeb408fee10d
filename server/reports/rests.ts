import type { Problem } from '../../analysis/index.ts'
import { notPrintable } from '../findings/notPrintable.ts'
import type { Material } from './material.ts'
import type { Report } from './store.ts'

/** What a recommendation says that it rests on and that is not there, or may not be printed. */
export function restsProblems(
  { findings, evidence }: Pick<Report, 'findings' | 'evidence'>,
  material: Material,
): Problem[] {
  return [
    ...findings.flatMap(key => {
      const found = material.findings.get(key)
      if (!found)
        return [{ place: 'findings', message: `It rests on the finding “${key}”, which is no longer there.` }]
      const reason = notPrintable(found)
      if (!reason) return []
      const message = `It rests on the finding “${key}”, which ${reason} Or untick it.`
      return [{ place: 'findings', message }]
    }),
    ...evidence
      .filter(key => !material.evidence.has(key))
      .map(key => ({
        place: 'evidence',
        message: `It rests on the evidence “${key}”, which is off the file.`,
      })),
  ]
}
