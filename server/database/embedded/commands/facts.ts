import { MongoError } from '../errors.ts'
import { type Document, documentOf, isDocument } from '../values/types.ts'
import type { Context } from './command.ts'
import { sizesOf } from './stats.ts'

/** What a stage tells of the collection that is aggregated, or of the server. */
export function factsOf(context: Context, name: string, stage: string): Document[] {
  const { store, database, command } = context
  const ns = `${database}.${name}`
  if (stage === '$listLocalSessions') {
    const session = command.get('lsid')
    return isDocument(session) ? [documentOf({ _id: session, lastUse: new Date() })] : []
  }
  if (stage === '$currentOp') {
    return [documentOf({ type: 'op', host: 'embedded', active: true, op: 'command', ns, command })]
  }
  const collection = store.catalog.find(database, name)
  if (!collection) throw new MongoError('NamespaceNotFound', `Collection [${ns}] not found.`)
  if (stage === '$indexStats') {
    return collection.indexes.map(index =>
      documentOf({ name: index.name, key: index.spec.get('key'), host: 'embedded', spec: index.spec }),
    )
  }
  const sizes = sizesOf(store, collection)
  return [
    documentOf({
      ns,
      host: 'embedded',
      localTime: new Date(),
      storageStats: documentOf(sizes),
      count: sizes.count,
    }),
  ]
}
