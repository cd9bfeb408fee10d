/** The first of two values that is something. Usage: `{{or id name}}`. */
export function or(a: unknown, b: unknown): unknown {
  return a || b
}
