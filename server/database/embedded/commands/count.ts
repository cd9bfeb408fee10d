import { MongoError } from '../errors.ts'
import { countKeys } from '../query/countKeys.ts'
import { firstPart } from '../query/fields.ts'
import { conjuncts } from '../query/filter.ts'
import { find, planFor } from '../query/find.ts'
import { parseFilter } from '../query/parseFilter.ts'
import { compare } from '../values/compare.ts'
import { reaches } from '../values/paths.ts'
import { documentOf, type Value } from '../values/types.ts'
import { type Command, collectionOf, countField, documentField, variablesOf, wholeField } from './command.ts'

export const countCommand: Command = {
  kind: 'read',
  fields: ['query', 'limit', 'skip', 'hint', 'collation', 'fields'],
  run(context) {
    const { command, store, meter } = context
    const filter = parseFilter(documentField(command, 'query') ?? new Map())
    const collection = collectionOf(context)
    const skip = countField(command, 'skip') ?? 0
    const limit = Math.abs(wholeField(command, 'limit') ?? 0)
    if (!collection) return documentOf({ n: 0 })
    // All documents are counted by their keys in the index on _id, which is smaller than they are.
    const hint = command.get('hint') ?? (conjuncts(filter).length === 0 ? '_id_' : undefined)
    const search = { filter, sort: [], skip, limit, hint, variables: variablesOf(command) }
    const counted = countKeys(store, planFor(collection, search), search, meter)
    if (counted !== undefined) return documentOf({ n: counted })
    let n = 0
    for (const _ of find(store, collection, { ...search, fields: new Set() }, meter)) n += 1
    return documentOf({ n })
  },
}

export const distinctCommand: Command = {
  kind: 'read',
  fields: ['key', 'query', 'hint', 'collation'],
  run(context) {
    const { command, store, meter } = context
    const key = command.get('key')
    if (typeof key !== 'string' || key === '')
      throw new MongoError('TypeMismatch', "distinct needs a 'key', a string")
    const filter = parseFilter(documentField(command, 'query') ?? new Map())
    const collection = collectionOf(context)
    if (!collection) return documentOf({ values: [] })
    const search = {
      filter,
      sort: [],
      skip: 0,
      limit: 0,
      hint: command.get('hint'),
      variables: variablesOf(command),
      fields: new Set([firstPart(key)]),
    }
    const values: Value[] = []
    for (const { document } of find(store, collection, search, meter)) {
      reaches(document, key.split('.'), false, value => {
        // An array gives its elements, arrays among them, and not itself.
        if (Array.isArray(value)) for (const element of value) values.push(element)
        else if (value !== undefined) values.push(value)
        return false
      })
    }
    values.sort(compare)
    return documentOf({
      values: values.filter((value, at) => at === 0 || compare(values[at - 1], value) !== 0),
    })
  },
}
