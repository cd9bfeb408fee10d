/** A text of the page that a script shows: the content of its template of this name. */
export function said(name: string): DocumentFragment {
  const template = document.querySelector<HTMLTemplateElement>(`template[data-say="${name}"]`)
  return (template?.content.cloneNode(true) ?? document.createDocumentFragment()) as DocumentFragment
}

/** Puts words where a text has a place for them. */
export function fill(text: ParentNode, place: string, words: string): void {
  for (const element of text.querySelectorAll(`[data-${place}]`)) element.textContent = words
}

/** A time of day as the page says it, like “3:12 pm”: no browser need know its language. */
export function timeSaid(at: Date): string {
  const text = said(at.getHours() < 12 ? 'am' : 'pm')
  fill(text, 'hours', `${at.getHours() % 12 || 12}:${String(at.getMinutes()).padStart(2, '0')}`)
  return text.textContent?.trim() ?? ''
}
