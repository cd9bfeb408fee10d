import { Int32 } from 'bson'
import { MongoError, unsupported } from '../errors.ts'
import { show } from './show.ts'
import { type Document, isDocument, type Value } from './types.ts'

/** How strings compare by a language's rules rather than by their code points. */
export type Collation = {
  compare: (a: string, b: string) => number
  /** One string for all that compare as equal, so that they have one key. */
  representative: (text: string) => string
  /** As MongoDB tells it, with every option. */
  spec: Document
}

let current: Collation | undefined

/** The collation of the command that runs now; none is the order of code points. */
export function currentCollation(): Collation | undefined {
  return current
}

/**
 * Runs `run` with a collation, or with none. It reaches all that is compared meanwhile, as in MongoDB; it must not
 * outlast the call, so a cursor sets its own anew for each document.
 */
export function withCollation<T>(collation: Collation | undefined, run: () => T): T {
  const before = current
  current = collation
  try {
    return run()
  } finally {
    current = before
  }
}

/** The documents of an iterator, each made with the collation that is current now. */
export function keepingCollation<T>(documents: Iterator<T, unknown>): Iterator<T, unknown> {
  const collation = current
  return collation ? { next: () => withCollation(collation, () => documents.next()) } : documents
}

const defaults: [name: string, value: boolean | string][] = [
  ['caseLevel', false],
  ['caseFirst', 'off'],
  ['strength', ''],
  ['numericOrdering', false],
  ['alternate', 'non-ignorable'],
  ['maxVariable', 'punct'],
  ['normalization', false],
  ['backwards', false],
]

const sensitivities: Record<string, 'base' | 'accent' | 'variant'> = { 1: 'base', 2: 'accent', 3: 'variant' }

/** Reads a collation. Undefined for `simple`. @throws MongoError at what is malformed, or differs in Intl */
export function parseCollation(source: Value | undefined): Collation | undefined {
  if (source === undefined) return undefined
  if (!isDocument(source)) throw new MongoError('TypeMismatch', "BSON field 'collation' must be an object")
  const locale = source.get('locale')
  if (typeof locale !== 'string') {
    throw new MongoError('Location40414', "BSON field 'collation.locale' is missing but a required field")
  }
  for (const option of source.keys()) {
    if (option !== 'locale' && option !== 'version' && !defaults.some(([name]) => name === option))
      throw new MongoError('Location40415', `BSON field 'collation.${option}' is an unknown field.`)
  }
  if (locale === 'simple') return undefined
  const option = (name: string) => source.get(name) ?? defaults.find(([each]) => each === name)?.[1]
  const strength = String(source.get('strength') ?? 3)
  const sensitivity = sensitivities[strength]
  if (!sensitivity) throw strengthRefused(strength)
  if (option('backwards') !== false) throw unsupported("a collation with 'backwards'")
  if (option('maxVariable') !== 'punct') throw unsupported("a collation with 'maxVariable'")
  const caseFirst = { upper: 'upper', lower: 'lower', off: 'false' }[String(option('caseFirst'))]
  const alternate = { shifted: true, 'non-ignorable': false }[String(option('alternate'))]
  const tag = intlTag(locale)
  if (caseFirst === undefined || alternate === undefined || tag === undefined) {
    throw new MongoError('BadValue', `Field 'locale' or an option is invalid in: ${show(source)}`)
  }
  const collator = new Intl.Collator(tag, {
    sensitivity: sensitivity === 'base' && option('caseLevel') === true ? 'case' : sensitivity,
    caseFirst: caseFirst as 'upper' | 'lower' | 'false',
    numeric: option('numericOrdering') === true,
    ignorePunctuation: alternate,
  })
  return { compare: collator.compare, representative: representatives(collator), spec: specOf(source) }
}

function strengthRefused(strength: string): MongoError {
  if (strength === '4' || strength === '5') return unsupported(`a collation of strength ${strength}`)
  return new MongoError(
    'BadValue',
    `Enumeration value '${strength}' for field 'collation.strength' is not valid.`,
  )
}

/** "en_US" as Intl writes it; undefined where ICU has no rules of its own for it. */
function intlTag(locale: string): string | undefined {
  if (!/^[a-z]{2,3}(_[A-Za-z]{2,4})*$/.test(locale)) return undefined
  const tag = locale.replaceAll('_', '-')
  return Intl.Collator.supportedLocalesOf(tag).length > 0 ? tag : undefined
}

function specOf(source: Document): Document {
  const spec: Document = new Map([['locale', source.get('locale') ?? null]])
  for (const [name, value] of defaults) {
    spec.set(name, source.get(name) ?? (name === 'strength' ? new Int32(3) : value))
  }
  return spec.set('version', '57.1')
}

function representatives(collator: Intl.Collator): (text: string) => string {
  const known = new Map<string, string>()
  const sorted: string[] = []
  return text => {
    const before = known.get(text)
    if (before !== undefined) return before
    let [low, high] = [0, sorted.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (collator.compare(sorted[middle] ?? '', text) < 0) low = middle + 1
      else high = middle
    }
    const found = sorted[low]
    const isEqual = found !== undefined && collator.compare(found, text) === 0
    const representative = isEqual ? found : text
    if (!isEqual) sorted.splice(low, 0, text)
    known.set(text, representative)
    return representative
  }
}

/** A value with each string in it replaced by the one that stands for all its equals. */
export function canonical(value: Value): Value {
  if (!current) return value
  if (typeof value === 'string') return current.representative(value)
  if (Array.isArray(value)) return value.map(canonical)
  if (!isDocument(value)) return value
  return new Map([...value].map(([name, inner]) => [name, canonical(inner)]))
}

/** Whether a collation may change how a value compares. */
export function holdsText(value: Value): boolean {
  if (Array.isArray(value)) return value.some(holdsText)
  if (isDocument(value)) return [...value.values()].some(holdsText)
  return typeof value === 'string'
}
