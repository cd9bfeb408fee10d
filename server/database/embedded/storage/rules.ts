import { MongoError } from '../errors.ts'
import { failureOf } from '../query/failure.ts'
import type { Filter } from '../query/filter.ts'
import { matches } from '../query/matches.ts'
import { parseFilter } from '../query/parseFilter.ts'
import { parseCollation, withCollation } from '../values/collation.ts'
import { encode } from '../values/encode.ts'
import { type Document, documentOf, isDocument, type Value } from '../values/types.ts'

/** What a collection's documents have to fit, and what happens to those that do not. */
export type Rules = {
  validator: Filter
  /** The validator as it was given, which a refusal tells from. */
  source: Document
  /** The collection's, by which its documents are compared. */
  collation: Value | undefined
  level: 'off' | 'strict' | 'moderate'
  action: 'error' | 'warn'
}

const levels = ['off', 'strict', 'moderate'] as const
const actions = ['error', 'warn'] as const

/** The rules among a collection's options, if there are any. @throws MongoError where they cannot be read */
export function parseRules(options: Document): Rules | undefined {
  const level = levels.find(each => each === (options.get('validationLevel') ?? 'strict'))
  const action = actions.find(each => each === (options.get('validationAction') ?? 'error'))
  if (!level || !action) {
    throw new MongoError(
      'BadValue',
      'validationLevel is off, strict or moderate, and validationAction error or warn',
    )
  }
  const validator = options.get('validator')
  if (validator === undefined) return undefined
  if (!isDocument(validator)) {
    throw new MongoError('TypeMismatch', "BSON field 'validator' is the wrong type, expected type 'object'")
  }
  const collation = options.get('collation')
  return { validator: parseFilter(validator), source: validator, collation, level, action }
}

/** How many bytes of a document a refusal may tell. */
const mostTold = 1024 * 1024

/**
 * Whether a document may be stored. A moderate level asks nothing of a document that did not fit `before` either.
 * @throws MongoError DocumentValidationFailure
 */
export function checkRules(rules: Rules | undefined, document: Document, before?: Document): void {
  if (!rules || rules.level === 'off' || rules.action === 'warn') return
  const compared = <T>(run: () => T) => withCollation(parseCollation(rules.collation), run)
  const fits = (each: Document) => compared(() => matches(rules.validator, each))
  if (fits(document) || (before && rules.level === 'moderate' && !fits(before))) return
  const details = compared(() => failureOf(rules.source, document))
  const told = encode(details).length > mostTold ? { truncated: true } : { details }
  const errInfo = documentOf({ failingDocumentId: document.get('_id') ?? null, ...told })
  throw new MongoError('DocumentValidationFailure', 'Document failed validation', { errInfo })
}
