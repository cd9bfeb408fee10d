/** Whether two plain values are the same. Usage: `{{#if (eq type "file")}}`. */
export function eq(a: unknown, b: unknown): boolean {
  return a === b
}
