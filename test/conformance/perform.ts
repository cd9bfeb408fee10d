import type { AnyBulkWriteOperation, Collection, Db, Document } from 'mongodb'

/** What a method takes by place, and its options; the older format keeps some of these apart. */
function parted(given: Document, ...names: string[]): { taken: Document; options: Document } {
  const { options: apart, ...options } = { ...given, ...given.options }
  const taken: Document = {}
  for (const name of names) {
    taken[name] = options[name]
    delete options[name]
  }
  if (typeof options.returnDocument === 'string')
    options.returnDocument = options.returnDocument.toLowerCase()
  return { taken, options }
}

type Ask<T> = (of: T, given: Document) => Promise<unknown>

const ofCollections: Record<string, Ask<Collection>> = {
  aggregate(of, given) {
    const { taken, options } = parted(given, 'pipeline')
    return of.aggregate(taken.pipeline, options).toArray()
  },
  bulkWrite(of, given) {
    const { taken, options } = parted(given, 'requests')
    return of.bulkWrite((taken.requests as Document[]).map(bulkRequest), options)
  },
  count(of, given) {
    const { taken, options } = parted(given, 'filter')
    return of.countDocuments(taken.filter ?? {}, options)
  },
  countDocuments(of, given) {
    const { taken, options } = parted(given, 'filter')
    return of.countDocuments(taken.filter, options)
  },
  estimatedDocumentCount: (of, given) => of.estimatedDocumentCount(given),
  deleteMany(of, given) {
    const { taken, options } = parted(given, 'filter')
    return of.deleteMany(taken.filter, options)
  },
  deleteOne(of, given) {
    const { taken, options } = parted(given, 'filter')
    return of.deleteOne(taken.filter, options)
  },
  distinct(of, given) {
    const { taken, options } = parted(given, 'fieldName', 'filter')
    return of.distinct(taken.fieldName, taken.filter ?? {}, options)
  },
  find(of, given) {
    const { taken, options } = parted(given, 'filter')
    return of.find(taken.filter, options).toArray()
  },
  findOneAndDelete(of, given) {
    const { taken, options } = parted(given, 'filter')
    return of.findOneAndDelete(taken.filter, options)
  },
  findOneAndReplace(of, given) {
    const { taken, options } = parted(given, 'filter', 'replacement')
    return of.findOneAndReplace(taken.filter, taken.replacement, options)
  },
  findOneAndUpdate(of, given) {
    const { taken, options } = parted(given, 'filter', 'update')
    return of.findOneAndUpdate(taken.filter, taken.update, options)
  },
  insertMany(of, given) {
    const { taken, options } = parted(given, 'documents')
    return of.insertMany(taken.documents, options)
  },
  insertOne(of, given) {
    const { taken, options } = parted(given, 'document')
    return of.insertOne(taken.document, options)
  },
  listIndexes: (of, given) => of.listIndexes(given).toArray(),
  replaceOne(of, given) {
    const { taken, options } = parted(given, 'filter', 'replacement')
    return of.replaceOne(taken.filter, taken.replacement, options)
  },
  updateMany(of, given) {
    const { taken, options } = parted(given, 'filter', 'update')
    return of.updateMany(taken.filter, taken.update, options)
  },
  updateOne(of, given) {
    const { taken, options } = parted(given, 'filter', 'update')
    return of.updateOne(taken.filter, taken.update, options)
  },
}

/** The older format names a request and puts what it takes beside the name. */
function bulkRequest(request: Document): AnyBulkWriteOperation {
  const known = request.name ? { [request.name]: request.arguments } : request
  return known as AnyBulkWriteOperation
}

const ofDatabases: Record<string, Ask<Db>> = {
  aggregate(of, given) {
    const { taken, options } = parted(given, 'pipeline')
    return of.aggregate(taken.pipeline, options).toArray()
  },
  createCollection(of, given) {
    const { taken, options } = parted(given, 'collection')
    return of.createCollection(taken.collection, options)
  },
  dropCollection(of, given) {
    const { taken, options } = parted(given, 'collection')
    return of.dropCollection(taken.collection, options)
  },
  listCollections(of, given) {
    const { taken, options } = parted(given, 'filter')
    return of.listCollections(taken.filter, options).toArray()
  },
  modifyCollection(of, given) {
    const { taken, options } = parted(given, 'collection')
    return of.command({ collMod: taken.collection, ...options })
  },
  runCommand: (of, given) => of.command(given.command),
}

/** @returns undefined where this runner does not know the operation */
export function performer(
  name: string,
  of: Collection | Db,
): ((given: Document) => Promise<unknown>) | undefined {
  if ('collectionName' in of) return bound(ofCollections[name], of)
  return bound(ofDatabases[name], of)
}

function bound<T>(ask: Ask<T> | undefined, of: T): ((given: Document) => Promise<unknown>) | undefined {
  return ask && (given => ask(of, given))
}
