import { randomUUID } from 'node:crypto'
import { evaluate, parseExpression, type Scope } from '../aggregate/expression.ts'
import { stagesOf } from '../aggregate/pipeline.ts'
import { parsePipelineUpdate } from '../aggregate/pipelineUpdate.ts'
import { MongoError } from '../errors.ts'
import { firstBatch } from '../query/cursors.ts'
import { type Found, find } from '../query/find.ts'
import { parseFilter } from '../query/parseFilter.ts'
import { type Collection, checkNames } from '../storage/catalog.ts'
import { insertRecord } from '../storage/records.ts'
import { checkRules } from '../storage/rules.ts'
import type { Store } from '../storage/store.ts'
import { parseUpdate, type Update } from '../update/update.ts'
import { equal } from '../values/compare.ts'
import { encode } from '../values/encode.ts'
import { plainValue } from '../values/paths.ts'
import { type Document, documentOf, isDocument, type Value } from '../values/types.ts'
import { aggregateFields, cursorField } from './aggregation.ts'
import { changeOne } from './change.ts'
import { type Command, type Context, type Reply, variablesOf } from './command.ts'
import { bypassesRules, ensureCollection, storable } from './insert.ts'

/** Whether a pipeline ends by writing what it gives. */
export function isOutput(pipeline: Value | undefined): boolean {
  const last = Array.isArray(pipeline) ? pipeline.at(-1) : undefined
  return isDocument(last) && (last.has('$out') || last.has('$merge'))
}

/** An aggregate that ends with $out or $merge. */
export const aggregateIntoCommand: Command = { kind: 'output', fields: aggregateFields, run: written }

/** What it answers once all is written. */
function written({ database, command }: Context): Reply {
  const [name] = command.values()
  const ns = `${database}.${typeof name === 'string' ? name : '$cmd.aggregate'}`
  return firstBatch(undefined, ns, [].values(), { batchSize: 0, single: true })
}

/**
 * Writes the results of a pipeline. Each call has a turn of its own in the group commit, so that other writers come
 * between: `begin` once, `write` for some documents at a time, `end`; or `abandon` where one before it has thrown.
 */
export type Output = {
  begin(): void
  write(documents: Document[]): void
  end(): void
  abandon(): void
  /** Whether all has to be read before the first is written, since what is written may be among what is read. */
  readsFirst: boolean
}

/** @throws MongoError where the stage cannot be read */
export function outputOf(context: Context): Output {
  const { command } = context
  cursorField(command)
  const [stage, operand] = stagesOf(command.get('pipeline')).at(-1) as [string, Value]
  return stage === '$out' ? outOf(context, operand) : mergeOf(context, operand)
}

/** The command that gives what is to be written. */
export function readingOf(command: Document, batchSize: number): Document {
  const pipeline = (command.get('pipeline') as Value[]).slice(0, -1)
  return new Map([...command, ['pipeline', pipeline], ['cursor', documentOf({ batchSize })]])
}

/** The database and collection that a stage writes to: a name, or `{db, coll}`. */
function targetOf(
  database: string,
  stage: string,
  target: Value | undefined,
): { database: string; name: string } {
  const [db, coll] = isDocument(target)
    ? [target.get('db') ?? database, target.get('coll')]
    : [database, target]
  if (typeof db !== 'string' || typeof coll !== 'string') {
    throw new MongoError('Location16990', `${stage} needs the name of a collection, or {db, coll}`)
  }
  return { database: db, name: coll }
}

/** What is not finished yet has such a name, as in MongoDB. */
const unfinished = 'tmp.agg_out.'

/** Drops what a process that ended left unfinished. */
export function removeUnfinished(store: Store): void {
  for (const collection of store.catalog.all()) {
    if (collection.name.startsWith(unfinished)) store.write(() => store.catalog.drop(collection))
  }
  store.commit()
}

/** Fills a collection of its own, which then takes the other's place all at once; indexes and options stay. */
function outOf({ store, command, database }: Context, operand: Value): Output {
  if (isDocument(operand) && operand.has('timeseries')) {
    throw new MongoError(
      'NotImplemented',
      "$out with 'timeseries' is not supported by the embedded database; use a MongoDB server",
    )
  }
  const target = targetOf(database, '$out', operand)
  checkNames(target.database, target.name)
  const name = `${unfinished}${randomUUID()}`
  const replaced = () => store.catalog.find(target.database, target.name)
  const begun = settingsOf(replaced())
  const filled = (): Collection => {
    const collection = store.catalog.find(target.database, name)
    if (!collection)
      throw new MongoError(
        'QueryPlanKilled',
        `collection dropped: ${target.database}.${name}, which $out fills`,
      )
    return collection
  }
  return {
    readsFirst: false,
    begin: () =>
      store.write(() => {
        const before = replaced()
        const collection = store.catalog.create(target.database, name, before?.options)
        for (const index of before?.indexes ?? []) {
          if (index.name !== '_id_') store.catalog.addIndex(collection, index.spec)
        }
      }),
    write: documents =>
      store.write(() => {
        const collection = filled()
        for (const each of documents) {
          const { document, bytes } = storable(each)
          if (!bypassesRules(command)) checkRules(collection.rules, document)
          insertRecord(store, collection, document, bytes)
        }
      }),
    end: () =>
      store.write(() => {
        const before = replaced()
        if (!settingsOf(before).equals(begun)) {
          throw new MongoError(
            'Location28769',
            `indexes or options of target collection ${target.database}.${target.name} changed during processing.`,
          )
        }
        if (before) store.catalog.drop(before)
        store.catalog.rename(filled(), target.database, target.name)
      }),
    abandon: () =>
      store.write(() => {
        const collection = store.catalog.find(target.database, name)
        if (collection) store.catalog.drop(collection)
      }),
  }
}

