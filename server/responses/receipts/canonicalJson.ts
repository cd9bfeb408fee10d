/** Deeper in one another than anything that is signed: what a stack can surely hold. */
const deepest = 100

/**
 * The canonical form of JSON (RFC 8785): without spaces, an object's members in the order of the UTF-16 code units of
 * their names, numbers and strings as ECMAScript writes them. A member that is undefined is left out.
 *
 * @param value as `JSON.parse` gives it
 * @throws RangeError for what has no such form: a number that is not finite, half of a surrogate pair, anything that
 *   is no JSON, or what is more than 100 deep
 * @example canonicalJson({ b: [1e21, 'é'], a: true }) // '{"a":true,"b":[1e+21,"é"]}'
 */
export function canonicalJson(value: unknown, depth = 0): string {
  if (depth > deepest) throw new RangeError(`canonicalJson: the value is more than ${deepest} deep`)
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value)
  if (typeof value === 'string' && value.isWellFormed()) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(item => canonicalJson(item, depth + 1)).join(',')}]`
  if (typeof value !== 'object' || !isPlain(value))
    throw new RangeError(`canonicalJson: ${typeof value} has no canonical form`)
  // JavaScript compares strings by their code units, as the standard asks.
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${canonicalJson(name, depth + 1)}:${canonicalJson(member, depth + 1)}`)
  return `{${members.join(',')}}`
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
