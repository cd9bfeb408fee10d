import type { Scope } from '../aggregate/expression.ts'
import { MongoError } from '../errors.ts'
import { type Plan, plan, planWith } from '../indexes/planner.ts'
import type { Collection } from '../storage/catalog.ts'
import type { Stored } from '../storage/records.ts'
import { scan } from '../storage/scan.ts'
import type { Store } from '../storage/store.ts'
import { decode } from '../values/decode.ts'
import { encode } from '../values/encode.ts'
import { show } from '../values/show.ts'
import type { SortValue } from '../values/tuples.ts'
import { type Document, isDocument, type Value } from '../values/types.ts'
import { byteTests } from './byteTests.ts'
import { type Fields, fieldsOfFilter, fieldsOfSort, union } from './fields.ts'
import type { Filter } from './filter.ts'
import { matches } from './matches.ts'
import type { Meter } from './meter.ts'
import { compareSortKeys, natural, parseSort, type SortField, sortKey } from './sort.ts'

export type Search = {
  filter: Filter
  sort: SortField[]
  skip: number
  /** 0 for no limit. */
  limit: number
  hint: Value | undefined
  /** What a $expr may use. */
  variables?: Scope | undefined
  /** The only fields of the documents found that are looked at, so that the others need not be decoded. */
  fields?: Fields
}

/** A document that was found: as stored, and as read. */
export type Found = Stored & { readonly document: Document }

/** Decoded when it is asked for: many are sent on as they are stored. */
class FoundStored implements Found {
  readonly record: number
  readonly bytes: Buffer
  readonly #fields: Fields
  #document: Document | undefined

  constructor(record: number, bytes: Buffer, fields: Fields, document?: Document) {
    this.record = record
    this.bytes = bytes
    this.#fields = fields
    this.#document = document
  }

  get document(): Document {
    this.#document ??= decode(this.bytes, 0, this.#fields)
    return this.#document
  }
}

/** MongoDB's limit for a sort in memory, in bytes. */
const sortBytes = 100 * 1024 * 1024

export function planFor(collection: Collection, { filter, sort, hint }: Search): Plan {
  const [first] = sort
  if (first?.path === natural) return { kind: 'collection', reverse: first.direction === -1 }
  const indexes = collection.indexes.filter(({ hidden }) => !hidden)
  if (hint === undefined) return plan(filter, sort, indexes)
  if (isDocument(hint) && hint.has(natural)) {
    return { kind: 'collection', reverse: parseSort(hint)[0]?.direction === -1 }
  }
  const wanted = typeof hint === 'string' ? undefined : isDocument(hint) ? encode(hint) : Buffer.alloc(0)
  const index = indexes.find(candidate =>
    wanted ? encode(candidate.spec.get('key') as Document).equals(wanted) : candidate.name === hint,
  )
  if (!index) {
    throw new MongoError('BadValue', `hint provided does not correspond to an existing index: ${show(hint)}`)
  }
  return planWith(index, filter, sort)
}

/** Whether a plan gives the documents in the order of a sort. */
export function isInOrder(chosen: Plan, sort: SortField[]): boolean {
  return sort.length === 0 || sort[0]?.path === natural || (chosen.kind === 'index' && chosen.sorted)
}

/** The documents that match, sorted, skipped and limited. */
export function find(store: Store, collection: Collection, search: Search, meter: Meter): Generator<Found> {
  const chosen = planFor(collection, search)
  const { skip, limit } = search
  if (isInOrder(chosen, search.sort))
    return matching(store, collection, chosen, search, meter, { skip, limit })
  const found = matching(store, collection, chosen, search, meter, { skip: 0, limit: 0 })
  return sortFound(found, search)
}

function* matching(
  store: Store,
  collection: Collection,
  chosen: Plan,
  search: Search,
  meter: Meter,
  { skip, limit }: { skip: number; limit: number },
): Generator<Found, undefined> {
  let position = 0
  const read = reader(search)
  for (const stored of scan(store, collection, chosen, limit > 0 ? skip + limit : undefined)) {
    meter.count(stored.bytes.length)
    const found = read(stored)
    if (!found) continue
    position += 1
    if (position > skip) yield found
    if (limit > 0 && position >= skip + limit) return
  }
}

/** Reads of a stored document as much as it takes to tell whether it is found; undefined where it is not. */
function reader({ filter, sort, variables, fields }: Search): (stored: Stored) => Found | undefined {
  const tests = byteTests(filter)
  const own = union(fields, fieldsOfSort(sort))
  const forAll = union(own, fieldsOfFilter(filter))
  const forRest = tests?.rest && union(own, fieldsOfFilter(tests.rest))
  return ({ record, bytes }) => {
    const told = tests?.told(bytes)
    if (told === false) return undefined
    const asked = told ? tests?.rest : filter
    if (!asked) return new FoundStored(record, alone(bytes), own)
    const document = decode(bytes, 0, told ? forRest : forAll)
    return matches(asked, document, variables)
      ? new FoundStored(record, alone(bytes), own, document)
      : undefined
  }
}

/** Bytes that can be kept: a view of a chunk would hold all of it. */
function alone(bytes: Buffer): Buffer {
  return bytes.length * 2 < bytes.buffer.byteLength ? Buffer.from(bytes) : bytes
}

/** Sorts in memory, holding no more than skip + limit documents (twice that in between) where there is a limit. */
function* sortFound(
  found: Iterable<Found>,
  { sort, skip, limit, fields }: Search,
): Generator<Found, undefined> {
  const most = limit > 0 ? skip + limit : Number.POSITIVE_INFINITY
  let entries: { key: SortValue[]; stored: Stored }[] = []
  let bytes = 0
  const order = (a: { key: SortValue[] }, b: { key: SortValue[] }) => compareSortKeys(a.key, b.key, sort)
  for (const { record, bytes: source, document } of found) {
    entries.push({ key: sortKey(document, sort), stored: { record, bytes: source } })
    bytes += source.length
    if (entries.length >= most * 2 + 100 || (bytes > sortBytes && entries.length > most)) {
      entries = entries.sort(order).slice(0, most)
      bytes = entries.reduce((sum, { stored }) => sum + stored.bytes.length, 0)
    }
    if (bytes > sortBytes) {
      throw new MongoError(
        'QueryExceededMemoryLimitNoDiskUseAllowed',
        'Sort exceeded memory limit of 104857600 bytes; make an index for the order, or set a limit',
      )
    }
  }
  for (const { stored } of entries.sort(order).slice(skip, most)) {
    yield new FoundStored(stored.record, stored.bytes, fields)
  }
}