/** What stays of a collection that is replaced, to compare. */
function settingsOf(collection: Collection | undefined): Buffer {
  return encode(
    documentOf({
      options: collection?.options ?? null,
      indexes: collection?.indexes.map(({ spec }) => spec) ?? [],
    }),
  )
}

const whenMatched = ['replace', 'keepExisting', 'merge', 'fail'] as const
const whenNotMatched = ['insert', 'discard', 'fail'] as const

/** How $merge changes a document that is there already by one that comes. */
type Merging = (document: Document) => { update: Update; variables: Scope } | 'keep' | 'fail'

/** Writes each document into the collection that is there, one after another; what is done stays where a later fails. */
function mergeOf(context: Context, operand: Value): Output {
  const source = isDocument(operand) ? operand : documentOf({ into: operand })
  for (const option of source.keys()) {
    if (!['into', 'on', 'let', 'whenMatched', 'whenNotMatched'].includes(option))
      throw new MongoError('Location40415', `BSON field '$merge.${option}' is an unknown field.`)
  }
  const target = targetOf(context.database, '$merge', source.get('into'))
  const on = fieldsOf(source.get('on') ?? '_id')
  const merging = parseMatched(source)
  const unmatched = whenNotMatched.find(each => each === (source.get('whenNotMatched') ?? 'insert'))
  if (!unmatched) throw new MongoError('BadValue', "whenNotMatched is 'insert', 'discard' or 'fail'")
  const { store } = context
  const into = () => ensureCollection(store, target.database, target.name)
  const write = (documents: Document[]) => {
    const collection = store.write(into)
    for (const each of documents) {
      const { document, bytes } = storable(each)
      const found = matchingOn(context, collection, document, on)
      const how = found ? merging(document) : undefined
      if (how === 'fail')
        throw new MongoError('DuplicateKey', `$merge with whenMatched: fail found an existing document`)
      if (found && how && how !== 'keep') {
        changeOne(context, collection, found, { filter: parseFilter(new Map()), ...how })
      }
      if (found) continue
      if (unmatched === 'fail')
        throw new MongoError(
          'Location13113',
          '$merge could not find a matching document in the target collection for at least one document in the source collection',
        )
      if (unmatched === 'discard') continue
      if (!bypassesRules(context.command)) checkRules(collection.rules, document)
      store.write(() => insertRecord(store, collection, document, bytes))
    }
  }
  return {
    readsFirst: true,
    begin: () => checkUnique(store.write(into), on),
    write,
    end() {},
    // What is done stays where a later one fails, as in MongoDB.
    abandon() {},
  }
}

function fieldsOf(on: Value): string[] {
  const fields = Array.isArray(on) ? on : [on]
  if (fields.length === 0 || !fields.every(field => typeof field === 'string')) {
    throw new MongoError('Location51186', "$merge 'on' field must be either a string or an array of strings")
  }
  return fields
}

function parseMatched(source: Document): Merging {
  const how = source.get('whenMatched') ?? 'merge'
  if (Array.isArray(how)) return byPipeline(how, source.get('let'))
  switch (whenMatched.find(each => each === how)) {
    case 'keepExisting':
      return () => 'keep'
    case 'fail':
      return () => 'fail'
    case 'replace':
      return document => ({ update: parseUpdate(document, undefined), variables: new Map() })
    case 'merge':
      return document => ({
        update: parseUpdate([documentOf({ $set: literalFields(document) })], undefined),
        variables: new Map(),
      })
    default:
      throw new MongoError(
        'BadValue',
        "whenMatched is 'replace', 'keepExisting', 'merge', 'fail' or a pipeline",
      )
  }
}

function literalFields(document: Document): Document {
  return new Map([...document].map(([name, value]) => [name, documentOf({ $literal: value })]))
}

/** A pipeline over the document that is there, which calls the one that comes `$$new`. */
function byPipeline(pipeline: Value[], names: Value | undefined): Merging {
  parsePipelineUpdate(pipeline)
  const update = parseUpdate(pipeline, undefined)
  const named = [...(isDocument(names) ? names : documentOf({ new: '$$ROOT' }))].map(
    ([name, value]) => [name, parseExpression(value)] as const,
  )
  return document => {
    const base = variablesOf(new Map())
    const own = named.map(([name, value]) => [name, evaluate(value, document, base)] as const)
    return { update, variables: new Map([...base, ...own]) }
  }
}

/** @throws MongoError 51183 where no unique index holds at most one document for the fields */
function checkUnique({ indexes }: Collection, on: string[]): void {
  const isUnique = indexes.some(
    ({ unique, partial, key }) =>
      unique && !partial && key.length === on.length && key.every(({ path }) => on.includes(path)),
  )
  if (!isUnique)
    throw new MongoError('Location51183', 'Cannot find index to verify that join fields will be unique')
}

function matchingOn(
  { store, meter }: Context,
  collection: Collection,
  document: Document,
  on: string[],
): Found | undefined {
  const values = on.map(field => [field, plainValue(document, field)] as const)
  if (values.some(([, value]) => value === undefined || value === null || Array.isArray(value))) {
    throw new MongoError(
      'Location51132',
      "$merge write error: 'on' field cannot be missing, null, undefined or an array",
    )
  }
  const filter = parseFilter(
    new Map(values.map(([field, value]) => [field, documentOf({ $eq: value as Value })])),
  )
  const search = { filter, sort: [], skip: 0, limit: 0, hint: undefined }
  for (const found of find(store, collection, search, meter)) {
    if (values.every(([field, value]) => equal(plainValue(found.document, field), value))) return found
  }
  return undefined
}
