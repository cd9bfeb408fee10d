/** A path of the desk to go to after signing in, or nothing: never another site’s. */
export function ownPath(next: unknown): string {
  if (typeof next !== 'string' || !/^\/desk(?:[/?]|$)/.test(next)) return ''
  return next
}

/** An address that tells where to go on to afterwards. */
export function withNext(to: string, next: string): string {
  return next ? `${to}?next=${encodeURIComponent(next)}` : to
}
