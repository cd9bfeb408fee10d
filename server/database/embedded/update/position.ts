import type { FieldFilter, Filter } from '../query/filter.ts'
import { elementMatches, elementPasses, passes } from '../query/matches.ts'
import { reaches } from '../values/paths.ts'
import { type Document, isDocument, type Maybe, type Value } from '../values/types.ts'

/**
 * What `$` stands for: the position in the first array that the filter's conditions go through, of the first element
 * that meets one of them. Undefined where no condition went through an array.
 */
export function positionOf(filter: Filter, document: Document): number | undefined {
  switch (filter.kind) {
    case 'field':
      return positionOfField(filter, document)
    case 'and':
    case 'or': {
      for (const part of filter.filters) {
        const position = positionOf(part, document)
        if (position !== undefined) return position
      }
      return undefined
    }
    default:
      return undefined
  }
}

function positionOfField({ parts, test }: FieldFilter, document: Document): number | undefined {
  let value: Maybe = document
  for (let at = 0; at < parts.length; at++) {
    if (!isDocument(value)) return undefined
    value = value.get(parts[at] ?? '')
    if (Array.isArray(value)) {
      const rest = parts.slice(at + 1)
      const position = value.findIndex(element => elementMeets(element, rest, test))
      return position >= 0 ? position : undefined
    }
  }
  return undefined
}

function elementMeets(element: Value, rest: string[], test: FieldFilter['test']): boolean {
  if (rest.length > 0)
    return isDocument(element) && reaches(element, rest, true, value => passes(test, value))
  if (test.op === 'elemMatch') return elementMatches(test.filter, element)
  if (test.op === 'elemMatchValue') return elementPasses(test.tests, element)
  return passes(test, element)
}
