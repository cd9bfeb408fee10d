/**
 * The id of one item of a group of radios or checkboxes: the first has the group's own, so that an error can link to it.
 * Usage: `{{itemId prefix @index}}` → "help", "help-2", "help-3".
 */
export function itemId(prefix: unknown, index: unknown): string {
  if (typeof prefix !== 'string' || typeof index !== 'number')
    throw new Error(`{{itemId}} takes an id and an index, not ${String(prefix)}, ${String(index)}`)
  return index === 0 ? prefix : `${prefix}-${index + 1}`
}
