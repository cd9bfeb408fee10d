import { evaluate, parseExpression, type Scope } from '../aggregate/expression.ts'
import { stagesOf } from '../aggregate/pipeline.ts'
import { parsePipelineUpdate } from '../aggregate/pipelineUpdate.ts'
import { MongoError } from '../errors.ts'
import { firstBatch } from '../query/cursors.ts'
import { type Found, find } from '../query/find.ts'
import { parseFilter } from '../query/parseFilter.ts'
import type { Collection } from '../storage/catalog.ts'
import { insertRecord } from '../storage/records.ts'
import { checkRules } from '../storage/rules.ts'
import { parseUpdate, type Update } from '../update/update.ts'
import { equal } from '../values/compare.ts'
import { plainValue } from '../values/paths.ts'
import { type Document, documentOf, isDocument, type Value } from '../values/types.ts'
import { aggregatedName, aggregateFields, cursorField, resultOf } from './aggregation.ts'
import { changeOne } from './change.ts'
import { booleanField, type Command, type Context, type Reply, variablesOf } from './command.ts'
import { explainAggregate } from './explain.ts'
import { bypassesRules, ensureCollection, storable } from './insert.ts'

/** Whether a pipeline ends by writing what it gives. */
export function isOutput(pipeline: Value | undefined): boolean {
  const last = Array.isArray(pipeline) ? pipeline.at(-1) : undefined
  return isDocument(last) && (last.has('$out') || last.has('$merge'))
}

/** An aggregate that ends with $out or $merge: it writes, so it runs in the group commit. */
export const aggregateIntoCommand: Command = { kind: 'write', fields: aggregateFields, run: aggregateInto }

function aggregateInto(context: Context): Reply {
  const { command, database } = context
  if (booleanField(command, 'explain')) return explainAggregate(context, command)
  cursorField(command)
  const name = aggregatedName(context)
  const stages = stagesOf(command.get('pipeline'))
  const [stage, operand] = stages.at(-1) as [string, Value]
  const write = stage === '$out' ? parseOut(database, operand) : parseMerge(context, operand)
  const pipeline = (command.get('pipeline') as Value[]).slice(0, -1)
  // All of it is read before the first is written: the target may be among what is read.
  const documents = [...resultOf(context, new Map([...command, ['pipeline', pipeline]]))]
  write(context, documents)
  return firstBatch(undefined, `${database}.${name}`, [].values(), { batchSize: 0, single: true })
}

type Write = (context: Context, documents: Document[]) => void

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

/** Takes the collection's place, all at once; its indexes and options stay. */
function parseOut(database: string, operand: Value): Write {
  if (isDocument(operand) && operand.has('timeseries')) {
    throw new MongoError(
      'NotImplemented',
      "$out with 'timeseries' is not supported by the embedded database; use a MongoDB server",
    )
  }
  const target = targetOf(database, '$out', operand)
  return ({ store, command }, documents) =>
    store.write(() => {
      const before = store.catalog.find(target.database, target.name)
      if (before) store.catalog.drop(before)
      const collection = store.catalog.create(target.database, target.name, before?.options)
      for (const index of before?.indexes ?? []) {
        if (index.name !== '_id_') store.catalog.addIndex(collection, index.spec)
      }
      for (const each of documents) {
        const { document, bytes } = storable(each)
        if (!bypassesRules(command)) checkRules(collection.rules, document)
        insertRecord(store, collection, document, bytes)
      }
    })
}

const whenMatched = ['replace', 'keepExisting', 'merge', 'fail'] as const
const whenNotMatched = ['insert', 'discard', 'fail'] as const

/** How $merge changes a document that is there already by one that comes. */
type Merging = (document: Document) => { update: Update; variables: Scope } | 'keep' | 'fail'

/** Writes each document into the collection that is there, one after another; what is done stays where a later fails. */
function parseMerge(context: Context, operand: Value): Write {
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
  return (running, documents) => {
    const { store } = running
    const collection = store.write(() => ensureCollection(store, target.database, target.name))
    checkUnique(collection, on)
    for (const each of documents) {
      const { document, bytes } = storable(each)
      const found = matchingOn(running, collection, document, on)
      const how = found ? merging(document) : undefined
      if (how === 'fail')
        throw new MongoError('DuplicateKey', `$merge with whenMatched: fail found an existing document`)
      if (found && how && how !== 'keep') {
        changeOne(running, collection, found, { filter: parseFilter(new Map()), ...how })
      }
      if (found) continue
      if (unmatched === 'fail')
        throw new MongoError(
          'Location13113',
          '$merge could not find a matching document in the target collection for at least one document in the source collection',
        )
      if (unmatched === 'discard') continue
      if (!bypassesRules(running.command)) checkRules(collection.rules, document)
      store.write(() => insertRecord(store, collection, document, bytes))
    }
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
