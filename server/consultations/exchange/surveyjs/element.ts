/** What JSON holds under a name; a survey of another program may hold anything there. */
export type Element = Record<string, unknown>

export function isElement(value: unknown): value is Element {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function listIn(element: Element, name: string): unknown[] {
  const value = element[name]
  return Array.isArray(value) ? value : []
}

/** A text, or that of one language where it is kept in several. */
export function textIn(element: Element, name: string): string {
  return textOf(element[name])
}

export function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (!isElement(value)) return ''
  const language = ['default', 'en', ...Object.keys(value)].find(each => typeof value[each] === 'string')
  return language === undefined ? '' : String(value[language])
}

export function numberIn(element: Element, name: string): number | undefined {
  const value = element[name]
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

/** Options or rows, each a value alone or with words. */
export function itemsIn(element: Element, name: string): { value: string; label: string; item: Element }[] {
  return listIn(element, name).flatMap(given => {
    const item = isElement(given) ? given : { value: given }
    const value = textOf(item.value)
    return value === '' ? [] : [{ value, label: textIn(item, 'text') || value, item }]
  })
}
