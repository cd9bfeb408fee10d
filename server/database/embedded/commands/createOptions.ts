import { MongoError, unsupported } from '../errors.ts'
import { isIdKey, parseIndex } from '../indexes/definition.ts'
import { parseCollation } from '../values/collation.ts'
import { type Document, documentOf, isDocument } from '../values/types.ts'
import { booleanField, documentField } from './command.ts'

/** What may be told of a collection's documents, and is kept with it. */
export const ruleOptions = ['validator', 'validationLevel', 'validationAction']

/** Kinds of collection that MongoDB has and this server has not. */
const refusedOptions = [
  'capped',
  'timeseries',
  'clusteredIndex',
  'viewOn',
  'encryptedFields',
  'changeStreamPreAndPostImages',
]

/** What belongs to such a kind, and is wrong without it. */
const dependentOptions: Record<string, string> = {
  size: "the 'capped' field needs to be true when either the 'size' or 'max' fields are present",
  max: "the 'capped' field needs to be true when either the 'size' or 'max' fields are present",
  pipeline: "'pipeline' requires 'viewOn' to also be specified",
  expireAfterSeconds:
    "'expireAfterSeconds' is only supported on time-series collections or when the 'clusteredIndex' option is specified",
}

/** Settings of MongoDB's own storage: empty ones ask for nothing. */
const storageOptions = ['storageEngine', 'indexOptionDefaults']

export const createFields = [
  ...ruleOptions,
  ...refusedOptions,
  ...Object.keys(dependentOptions),
  ...storageOptions,
  'collation',
  'idIndex',
  'autoIndexId',
]

/** The options that a collection is made with, as it keeps them. @throws MongoError at what is wrong or not here */
export function createOptions(command: Document): Document {
  for (const option of refusedOptions) {
    if ((command.get(option) ?? false) !== false) throw unsupported(`a collection with '${option}'`)
  }
  for (const [option, needs] of Object.entries(dependentOptions)) {
    if (command.has(option)) throw new MongoError('InvalidOptions', needs)
  }
  for (const option of storageOptions) {
    if (documentField(command, option)?.size) throw unsupported(`a collection with '${option}'`)
  }
  if (command.has('autoIndexId') && !booleanField(command, 'autoIndexId'))
    throw unsupported('a collection without an index on _id')
  checkIdIndex(documentField(command, 'idIndex'))
  const collation = parseCollation(command.get('collation'))?.spec
  return new Map([...rulesIn(command), ...documentOf({ collation })])
}

export function rulesIn(command: Document): Document {
  return new Map([...command].filter(([name]) => ruleOptions.includes(name)))
}

/** The index on _id may be told of, but only as it is. */
function checkIdIndex(idIndex: Document | undefined): void {
  const key = idIndex?.get('key')
  if (!idIndex || (isDocument(key) && isIdKey(parseIndex(documentOf({ key, name: '_id_' }), 0).key))) return
  throw new MongoError('BadValue', "The field 'key' for an _id index must be {_id: 1}")
}
