/** Every name that begins with `$` and is a field somewhere inside. */
export function namesIn(value: unknown): Set<string> {
  const names = new Set<string>()
  const look = (inner: unknown): void => {
    if (Array.isArray(inner)) inner.forEach(look)
    else if (inner && typeof inner === 'object') {
      for (const [name, field] of Object.entries(inner)) {
        if (name.startsWith('$')) names.add(name)
        look(field)
      }
    }
  }
  look(value)
  return names
}
