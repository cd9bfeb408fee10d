import { guidOf } from '../../codebook/formats/guid.ts'
import { caseAttribute } from '../../responses/cases/caseStore.ts'
import type { Response } from '../../responses/response.ts'
import type { ProjectCase } from '../format/project.ts'
import type { CaseVariable } from './variables.ts'

/** The responses that are of one case, as a case of the project beside those of its respondents. */
export class Groups {
  readonly #sources = new Map<string, { members: number; sources: string[] }>()

  add({ attributes }: Pick<Response, 'attributes'>, sources: string[]): void {
    const name = Object.hasOwn(attributes, caseAttribute) ? (attributes[caseAttribute] ?? '') : ''
    if (name === '' || sources.length === 0) return
    const known = this.#sources.get(name) ?? { members: 0, sources: [] }
    known.members++
    known.sources.push(...sources)
    this.#sources.set(name, known)
  }

  /**
   * Those of several responses; one alone is its respondent's. Their names are of this project alone, as respondents'
   * are: they may tell who somebody is.
   *
   * @param said what is said of cases themselves, by their names
   */
  all(
    consultation: string,
    variables: readonly CaseVariable[],
    said: ReadonlyMap<string, Record<string, string>>,
  ): ProjectCase[] {
    const guids = new Map(variables.map(({ name, guid }) => [name, guid]))
    return [...this.#sources]
      .filter(([, { members }]) => members > 1)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, { sources }], at) => ({
        guid: guidOf('grouped case', consultation, name),
        name: `Case ${at + 1}`,
        values: Object.entries(said.get(name) ?? {}).flatMap(([of, value]) => {
          const variable = guids.get(`_about/${of}`)
          return variable ? [{ variable, type: 'Text' as const, value }] : []
        }),
        sources,
      }))
  }
}
