/**
 * A number with its noun in the right form.
 * Usage: `{{count responses "response" "responses"}}` → "1 response", "1,204 responses".
 */
export function count(number: unknown, one: unknown, many: unknown): string {
  if (typeof number !== 'number' || typeof one !== 'string' || typeof many !== 'string')
    throw new Error(
      `{{count}} takes a number and two nouns, not ${String(number)}, ${String(one)}, ${String(many)}`,
    )
  return `${number.toLocaleString('en-GB')} ${number === 1 ? one : many}`
}
