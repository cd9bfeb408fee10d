export type Change = (text: string) => string

/** A change that leaves every string as it is, and lets each be seen. */
export function seenBy(see: (text: string) => void): Change {
  return text => {
    see(text)
    return text
  }
}

/**
 * What a change of every string in a value comes to, as paths with their new values, for a database to set. Where the
 * name of a field has a stop in it, no path leads there, and the value round it is set as a whole.
 *
 * @param path of the value itself
 */
export function changesIn(value: unknown, path: string, change: Change): Record<string, unknown> {
  if (typeof value === 'string') {
    const changed = change(value)
    return changed === value ? {} : { [path]: changed }
  }
  if (!isContainer(value)) return {}
  const entries = Object.entries(value)
  const found = Object.assign(
    {},
    ...entries.map(([key, part]) => changesIn(part, `${path}.${key}`, change)),
  ) as Record<string, unknown>
  const hasNoPath = entries.some(([key]) => key === '' || key.includes('.') || key.startsWith('$'))
  return hasNoPath && Object.keys(found).length > 0 ? { [path]: withStrings(value, change) } : found
}

/** A value with every string in it changed. */
export function withStrings(value: unknown, change: Change): unknown {
  if (typeof value === 'string') return change(value)
  if (!isContainer(value)) return value
  if (Array.isArray(value)) return value.map(part => withStrings(part, change))
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withStrings(part, change)]))
}

/** Whether it is a list or a plain object, and no date, id or bytes. */
function isContainer(value: unknown): value is Record<string, unknown> {
  if (Array.isArray(value)) return true
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}
